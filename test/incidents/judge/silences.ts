/** Whether a group was silenced at an instant: by what the script made, and by the windows of its policy. */
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { Policy } from '../../../lib/core/policy.ts';
import type { Matcher } from '../../../lib/core/rules/matcher.ts';
import { DAY, type Instant, plus } from '../../../lib/core/time.ts';
import type { Poll } from '../stage/record.ts';

export function isMeant(match: Matcher, group: Group): boolean {
  const parts = match.name?.split('*').map((part) => part.replace(/[^\w ]/g, '\\$&'));
  const name = parts === undefined ? /^/ : new RegExp(`^${parts.join('.*')}$`, 'i');
  return (
    name.test(group.name) &&
    (match.ids?.includes(group.id) ?? true) &&
    (match.region === undefined || match.region === group.region) &&
    (match.deviceType === undefined || match.deviceType === group.deviceType)
  );
}

export function isSilenced(group: Group, { to: now, silences }: Poll, { windows }: Policy): boolean {
  return (
    silences.some(({ match, from, to }) => from <= now && now < to && isMeant(match, group)) ||
    windows.some((window) => isMeant(window.match, group) && isWithin(window, now))
  );
}

/** Tries the window that begins on the day of `now`, and the one of the day before. */
function isWithin(window: Policy['windows'][number], now: Instant): boolean {
  return [now, plus(now, -DAY)].some((day) => {
    const { date, weekday } = wall(day, window.timeZone);
    const next = window.to <= window.from ? wall(plus(day, DAY), window.timeZone).date : date;
    const isDay = window.days.some((name) => name === weekday);
    const here = wall(now, window.timeZone);
    const at = `${here.date} ${here.time}`;
    return isDay && `${date} ${window.from}` <= at && at < `${next} ${window.to}`;
  });
}

function wall(
  at: Instant,
  timeZone: string,
): { readonly date: string; readonly time: string; readonly weekday: string } {
  const [date = '', time = ''] = new Date(at).toLocaleString('sv-SE', { timeZone }).split(' ');
  const weekday = new Date(at).toLocaleString('en-US', { timeZone, weekday: 'short' }).toLowerCase();
  return { date, time: time.slice(0, 5), weekday };
}
