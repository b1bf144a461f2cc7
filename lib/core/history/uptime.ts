/** How long groups were connected, degraded, down and unknown in a range; by group, by region, and together. */
import { compareIds, type Gap } from '../fleet/change.ts';
import type { Group } from '../fleet/group.ts';
import { type Bounds, epochMilliseconds, type Instant, millisecondsBetween } from '../time.ts';
import type { MaintenanceOf } from './maintenance.ts';
import type { Range, Sight, UnseenStretch } from './range.ts';
import type { Hole } from './reconstruct.ts';
import { createGaps, cutAt, cutBy, type Segment, type Spans } from './segments.ts';
import type { Reason } from './standing.ts';
import { createTally, type OpenOutage, type Tally } from './tally.ts';
import { NO_TIME, type Rates, ratesOf, sum, type Times } from './times.ts';
import type { Walker } from './walk.ts';

/** Times and what is made of them. */
export interface Uptime {
  readonly times: Times;
  readonly rates: Rates;
}

export interface GroupUptime extends Uptime {
  readonly group: string;
  /** As it was called, and where it was, when it was last seen in the range. */
  readonly name: string;
  readonly region: string | null;
}

export interface RegionUptime extends Uptime {
  /** null for groups without one. A group counts for the region in which it was last seen in the range. */
  readonly region: string | null;
  readonly groups: number;
}

/** The uptime of one part of the range, such as a month; or of the whole. */
export interface UptimePart {
  readonly range: Range;
  /** In the order of their ids: every group that was seen in the range, in each of its parts. */
  readonly groups: readonly GroupUptime[];
  /** By name. */
  readonly regions: readonly RegionUptime[];
  readonly fleet: Uptime & { readonly groups: number };
}

export interface UptimeAnswer {
  readonly answered: true;
  readonly range: Range;
  /** The last instant of the range that was looked at; null where none was. */
  readonly asOf: Instant | null;
  /** Stretches of the range of which nothing is known for any group. */
  readonly unseen: readonly UnseenStretch[];
  /** Stretches in which nobody looked, as far as they touch the range. */
  readonly gaps: readonly Gap[];
  readonly holes: readonly Hole[];
  /** One, or one between each two cuts. */
  readonly parts: readonly UptimePart[];
}

/** All groups of a part together (null), or those of a region, which may be none. */
export function totalOf(part: UptimePart, region: string | null): Uptime & { readonly groups: number } {
  return region === null ? part.fleet : together(part.groups.filter((one) => one.region === region));
}

/** What is sorted by how available it was. */
export interface Rated extends Uptime {
  readonly name?: string | null;
  readonly region: string | null;
}

/** The least available first; of equals the longest down, then by name. What nothing is known of comes last. */
export function worstFirst(a: Rated, b: Rated): number {
  return (
    (a.rates.availability ?? 2) - (b.rates.availability ?? 2) ||
    b.times.down - a.times.down ||
    (a.name ?? a.region ?? '').localeCompare(b.name ?? b.region ?? '', 'en')
  );
}

/** One group's way through the range. */
interface Course {
  /** As last seen. */
  record: Group;
  outage: OpenOutage | null;
  /** Until when it was followed. */
  reached: number;
  /** One for each part of the range. */
  readonly tallies: readonly Tally[];
}

/** Adds up a walk through a range. */
export interface UptimeCount extends Walker {
  answer(): UptimeAnswer;
}

/**
 * Counts a walk through the seen stretches of a range. `cuts` are instants within the range at which it is divided, in the
 * order of time; `maintenanceOf` says what to leave out.
 */
export function countUptime(
  sight: Sight,
  cuts: readonly Instant[],
  maintenanceOf: MaintenanceOf | null,
): UptimeCount {
  const parts = partsOf(sight.range, cuts);
  const edges = parts.map(({ to }) => epochMilliseconds(to));
  const courses = new Map<string, Course>();
  /** Incidents by group, for each part. */
  const incidents = parts.map(() => new Map<string, Set<string>>());
  const gaps = createGaps();
  const [touched, holes]: [Gap[], Hole[]] = [[], []];

  const add = (segment: Segment): void => {
    const { group, facts, standing, from, to } = segment;
    const course = courses.get(group) ?? newCourse(group, facts.group, parts.length);
    courses.set(group, course);
    course.record = facts.group;
    turnOutage(course, segment);
    const outage = standing === 'down' ? course.outage : null;
    const closed = maintenanceOf?.(facts.group) ?? NO_SPANS;
    for (const open of cutBy(closed, from, to))
      for (const part of cutAt(edges, open.from, open.to))
        course.tallies[part.index]?.add({ ...segment, from: part.from, to: part.to }, open.inside, outage);
  };

  return {
    piece: (piece) => {
      for (const segment of gaps.cut(piece)) add(segment);
    },
    gap: (gap) => {
      gaps.add(gap);
      if (gap.to > sight.range.from && gap.from < sight.range.to) touched.push(gap);
    },
    change: (change) => {
      if (change.kinds.includes('removed')) endOutage(courses.get(change.group), change);
      const [part] = cutAt(edges, epochMilliseconds(change.by) - 1, epochMilliseconds(change.by));
      if (change.incident !== null && part !== undefined)
        noteIncident(incidents[part.index], change.group, change.incident);
    },
    hole: (hole) => holes.push(hole),
    answer: () => {
      const { range, asOf, unseen } = sight;
      const answers = parts.map((part, index) =>
        partOf(part, courses, unseen, (course, group) => ({
          tally: course.tallies[index],
          incidents: incidents[index]?.get(group)?.size ?? 0,
        })),
      );
      return { answered: true, range, asOf, unseen, gaps: touched, holes, parts: answers };
    },
  };
}

const NO_SPANS: Spans = { from: [], to: [] };

/** The range, divided at some instants, of which those count that lie within it. */
export function partsOf({ from, to }: Range, cuts: readonly Instant[]): readonly Range[] {
  const edges = [from, ...cuts.filter((cut) => from < cut && cut < to), to];
  return edges.slice(1).map((end, index) => ({ from: edges[index] ?? from, to: end }));
}

function newCourse(group: string, record: Group, parts: number): Course {
  return {
    record,
    outage: null,
    reached: 0,
    tallies: Array.from({ length: parts }, () => createTally(group)),
  };
}

/**
 * Only what is positively not down ends an outage: a gap in it, or a status that says nothing, does not. Where the group was
 * not there, or nothing of it is kept, nobody can tell, and what follows is another one.
 */
function turnOutage(course: Course, { standing, began, from, to }: Segment): void {
  if (from !== course.reached) endOutage(course, null);
  course.reached = to;
  if (standing === 'down') course.outage ??= { began, ended: null };
  else if (standing !== 'unknown') endOutage(course, began);
}

function endOutage(course: Course | undefined, ended: Bounds | null): void {
  if (course === undefined || course.outage === null) return;
  course.outage.ended = ended && { after: ended.after, by: ended.by };
  course.outage = null;
}

function noteIncident(noted: Map<string, Set<string>> | undefined, group: string, incident: string): void {
  const known = noted?.get(group) ?? new Set();
  noted?.set(group, known.add(incident));
}

type CountedOf = (
  course: Course,
  group: string,
) => { readonly tally: Tally | undefined; readonly incidents: number };

function partOf(
  range: Range,
  courses: ReadonlyMap<string, Course>,
  unseen: readonly UnseenStretch[],
  countedOf: CountedOf,
): UptimePart {
  const length = millisecondsBetween(range.from, range.to);
  const nobodyKnows = unseenWithin(range, unseen);
  const groups = [...courses]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([group, course]): GroupUptime => {
      const { tally, incidents } = countedOf(course, group);
      const times = tally?.times(length, nobodyKnows, incidents) ?? NO_TIME;
      const { name, region } = course.record;
      return { group, name, region, ...uptimeOf([times]) };
    });
  return { range, groups, regions: regionsOf(groups), fleet: together(groups) };
}

function regionsOf(groups: readonly GroupUptime[]): readonly RegionUptime[] {
  const byRegion = new Map<string | null, GroupUptime[]>();
  for (const group of groups) {
    const members = byRegion.get(group.region) ?? [];
    byRegion.set(group.region, members);
    members.push(group);
  }
  return [...byRegion]
    .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map(([region, members]) => ({ region, ...together(members) }));
}

function together(groups: readonly GroupUptime[]): Uptime & { readonly groups: number } {
  return { groups: groups.length, ...uptimeOf(groups.map(({ times }) => times)) };
}

function uptimeOf(all: readonly Times[]): Uptime {
  const times = sum(all);
  return { times, rates: ratesOf(times) };
}

/** Milliseconds of a range of which nothing is known for any group, by why. */
function unseenWithin(range: Range, unseen: readonly UnseenStretch[]): Partial<Record<Reason, number>> {
  const lengths: Partial<Record<Reason, number>> = {};
  for (const { from, to, why } of unseen) {
    const [begins, ends] = [from > range.from ? from : range.from, to < range.to ? to : range.to];
    if (begins < ends) lengths[why] = (lengths[why] ?? 0) + millisecondsBetween(begins, ends);
  }
  return lengths;
}
