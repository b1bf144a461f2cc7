import * as v from 'valibot';

const TIME_ZONE = 'an IANA time zone such as UTC, Europe/Berlin or America/New_York';

/** The name of a time zone that this machine knows. */
export const timeZone = v.pipe(v.string(TIME_ZONE), v.check(isTimeZone, TIME_ZONE));

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Intl also takes offsets, which know no daylight saving time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
