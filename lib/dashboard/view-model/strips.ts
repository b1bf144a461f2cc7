/** Ninety days in bars: what the strips beside the groups and the marks above the slider are drawn from. */
import type { Gap } from '../../core/fleet/change.ts';
import type { IncidentSpan } from '../../core/history/incident-spans.ts';
import type { Strip, StripsAnswer } from '../../core/history/strips.ts';
import { epochMilliseconds, type Instant } from '../../core/time.ts';
import { type Kind, kindOfCondition } from './kinds.ts';

/** Milliseconds of a day that a group stood as what; what is missing of the day it was not there, or nothing is known. */
export type DayTimes = readonly [connected: number, degraded: number, down: number, unknown: number];

/** A day that was not connected from end to end. */
export type OddDay = readonly [day: number, ...DayTimes];

export interface GroupStrip {
  /** In the order of time. All other days the group was connected, as long as they were seen. */
  readonly odd: readonly OddDay[];
  /** As `docs/history.md` defines it; null where nothing is known. */
  readonly availability: number | null;
}

/** An incident on the line of time. */
export interface Mark {
  readonly incident: string;
  readonly group: string;
  /** Milliseconds since 1970; the beginning of the range where it began before. */
  readonly from: number;
  /** null while it lasts. */
  readonly to: number | null;
  readonly worst: Kind;
}

export interface StripsView {
  readonly from: Instant;
  readonly to: Instant;
  readonly asOf: Instant | null;
  /** When each day begins. */
  readonly days: readonly Instant[];
  readonly groups: Readonly<Record<string, GroupStrip>>;
  /** All groups together. */
  readonly fleet: { readonly days: readonly DayTimes[]; readonly availability: number | null };
  /** By their beginnings. */
  readonly marks: readonly Mark[];
  readonly gaps: readonly Gap[];
}

export function stripsView({ range, asOf, parts, groups, incidents, gaps }: StripsAnswer): StripsView {
  const lengths = parts.map(({ from, to }) => epochMilliseconds(to) - epochMilliseconds(from));
  return {
    ...range,
    asOf,
    days: parts.map(({ from }) => from),
    groups: Object.fromEntries([...groups].map(([id, strip]) => [id, stripOf(strip, lengths)])),
    fleet: together([...groups.values()], parts.length),
    marks: incidents.map((span) => markOf(span, range.from)).sort((a, b) => a.from - b.from),
    gaps,
  };
}

function stripOf(strip: Strip, lengths: readonly number[]): GroupStrip {
  const odd = lengths.flatMap((length, day): OddDay[] => {
    const times = timesOf(strip, day);
    return times[0] === length ? [] : [[day, ...times]];
  });
  return { odd, availability: availabilityOf(lengths.map((_, day) => timesOf(strip, day))) };
}

function timesOf({ connected, degraded, down, unknown }: Strip, day: number): DayTimes {
  return [connected[day] ?? 0, degraded[day] ?? 0, down[day] ?? 0, unknown[day] ?? 0];
}

function together(strips: readonly Strip[], count: number): StripsView['fleet'] {
  const days = Array.from({ length: count }, (_, day) =>
    strips.reduce<DayTimes>((sum, strip) => plus(sum, timesOf(strip, day)), [0, 0, 0, 0]),
  );
  return { days, availability: availabilityOf(days) };
}

function plus(a: DayTimes, b: DayTimes): DayTimes {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
}

function availabilityOf(days: readonly DayTimes[]): number | null {
  const [connected, degraded, down] = days.reduce(plus, [0, 0, 0, 0]);
  const known = connected + degraded + down;
  return known === 0 ? null : connected / known;
}

function markOf({ id, group, opened, ended, worst }: IncidentSpan, from: Instant): Mark {
  return {
    incident: id,
    group,
    from: epochMilliseconds(opened?.by ?? from),
    to: ended && epochMilliseconds(ended.by),
    worst: kindOfCondition(worst),
  };
}
