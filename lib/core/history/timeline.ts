/** What happened to one group in a range, and how it stood in between. */
import type { Change, Facts, Gap } from '../fleet/change.ts';
import type { GroupState } from '../rules/state.ts';
import { epochMilliseconds, type Instant, instant } from '../time.ts';
import { createIncidentFold, type IncidentSpan, spanOf } from './incident-spans.ts';
import type { Range, Sight, UnseenStretch } from './range.ts';
import type { Hole } from './reconstruct.ts';
import { createGaps, type Segment } from './segments.ts';
import type { Reason, Standing } from './standing.ts';
import type { Walker } from './walk.ts';

/** A stretch of the range in which the group stood as one thing. */
export interface TimelineStretch extends Range {
  readonly standing: Standing;
  /** Why nothing is known; null unless it is unknown. */
  readonly why: Reason | null;
  /** All the facts at the beginning of the stretch, as last seen; null where the group was not there, or nobody knows. */
  readonly facts: Facts | null;
}

export interface TimelineAnswer {
  readonly answered: true;
  readonly group: string;
  readonly range: Range;
  /** The last instant of the range that was looked at; null where none was. */
  readonly asOf: Instant | null;
  /** In the order of time; together they are the range, without a hole and without overlap. */
  readonly stretches: readonly TimelineStretch[];
  /** Everything that was seen to change in the range, with bounds. */
  readonly changes: readonly Change[];
  /** Incidents that these changes belong to, and the one that is open now if the range reaches up to now. */
  readonly incidents: readonly IncidentSpan[];
  /** Stretches in which nobody looked, as far as they touch the range. */
  readonly gaps: readonly Gap[];
  readonly unseen: readonly UnseenStretch[];
  readonly holes: readonly Hole[];
}

/** Takes a walk of one group. */
export interface TimelineDraft extends Walker {
  /** `state` is the group as of now; null where nothing is stored of it. `isNow`: the range reaches the last complete run. */
  answer(state: GroupState | null, isNow: boolean): TimelineAnswer;
}

export function draftTimeline(group: string, sight: Sight): TimelineDraft {
  const { range, asOf, unseen } = sight;
  const [segments, changes, touched, holes]: [Segment[], Change[], Gap[], Hole[]] = [[], [], [], []];
  const fold = createIncidentFold();
  const over: IncidentSpan[] = [];
  const gaps = createGaps();
  return {
    piece: (piece) => segments.push(...gaps.cut(piece)),
    gap: (gap) => {
      gaps.add(gap);
      if (gap.to > range.from && gap.from < range.to) touched.push(gap);
    },
    change: (change) => {
      changes.push(change);
      over.push(...fold.take(change));
    },
    hole: (hole) => holes.push(hole),
    answer: (state, isNow) => ({
      answered: true,
      group,
      range,
      asOf,
      stretches: filled(range, segments, unseen),
      changes,
      incidents: [...over, ...stillOpen(fold.open(), isNow ? state : null, isNow)],
      gaps: touched,
      unseen,
      holes,
    }),
  };
}

/** What the changes leave open; where the present is known, it says what is open indeed. */
function stillOpen(
  open: readonly IncidentSpan[],
  state: GroupState | null,
  isNow: boolean,
): readonly IncidentSpan[] {
  if (!isNow) return open;
  const incident = state?.incident ?? null;
  const ended = open
    .filter(({ id }) => id !== incident?.id)
    .map((span): IncidentSpan => ({ ...span, ended: state && { after: null, by: state.reading.to } }));
  if (state === null || incident === null) return ended;
  const known = open.find(({ id }) => id === incident.id) ?? spanOf(state.id, incident);
  return [...ended, { ...known, opened: incident.opened }];
}

/** The segments, with what lies between them; neighbours that say the same are one. */
function filled(
  range: Range,
  segments: readonly Segment[],
  unseen: readonly UnseenStretch[],
): readonly TimelineStretch[] {
  const known = [
    ...segments.map(({ from, to, standing, why, facts }) => ({ from, to, standing, why, facts })),
    ...unseen.map(({ from, to, why }) => ({
      from: epochMilliseconds(from),
      to: epochMilliseconds(to),
      standing: 'unknown' as const,
      why,
      facts: null,
    })),
  ].sort((a, b) => a.from - b.from);
  const stretches: TimelineStretch[] = [];
  const push = (from: number, to: number, rest: Omit<TimelineStretch, 'from' | 'to'>): void => {
    const last = stretches.at(-1);
    if (from >= to) return;
    if (last !== undefined && last.standing === rest.standing && last.why === rest.why)
      stretches[stretches.length - 1] = { ...last, to: instant(to) };
    else stretches.push({ ...rest, from: instant(from), to: instant(to) });
  };
  let at = epochMilliseconds(range.from);
  for (const { from, to, ...rest } of known) {
    push(at, from, NOT_THERE);
    push(from, to, rest);
    at = to;
  }
  push(at, epochMilliseconds(range.to), NOT_THERE);
  return stretches;
}

const NOT_THERE: Omit<TimelineStretch, 'from' | 'to'> = {
  standing: 'unknown',
  why: 'not there',
  facts: null,
};
