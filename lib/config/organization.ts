import * as v from 'valibot';
import { EVERY_MINUTES } from '../core/rate/interval.ts';
import { type AlertSettings, DEFAULT_ALERTS } from './alert-settings.ts';
import { alertsSchema, type GivenAlerts, withGiven } from './alerts.ts';
import { fields, name, wholeNumber } from './fields.ts';
import { type Override, overridesSchema } from './selection.ts';
import { timeZone } from './time-zone.ts';
import { type ConfiguredWindow, type GivenWindows, inTimeZone, windowsSchema } from './windows.ts';

/** One Secure Access organization, as configured: what its schedule carries and its runs go by. */
export interface Organization {
  /** Names the organization in keys, metrics and commands, for ever: lower-case letters, digits and hyphens, at most 31. */
  readonly id: string;
  /**
   * What people read in alerts; 1 to 60 characters.
   * @default the id
   */
  readonly name: string;
  /**
   * Base of the API, without a path. Other clouds than the commercial one have other hosts.
   * @default https://api.sse.cisco.com
   */
  readonly apiUrl: string;
  /**
   * Where tokens are issued. A setting of its own, because the cloud of China issues them on another host.
   * @default https://api.sse.cisco.com/auth/v2/token
   */
  readonly tokenUrl: string;
  /**
   * Minutes from one scheduled run to the next, 1 to 60.
   * @default 1
   */
  readonly everyMinutes: number;
  /**
   * IANA time zone in which people read times; UTC stands beside it.
   * @default UTC
   */
  readonly timeZone: string;
  /**
   * `strict` keeps to the lowest documented limits of the API (5 requests a second, 14 a minute, 350 in 30 minutes);
   * `exempt` is for an organization that Cisco has freed of them.
   * @default strict
   */
  readonly requestBudget: 'strict' | 'exempt';
  /**
   * Days for which the past can be asked about, 30 to 3650.
   * @default 396, a year and the month it is compared with
   */
  readonly retentionDays: number;
  /** When people are told, and how often. */
  readonly alerts: AlertSettings;
  /**
   * Thresholds for a selection of groups; of several that match, the later one stands.
   * @default none
   */
  readonly overrides: readonly Override[];
  /**
   * When what happens is recorded and not told.
   * @default none
   */
  readonly maintenanceWindows: readonly ConfiguredWindow[];
  /**
   * Day on which the API key ends, `2026-12-31`; people are told ahead. null where it never does, or nobody knows.
   * @default null
   */
  readonly apiKeyExpires: string | null;
}

/** What the file says for every organization; an organization's own part goes before it. */
export interface SharedSettings {
  readonly alerts: GivenAlerts;
  readonly overrides: readonly Override[];
  readonly maintenanceWindows: GivenWindows;
}

/** Ids are part of DynamoDB keys, where `#` separates, and of log lines; so they are plain. */
const ID = /^[a-z0-9][a-z0-9-]{0,30}$/;

/** Hosts that are this machine: the only ones where http is no danger to the API key. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const URL_ALLOWED =
  'an https URL without user name, query or fragment (http only for this machine: localhost, 127.0.0.1, [::1])';

function isApiUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

const apiUrl = v.pipe(v.string(URL_ALLOWED), v.check(isApiUrl, URL_ALLOWED));

const ID_ALLOWED = 'lower-case letters, digits and hyphens, 1 to 31, the first no hyphen';

const DATE = 'a date such as 2026-12-31, or null where the key never ends';

/** A day that the calendar has: dates that it has not move on to the next month when they are parsed. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const date = v.pipe(v.string(DATE), v.regex(/^\d{4}-\d{2}-\d{2}$/, DATE), v.check(isDate, DATE));

/** The fields that an organization has of its own and the whole file has for all of them. */
export const sharedEntries = {
  alerts: v.optional(alertsSchema, {}),
  overrides: v.optional(overridesSchema, []),
  maintenanceWindows: v.optional(windowsSchema, []),
};

/** The fields of an organization, for every schema that has one. */
export const organizationEntries = {
  id: v.pipe(v.string(ID_ALLOWED), v.regex(ID, ID_ALLOWED)),
  name: v.exactOptional(name),
  apiUrl: v.optional(apiUrl, 'https://api.sse.cisco.com'),
  tokenUrl: v.optional(apiUrl, 'https://api.sse.cisco.com/auth/v2/token'),
  everyMinutes: v.optional(wholeNumber(EVERY_MINUTES.least, EVERY_MINUTES.most, 'minutes'), 1),
  timeZone: v.optional(timeZone, 'UTC'),
  requestBudget: v.optional(v.picklist(['strict', 'exempt'], '"strict" or "exempt"'), 'strict'),
  retentionDays: v.optional(wholeNumber(30, 3650, 'days'), 396),
  ...sharedEntries,
  apiKeyExpires: v.optional(v.nullable(date), null),
};

/** An organization as it stands in the configuration file. */
export const organizationSchema = fields(organizationEntries, 'an organization');

/** What is given of an organization; `completed` adds what depends on other fields and on the rest of the file. */
export type GivenOrganization = v.InferOutput<typeof organizationSchema>;

/** The organization, nothing left open. Without a name it is called by its id. Doing it again changes nothing. */
export function completed(
  { name, alerts, overrides, maintenanceWindows, ...given }: GivenOrganization,
  shared?: SharedSettings,
): Organization {
  const windows = [...(shared?.maintenanceWindows ?? []), ...maintenanceWindows];
  return {
    ...given,
    name: name ?? given.id,
    alerts: withGiven(withGiven(DEFAULT_ALERTS, shared?.alerts ?? {}), alerts),
    overrides: [...(shared?.overrides ?? []), ...overrides],
    maintenanceWindows: inTimeZone(windows, given.timeZone),
  };
}
