/** What the configuration file in the person's folder says, where there is one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../config/file.ts';
import { CONFIG_FILE, CONFIG_VARIABLE, loadConfig } from '../config/load.ts';
import { RETENTION_DAYS_MOST } from '../config/organization.ts';
import { policyOf } from '../config/policy.ts';
import type { MaintenanceWindow } from '../core/rules/silence.ts';
import { DAY } from '../core/time.ts';
import type { Host } from './host.ts';

/** The configuration; null where there is no file, and nobody asked for one. Throws a `ConfigurationError`. */
export function configured({ directory, env }: Pick<Host, 'directory' | 'env'>): Configuration | null {
  const path = env[CONFIG_VARIABLE] || undefined;
  if (path === undefined && !existsSync(join(directory, CONFIG_FILE))) return null;
  return loadConfig({ directory, path }).config;
}

/**
 * Milliseconds for which an organization's past is kept; where nobody says, the longest that can be configured: what was kept
 * for less has an end of its own.
 */
export function configuredRetention(host: Host, organization: string): number {
  try {
    const own = configured(host)?.organizations.find(({ id }) => id === organization);
    return (own?.retentionDays ?? RETENTION_DAYS_MOST) * DAY;
  } catch {
    return RETENTION_DAYS_MOST * DAY;
  }
}

/** The zone in which an organization's alerts give times. A file that is being edited is no reason to show nothing. */
export function configuredTimeZone(host: Host, organization: string | undefined): string | null {
  try {
    const organizations = configured(host)?.organizations ?? [];
    const own = organizations.find(({ id }) => id === organization) ?? organizations[0];
    return own?.timeZone ?? null;
  } catch {
    return null;
  }
}

/** An organization's maintenance windows; none where nobody says. A file that is being edited is no reason to show nothing. */
export function configuredWindows(host: Host, organization: string): readonly MaintenanceWindow[] {
  try {
    const own = configured(host)?.organizations.find(({ id }) => id === organization);
    return own === undefined ? [] : policyOf(own).windows;
  } catch {
    return [];
  }
}
