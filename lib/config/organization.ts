import * as v from 'valibot';

import { EVERY_MINUTES } from '../core/rate/interval.ts';
import { DEFAULT_ALERTS } from './alert-settings.ts';
import { type AlertSettings, alertsSchema, type GivenAlerts, withGiven } from './alerts.ts';
import { arn } from './arns.ts';
import { described, fields, name, wholeNumber } from './fields.ts';
import { leaveOutSchema, overridesSchema } from './selection.ts';

import { timeZone } from './time-zone.ts';
import { apiUrl, callUrl } from './urls.ts';
import { type ConfiguredWindow, type GivenWindows, inTimeZone, windowsSchema } from './windows.ts';

export const RETENTION_DAYS_MOST = 3650;

/** Ids are part of DynamoDB keys, where `#` separates, and of log lines; so they are plain. */
const ID = /^[a-z0-9][a-z0-9-]{0,30}$/;

const ID_ALLOWED = 'lower-case letters, digits and hyphens, 1 to 31, the first no hyphen';

const DATE = 'a date such as 2026-12-31, or null where the key never ends';

/** A day that the calendar has: dates that it has not move on to the next month when they are parsed. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const date = v.pipe(
  v.string(DATE),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, DATE),
  v.check(isDate, DATE),
  v.metadata({ format: 'date' }),
);

/** The fields that an organization has of its own and the whole file has for all of them. */
export const sharedEntries = {
  alerts: v.optional(described(alertsSchema, 'When people are told, and how often.'), {}),
  overrides: v.optional(
    described(overridesSchema, 'Thresholds for some groups; of several that match, the later one stands.'),
    [],
  ),
  maintenanceWindows: v.optional(described(windowsSchema, 'When what happens is recorded and not told.'), []),
  leaveOut: v.optional(
    described(
      leaveOutSchema,
      'Groups that are not watched at all: neither recorded, nor told, nor counted. History has one that was watched before as removed.',
    ),
    [],
  ),
};

/** The fields of an organization that its runs go by, for every schema that has one. */
export const organizationEntries = {
  id: described(
    v.pipe(v.string(ID_ALLOWED), v.regex(ID, ID_ALLOWED)),
    'Names the organization in keys, metrics and commands. Choose it once: another id is another organization, with an empty history.',
  ),
  name: v.exactOptional(described(name, 'What people read in alerts.', { otherwise: 'the id' })),
  apiUrl: v.optional(
    described(apiUrl, 'Base of the API, without a path. Other clouds have other hosts.'),
    'https://api.sse.cisco.com',
  ),
  tokenUrl: v.optional(
    described(
      apiUrl,
      'Where tokens are issued; a setting of its own, since not every cloud issues them on the host of the API.',
    ),
    'https://api.sse.cisco.com/auth/v2/token',
  ),
  everyMinutes: v.optional(
    described(
      wholeNumber(EVERY_MINUTES.least, EVERY_MINUTES.most, 'minutes'),
      'Minutes from one run to the next.',
    ),
    1,
  ),
  timeZone: v.optional(
    described(
      timeZone,
      'In which people read times; UTC stands beside it. An IANA name such as `Europe/Berlin`.',
    ),
    'UTC',
  ),
  requestBudget: v.optional(
    described(
      v.picklist(['strict', 'exempt'], '"strict" or "exempt"'),
      '`strict` keeps to the lowest limits that Cisco documents; `exempt` is for an organization freed of them.',
    ),
    'strict',
  ),
  retentionDays: v.optional(
    described(
      wholeNumber(30, RETENTION_DAYS_MOST, 'days'),
      'Days for which the past can be asked about. The default is a year, and the month it is compared with.',
    ),
    396,
  ),
  ...sharedEntries,
  apiKeyExpires: v.optional(
    described(
      v.nullable(date),
      'The day on which the API key ends, so that people are told 14 and 3 days ahead; counted from the beginning of that day in UTC. Only where none is noted with the key itself: `tunnelwatch credentials set` asks for it.',
    ),
    null,
  ),
  heartbeatUrl: v.optional(
    described(
      v.nullable(callUrl),
      'Called with GET after each complete run: a watcher outside of AWS (Healthchecks.io and its like) that misses the call tells you. Whoever knows the URL can call it.',
    ),
    null,
  ),
};

/** What only the deployment needs to know of an organization. */
const deployedEntries = {
  secretArn: v.optional(
    described(
      v.nullable(arn('secretsmanager', 'secret:', 'the whole ARN of a secret in Secrets Manager')),
      'A secret of yours that holds the API key as `{"key":"…","secret":"…"}`; the stack makes none then.',
      { otherwise: 'null: the stack makes one' },
    ),
    null,
  ),
  expectedGroups: v.optional(
    described(
      v.nullable(wholeNumber(1, 100_000, 'groups')),
      "How many groups there are about, so that deploying can warn of an interval too short for the API's rate limits.",
    ),
    null,
  ),
};

/** An organization as it stands in the configuration file. */
export const organizationSchema = fields({ ...organizationEntries, ...deployedEntries }, 'an organization');

/** What is given of an organization; `completed` adds what depends on other fields and on the rest of the file. */
type Given = v.InferOutput<v.ObjectSchema<typeof organizationEntries, undefined>>;

/** One Secure Access organization, nothing left open: what its schedule carries and its runs go by. */
export interface Organization extends Readonly<Omit<Given, 'name' | 'alerts' | 'maintenanceWindows'>> {
  readonly name: string;
  readonly alerts: AlertSettings;
  readonly maintenanceWindows: readonly ConfiguredWindow[];
}

/** An organization with what deploying it needs to know. */
export interface ConfiguredOrganization extends Organization {
  readonly secretArn: string | null;
  readonly expectedGroups: number | null;
}

/** What the file says for every organization; an organization's own part goes before it. */
export interface SharedSettings extends Readonly<Pick<Given, 'overrides' | 'leaveOut'>> {
  readonly alerts: GivenAlerts;
  readonly maintenanceWindows: GivenWindows;
}

/** The organization, nothing left open. Without a name it is called by its id. Doing it again changes nothing. */
export function completed<const TGiven extends Given>(
  { name, alerts, overrides, maintenanceWindows, leaveOut, ...given }: TGiven,
  shared?: SharedSettings,
) {
  const windows = [...(shared?.maintenanceWindows ?? []), ...maintenanceWindows];
  return {
    ...given,
    name: name ?? given.id,
    alerts: withGiven(withGiven(DEFAULT_ALERTS, shared?.alerts ?? {}), alerts),
    overrides: [...(shared?.overrides ?? []), ...overrides],
    maintenanceWindows: inTimeZone(windows, given.timeZone),
    leaveOut: [...(shared?.leaveOut ?? []), ...leaveOut],
  };
}
