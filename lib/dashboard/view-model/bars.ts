/** The bars of a strip: what each day is drawn as, and how it reads aloud. */
import { DAY, epochMilliseconds, HOUR, type Instant, MINUTE } from '../../core/time.ts';
import type { DayTimes, GroupStrip } from './strips.ts';

/** What a day is drawn as, worst first: down at any time, degraded, not seen at all, not there, or connected. */
export type BarKind = 'down' | 'degraded' | 'unknown' | 'absent' | 'connected';

export interface Bar {
  readonly kind: BarKind;
  /** Some of the day nobody could say how it stood. */
  readonly isPartial: boolean;
  readonly times: DayTimes;
}

/** Unknown for less than this is a hiccup, not a hole to be drawn. */
const HOLE = 5 * MINUTE;

/** The bars of a group; where it has no strip, it was not there. */
export function barsOf(strip: GroupStrip | undefined, days: readonly Instant[], to: Instant): readonly Bar[] {
  const odd = new Map(strip?.odd.map(([day, ...times]) => [day, times as DayTimes]));
  return days.map((_, day) => {
    if (strip === undefined) return barOf([0, 0, 0, 0]);
    return barOf(odd.get(day) ?? [lengthOf(days, day, to), 0, 0, 0]);
  });
}

export function barOf(times: DayTimes): Bar {
  const [connected, degraded, down, unknown] = times;
  const isPartial = unknown >= HOLE;
  const bar = (kind: BarKind): Bar => ({ kind, isPartial, times });
  if (down > 0) return bar('down');
  if (degraded > 0) return bar('degraded');
  if (connected > 0) return bar('connected');
  return bar(unknown > 0 ? 'unknown' : 'absent');
}

function lengthOf(days: readonly Instant[], day: number, to: Instant): number {
  return epochMilliseconds(days[day + 1] ?? to) - epochMilliseconds(days[day] ?? to);
}

/** `down 1 h 12 min, not seen 23 min`: what was not well on a day. */
export function dayWords({ kind, times }: Bar): string {
  const [, degraded, down, unknown] = times;
  if (kind === 'absent') return 'not there';
  const parts = [
    ...(down > 0 ? [`down ${brief(down)}`] : []),
    ...(degraded > 0 ? [`degraded ${brief(degraded)}`] : []),
    ...(unknown > 0 ? [`unknown ${brief(unknown)}`] : []),
  ];
  return parts.join(', ') || 'connected all day';
}

/** The whole strip in a sentence, for those who do not see it. */
export function stripWords(bars: readonly Bar[]): string {
  const count = (is: (bar: Bar) => boolean): number => bars.filter(is).length;
  const down = count(({ kind }) => kind === 'down');
  const degraded = count(({ kind }) => kind === 'degraded');
  const unknown = count(({ kind, isPartial }) => kind === 'unknown' || isPartial);
  const absent = count(({ kind }) => kind === 'absent');
  const days = (number: number): string => `on ${number} ${number === 1 ? 'day' : 'days'}`;
  const parts = [
    ...(down > 0 ? [`down ${days(down)}`] : []),
    ...(degraded > 0 ? [`degraded ${days(degraded)}`] : []),
    ...(unknown > 0 ? [`not seen for a while ${days(unknown)}`] : []),
    ...(absent > 0 ? [`not there ${days(absent)}`] : []),
  ];
  return `${bars.length} days: ${parts.join(', ') || 'connected throughout'}`;
}

/** `40 s`, `12 min`, `3 h 5 min`, `2 d 4 h`: rounded, with two units at the most. */
export function brief(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length < 1.5 * MINUTE) return `${Math.round(length / 1000)} s`;
  if (Math.round(length / MINUTE) < 60) return `${Math.round(length / MINUTE)} min`;
  const unit = Math.round(length / MINUTE) * MINUTE < DAY ? MINUTE : HOUR;
  const whole = Math.round(length / unit);
  const [per, large, small] = unit === MINUTE ? [60, 'h', 'min'] : [24, 'd', 'h'];
  const [first, rest] = [Math.floor(whole / per), whole % per];
  return rest === 0 ? `${first} ${large}` : `${first} ${large} ${rest} ${small}`;
}
