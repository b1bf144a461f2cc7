/** When groups were under maintenance: silences and recurring windows as stretches of time, to be left out of an uptime. */
import type { Group } from '../fleet/group.ts';
import { matches } from '../rules/matcher.ts';
import { type MaintenanceWindow, type Silence, WEEKDAYS } from '../rules/silence.ts';
import { DAY, epochMilliseconds, MINUTE } from '../time.ts';
import type { Range } from './range.ts';
import type { Spans } from './segments.ts';
import { type EvenStretch, evenStretches } from './zone.ts';

/**
 * What counts as maintenance. Silences hold as they were told by: one that was ended early counts until it ended, and one
 * that has expired is not stored any more. Windows hold as they are configured now: history does not keep old ones.
 */
export interface Maintenance {
  readonly windows: readonly MaintenanceWindow[];
  readonly silences: readonly Silence[];
}

/** When a group, as it is described at some time, is under maintenance. */
export type MaintenanceOf = (group: Group) => Spans;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** When groups are under maintenance within a range. */
export function maintenanceWithin({ windows, silences }: Maintenance, range: Range): MaintenanceOf {
  const all = [
    ...windows.map((window) => ({ match: window.match, spans: openSpans(window, range) })),
    ...silences.map(({ match, from, to }) => ({
      match,
      spans: [{ from: epochMilliseconds(from), to: epochMilliseconds(to) }],
    })),
  ];
  const merged = new Map<string, Spans>();
  return (group) => {
    const meant = all.filter(({ match }) => matches(match, group));
    const key = all.map((one) => (meant.includes(one) ? '1' : '0')).join('');
    const known = merged.get(key) ?? merge(meant.flatMap(({ spans }) => spans));
    merged.set(key, known);
    return known;
  };
}

/** The stretches of a range in which a window is open: exactly when `isOpen` says so of each instant. */
export function openSpans(window: MaintenanceWindow, range: Range): readonly Span[] {
  return evenStretches(range, window.timeZone).flatMap((stretch) => openOnDays(window, stretch));
}

/** Where the clock on the wall runs evenly, a window opens and closes with it, once each day that it begins on. */
function openOnDays({ days, from, to }: MaintenanceWindow, stretch: EvenStretch): readonly Span[] {
  const opens = millisecondsOf(from);
  const closes = millisecondsOf(to) + (to > from ? 0 : DAY);
  const midnight = Math.floor((stretch.from + stretch.offset) / DAY) * DAY - stretch.offset;
  const spans: Span[] = [];
  // It may have opened on the day before, and be open over midnight.
  for (let day = midnight - DAY; day < stretch.to; day += DAY) {
    const weekday = WEEKDAYS[new Date(day + stretch.offset).getUTCDay()];
    if (weekday === undefined || !days.includes(weekday)) continue;
    const span = { from: Math.max(stretch.from, day + opens), to: Math.min(stretch.to, day + closes) };
    if (span.from < span.to) spans.push(span);
  }
  return spans;
}

function millisecondsOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * MINUTE;
}

function merge(spans: readonly Span[]): Spans {
  const from: number[] = [];
  const to: number[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = to.at(-1);
    if (last === undefined || span.from > last) {
      from.push(span.from);
      to.push(span.to);
    } else if (span.to > last) to[to.length - 1] = span.to;
  }
  return { from, to };
}
