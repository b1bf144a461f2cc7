import * as v from 'valibot';
import { contradictions } from './contradictions.ts';
import { fields, inList, isRecord, repetitions, wholeNumber } from './fields.ts';
import { completed, type Organization, organizationSchema, sharedEntries } from './organization.ts';
import { ConfigurationError, problemsOf } from './problems.ts';

/** When the alarms from outside ring: they watch Tunnelwatch, not the tunnels. */
export interface AlarmSettings {
  /**
   * Minutes without a complete run after which the dead-man alarm rings, 3 to 720, and never before the third run is missed.
   * @default 10
   */
  readonly noCompleteRunMinutes: number;
  /**
   * Minutes for which something to be told may stay untold, 6 to 720: a flood of messages is gathered for five at a time.
   * @default 10
   */
  readonly untoldMinutes: number;
}

/** The whole configuration, every default filled in. */
export interface Configuration {
  /** @default one with the id `default` */
  readonly organizations: readonly Organization[];
  /** Who is told about tunnels. Each address is asked by SNS to confirm. */
  readonly email: readonly string[];
  /**
   * Who is told that Tunnelwatch itself does not work.
   * @default those in `email`
   */
  readonly operationsEmail: readonly string[];
  /** @default info */
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /**
   * Name of the CloudFormation stack; another name is another, independent installation.
   * @default Tunnelwatch
   */
  readonly stackName: string;
  readonly alarms: AlarmSettings;
}

/**
 * Organizations in one stack. The function may read exactly their secrets, each named in its role, and AWS allows 10,240
 * characters of inline policy in a role; a secret's ARN takes about 120.
 */
export const ORGANIZATIONS_MAX = 50;

const EMAIL = 'an e-mail address';
const emails = (allowed: string) =>
  v.pipe(
    v.array(v.pipe(v.string(EMAIL), v.email(EMAIL)), allowed),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: unknown = dataset.value;
      if (!Array.isArray(input)) return;
      for (const { index, first } of repetitions(input))
        addIssue({ message: `the same address as [${first}]`, path: [inList(input, index)] });
    }),
  );

const ORGANIZATIONS = `a list of 1 to ${ORGANIZATIONS_MAX} organizations (more go in a second file with another stackName)`;

const organizations = v.pipe(
  v.array(organizationSchema, ORGANIZATIONS),
  v.minLength(1, ORGANIZATIONS),
  v.maxLength(ORGANIZATIONS_MAX, ORGANIZATIONS),
  v.rawCheck(({ dataset, addIssue }) => {
    const input: unknown = dataset.value;
    if (!Array.isArray(input)) return;
    for (const field of ['id', 'name'] as const) {
      const values = input.map((organization: unknown) =>
        isRecord(organization) ? organization[field] : undefined,
      );
      for (const { index, first } of repetitions(values))
        addIssue({
          message: `the same ${field} as organizations[${first}]; each needs its own`,
          path: [
            inList(input, index),
            { type: 'object', origin: 'value', input: {}, key: field, value: null },
          ],
        });
    }
  }),
);

const STACK_NAME = 'a letter, then letters, digits and hyphens, at most 128';

const fileSchema = fields(
  {
    $schema: v.exactOptional(v.string('the address of a JSON Schema')),
    organizations: v.optional(organizations, [{ id: 'default' }]),
    ...sharedEntries,
    email: emails('a list of the addresses to tell, or [] where only other subscribers are to be told'),
    operationsEmail: v.exactOptional(
      emails('a list of the addresses to tell when Tunnelwatch does not work'),
    ),
    logLevel: v.optional(
      v.picklist(['debug', 'info', 'warn', 'error'], '"debug", "info", "warn" or "error"'),
      'info',
    ),
    stackName: v.optional(
      v.pipe(v.string(STACK_NAME), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, STACK_NAME)),
      'Tunnelwatch',
    ),
    alarms: v.optional(
      fields(
        {
          // Twelve hours: CloudWatch looks back a day at most, and rounding up to whole intervals must fit in.
          noCompleteRunMinutes: v.optional(wholeNumber(3, 720, 'minutes'), 10),
          untoldMinutes: v.optional(wholeNumber(6, 720, 'minutes'), 10),
        },
        'an object',
      ),
      {},
    ),
  },
  'an object',
);

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
  const { email, operationsEmail = email, logLevel, stackName, alarms } = parsed.output;
  const organizations = parsed.output.organizations.map((given) => completed(given, parsed.output));
  const config: Configuration = { organizations, email, operationsEmail, logLevel, stackName, alarms };
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
