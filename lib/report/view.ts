/** What a report says, before it is HTML: plain data out of the answers about the past. */
import { duration, durationBetween, durationWithin } from '../core/alerts/duration.ts';
import { nameOf, word } from '../core/alerts/text.ts';
import { timesIn } from '../core/alerts/time.ts';
import type { IncidentSpan } from '../core/history/incident-spans.ts';
import type { Unseen } from '../core/history/range.ts';
import type { StripsAnswer } from '../core/history/strips.ts';
import type { Outage } from '../core/history/times.ts';
import {
  type GroupUptime,
  totalOf,
  type Uptime,
  type UptimeAnswer,
  worstFirst,
} from '../core/history/uptime.ts';
import { type Bounds, type Instant, instant, millisecondsBetween } from '../core/time.ts';
import { type Bar, barsOf } from '../dashboard/view-model/bars.ts';
import { pageClock } from '../dashboard/view-model/clock.ts';
import { type Kind, kindOfCondition } from '../dashboard/view-model/kinds.ts';
import { stripsView } from '../dashboard/view-model/strips.ts';
import { type Day, daysOf, unseenOf } from './days.ts';
import { periodOf } from './period.ts';

/** A line of a table of figures. */
export interface FigureRow extends Uptime {
  readonly name: string;
  /** A group's region; of a region, how many groups it has. */
  readonly beside: string;
  /** A group's days; of a region null. */
  readonly bars: readonly Bar[] | null;
}

export interface ReportIncident {
  readonly id: string;
  readonly name: string;
  readonly worst: Kind;
  readonly began: string;
  readonly ended: string;
  readonly lasted: string;
}

/** A stretch of which nothing is known. */
export interface BlindRow {
  readonly from: string;
  readonly to: string;
  readonly lasted: string;
  readonly why: string;
}

/** The first of many, and how many more there are. */
export interface Some<T> {
  readonly rows: readonly T[];
  readonly more: number;
}

export interface ReportView {
  readonly organization: string;
  /** What it is about, beside the organization: a group, a region; null for all groups. */
  readonly about: string | null;
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly made: string;
  readonly timeZone: string;
  readonly total: Uptime & { readonly groups: number };
  /** The longest outage: of whom, and when. */
  readonly longest: { readonly name: string; readonly when: string; readonly down: number } | null;
  readonly days: readonly Day[];
  readonly regions: readonly FigureRow[];
  /** Worst first. */
  readonly groups: Some<FigureRow>;
  /** In the order of their beginnings. */
  readonly incidents: Some<ReportIncident>;
  /** In the order of time. */
  readonly blind: Some<BlindRow>;
  /** Groups of which rows of history are lost. */
  readonly lost: readonly string[];
}

export interface ReportAsked {
  readonly organization: string;
  /** Of the whole range, of all groups or of the one that is asked about. */
  readonly uptime: UptimeAnswer;
  /** The same range, divided into days. */
  readonly strips: StripsAnswer;
  readonly region: string | null;
  readonly group: string | null;
  readonly timeZone: string;
  readonly now: Instant;
}

/** More than anybody reads on paper. */
const [GROUPS_MOST, INCIDENTS_MOST, BLIND_MOST] = [60, 300, 60];

/** Everything that the report says. */
export function reportView(asked: ReportAsked): ReportView {
  const { organization, uptime, region, group, timeZone, now } = asked;
  const { range } = uptime;
  const [part] = uptime.parts;
  if (part === undefined) throw new RangeError('A report is about one range, which is not divided.');
  const own = part.groups.filter((one) => region === null || one.region === region);
  const names = new Map(own.map((one) => [one.group, nameOf({ id: one.group, name: one.name })]));
  const strips = stripsView(only(asked.strips, names));
  const hidden = unseenOf(strips, uptime.unseen);
  const clock = pageClock(timeZone);
  const total = totalOf(part, region);
  const bars = (id: string): readonly Bar[] =>
    barsOf(strips.groups[id], strips.days, strips.to).map((bar, day) => withUnseen(bar, hidden[day] ?? 0));
  return {
    ...{ organization, timeZone, total },
    about: group === null ? word(region) : (names.get(group) ?? null),
    period: periodOf(range, timeZone),
    from: clock.full(range.from),
    to: clock.full(range.to),
    made: clock.full(now),
    longest: longestOf(total.times.longestOutage, names, timeZone),
    days: daysOf(strips, hidden, clock),
    regions: part.regions
      .filter((one) => region === null || one.region === region)
      .toSorted(worstFirst)
      .map((one) => ({
        ...one,
        name: word(one.region) ?? 'no region',
        beside: String(one.groups),
        bars: null,
      })),
    groups: some(
      own.toSorted(worstFirst).map((one) => groupRow(one, names, bars)),
      GROUPS_MOST,
    ),
    incidents: some(incidentsOf(asked, names), INCIDENTS_MOST),
    blind: some(blindRows(uptime, clock.full), BLIND_MOST),
    lost: [...new Set(uptime.holes.flatMap((hole) => names.get(hole.group) ?? []))],
  };
}

function only(strips: StripsAnswer, names: ReadonlyMap<string, string>): StripsAnswer {
  return { ...strips, groups: new Map([...strips.groups].filter(([id]) => names.has(id))) };
}

/** A day of which some was never looked at is no whole one, also where the group was otherwise well. */
function withUnseen(bar: Bar, hidden: number): Bar {
  if (hidden === 0) return bar;
  return { ...bar, kind: bar.kind === 'absent' ? 'unknown' : bar.kind, isPartial: true };
}

function groupRow(
  { group, region, times, rates }: GroupUptime,
  names: ReadonlyMap<string, string>,
  bars: (id: string) => readonly Bar[],
): FigureRow {
  return { name: names.get(group) ?? group, beside: word(region) ?? '', times, rates, bars: bars(group) };
}

function some<T>(rows: readonly T[], most: number): Some<T> {
  return { rows: rows.slice(0, most), more: Math.max(0, rows.length - most) };
}

function longestOf(
  outage: Outage | null,
  names: ReadonlyMap<string, string>,
  timeZone: string,
): ReportView['longest'] {
  if (outage === null) return null;
  const { began, ended, group, down } = outage;
  const when = whenWords(timeZone);
  return {
    ...{ name: names.get(group) ?? group, down },
    when: `${began === null ? 'began before what is known' : when(began)} – ${ended === null ? NOT_ENDED : when(ended)}`,
  };
}

/** Bounds in few words, with their day: as of one that none of them is on. */
function whenWords(timeZone: string): (bounds: Bounds) => string {
  const { minutes } = timesIn(timeZone);
  return (bounds) => minutes(bounds, instant(0));
}

function incidentsOf(
  { strips, timeZone }: ReportAsked,
  names: ReadonlyMap<string, string>,
): readonly ReportIncident[] {
  const { range, unseen } = strips;
  const begins = unseen.find(({ from }) => from === range.from)?.to ?? range.from;
  const until = seenUntil(strips);
  const when = whenWords(timeZone);
  const start = ({ opened }: IncidentSpan): string => opened?.by ?? begins;
  return strips.incidents
    .filter(({ group }) => names.has(group))
    .toSorted((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : a.id < b.id ? -1 : 1))
    .map((span) => ({
      id: span.id,
      name: names.get(span.group) ?? span.group,
      worst: kindOfCondition(span.worst),
      began: span.opened === null ? 'before' : when(span.opened),
      ended: span.ended === null ? NOT_ENDED : when(span.ended),
      lasted: lasted(span, begins, until),
    }));
}

const NOT_ENDED = 'not seen to end';

/** Until when the end of the range was looked at: what ends in a gap, nobody saw to its end. */
function seenUntil({ range: { to }, asOf, gaps }: StripsAnswer): Instant {
  const gap = gaps.find((one) => one.from < to && to <= one.to);
  return gap?.from ?? asOf ?? to;
}

/** As far as it was seen: of what nobody saw begin, or end, only how long at the least. */
function lasted({ opened, ended }: IncidentSpan, begins: Instant, until: Instant): string {
  if (opened !== null && ended !== null) return durationBetween(opened, ended);
  const [from, to] = [opened?.by ?? begins, ended === null ? until : (ended.after ?? begins)];
  return durationWithin(Math.max(0, millisecondsBetween(from, to)), null);
}

const WHY: Readonly<Record<Unseen, string>> = {
  'before the watch': 'Before the first complete run.',
  expired: 'Older than the retention, or kept under a shorter one.',
  'not seen yet': 'After the last complete run.',
};

function blindRows({ gaps, unseen }: UptimeAnswer, full: (at: Instant) => string): readonly BlindRow[] {
  return [...gaps, ...unseen.map((stretch) => ({ ...stretch, why: WHY[stretch.why] }))]
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, to, why }) => ({
      from: full(from),
      to: full(to),
      lasted: duration(millisecondsBetween(from, to)),
      why,
    }));
}
