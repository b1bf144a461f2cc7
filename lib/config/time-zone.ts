import * as v from 'valibot';

const TIME_ZONE = 'an IANA time zone such as UTC, Europe/Berlin or America/New_York';

/** The name of a time zone that this machine knows. */
export const timeZone = v.pipe(v.string(TIME_ZONE), v.check(isTimeZone, TIME_ZONE));

let listed: ReadonlySet<string> | null = null;

/**
 * Looks the name up before it asks for its clock: the first clock of a process takes longer than all else that a cold start does
 * with the configuration. Not every name is listed, for instance those that a zone had before.
 */
function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true;
  listed ??= new Set(Intl.supportedValuesOf('timeZone'));
  return listed.has(name) || hasClock(name);
}

function hasClock(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Intl also takes offsets, which know no daylight saving time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
