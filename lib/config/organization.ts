import * as v from 'valibot';
import { fields, wholeNumber } from './fields.ts';

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

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Intl also takes offsets, which know no daylight saving time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

const TIME_ZONE = 'an IANA time zone such as UTC, Europe/Berlin or America/New_York';

const apiUrl = v.pipe(v.string(URL_ALLOWED), v.check(isApiUrl, URL_ALLOWED));

const NAME = 'a name of 1 to 60 characters on one line';
const ID_ALLOWED = 'lower-case letters, digits and hyphens, 1 to 31, the first no hyphen';

/** The fields of an organization, for every schema that has one. */
export const organizationEntries = {
  id: v.pipe(v.string(ID_ALLOWED), v.regex(ID, ID_ALLOWED)),
  // Control characters in a name would break the subject of a mail, or a log line.
  name: v.exactOptional(v.pipe(v.string(NAME), v.regex(/^(?=.*\S)[^\p{Cc}]{1,60}$/u, NAME), v.trim())),
  apiUrl: v.optional(apiUrl, 'https://api.sse.cisco.com'),
  tokenUrl: v.optional(apiUrl, 'https://api.sse.cisco.com/auth/v2/token'),
  everyMinutes: v.optional(wholeNumber(1, 60, 'minutes'), 1),
  timeZone: v.optional(v.pipe(v.string(TIME_ZONE), v.check(isTimeZone, TIME_ZONE)), 'UTC'),
  requestBudget: v.optional(v.picklist(['strict', 'exempt'], '"strict" or "exempt"'), 'strict'),
  retentionDays: v.optional(wholeNumber(30, 3650, 'days'), 396),
};

/** An organization in the configuration file. */
export const organizationSchema = v.pipe(fields(organizationEntries, 'an organization'), v.transform(named));

/** An organization without a name is called by its id. */
export function named<T extends { readonly id: string; readonly name?: string }>(
  organization: T,
): T & { readonly name: string } {
  return { ...organization, name: organization.name ?? organization.id };
}
