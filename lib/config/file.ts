import * as v from 'valibot';
import { contradictions } from './contradictions.ts';
import { type Configuration, fileSchema } from './file-schema.ts';
import { completed } from './organization.ts';
import { ConfigurationError, problemsOf } from './problems.ts';

export type { AlarmSettings, Configuration, GivenConfiguration } from './file-schema.ts';

/** What parsing comes to: the configuration, or everything that is wrong with it. */
export type ParsedConfiguration =
  | { readonly ok: true; readonly config: Configuration }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Parses what the configuration file holds, defaults filled in, all problems at once.
 * @example parseConfig({ email: ['you@example.com'] })
 */
export function parseConfig(content: unknown): ParsedConfiguration {
  const parsed = v.safeParse(fileSchema, content);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.issues) };
  const { $schema: _, alerts, overrides, maintenanceWindows, leaveOut, ...own } = parsed.output;
  const shared = { alerts, overrides, maintenanceWindows, leaveOut };
  const organizations = own.organizations.map((given) => completed(given, shared));
  const config: Configuration = { ...own, organizations, operationsEmail: own.operationsEmail ?? own.email };
  const problems = contradictions(config);
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

/** The same for whoever cannot go on without; throws a ConfigurationError that names `source`. */
export function configurationIn(source: string, content: unknown): Configuration {
  const parsed = parseConfig(content);
  if (parsed.ok) return parsed.config;
  throw new ConfigurationError(
    `${source} cannot be used (docs/configuration.md has every field):`,
    parsed.problems,
  );
}
