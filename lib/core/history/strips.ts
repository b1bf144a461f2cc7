/** Every group's range in bars: how long it stood as what in each part of it, from one walk over everybody's changes. */
import type { Gap } from '../fleet/change.ts';
import { epochMilliseconds, type Instant } from '../time.ts';
import { createIncidentFold, type IncidentSpan } from './incident-spans.ts';
import type { Range, Sight, UnseenStretch } from './range.ts';
import type { Hole } from './reconstruct.ts';
import { createGaps, cutAt } from './segments.ts';
import { STANDINGS, type Standing } from './standing.ts';
import { partsOf } from './uptime.ts';
import type { Walker } from './walk.ts';

/**
 * One group's bars: milliseconds of each standing, part by part. What a part is longer than their sum, the group was not
 * there, or nothing is known of anybody (`unseen`).
 */
export type Strip = Readonly<Record<Standing, Float64Array>>;

export interface StripsAnswer {
  readonly answered: true;
  readonly range: Range;
  /** The last instant of the range that was looked at; null where none was. */
  readonly asOf: Instant | null;
  /** The bars: together they are the range. */
  readonly parts: readonly Range[];
  /** By id: every group that was seen in the range. */
  readonly groups: ReadonlyMap<string, Strip>;
  /** Incidents that changes of the range belong to: as they end, and at last those that had not. */
  readonly incidents: readonly IncidentSpan[];
  /** Stretches in which nobody looked, as far as they touch the range. */
  readonly gaps: readonly Gap[];
  readonly unseen: readonly UnseenStretch[];
  readonly holes: readonly Hole[];
}

/** Adds up a walk. Memory grows with groups times parts: 32 bytes each. */
export interface StripsCount extends Walker {
  answer(): StripsAnswer;
}

/** Counts a walk through the seen stretches of a range that is divided at some instants within it, in the order of time. */
export function countStrips({ range, asOf, unseen }: Sight, cuts: readonly Instant[]): StripsCount {
  const parts = partsOf(range, cuts);
  const ends = parts.map(({ to }) => epochMilliseconds(to));
  const groups = new Map<string, Strip>();
  const [touched, holes, incidents]: [Gap[], Hole[], IncidentSpan[]] = [[], [], []];
  const fold = createIncidentFold();
  const gaps = createGaps();
  return {
    piece: (piece) => {
      const strip = groups.get(piece.group) ?? emptyStrip(parts.length);
      groups.set(piece.group, strip);
      for (const { standing, from, to } of gaps.cut(piece))
        for (const part of cutAt(ends, from, to)) {
          const bars = strip[standing];
          bars[part.index] = (bars[part.index] ?? 0) + part.to - part.from;
        }
    },
    gap: (gap) => {
      gaps.add(gap);
      if (gap.to > range.from && gap.from < range.to) touched.push(gap);
    },
    change: (change) => incidents.push(...fold.take(change)),
    hole: (hole) => holes.push(hole),
    answer: () => ({
      ...{ answered: true, range, asOf, parts, groups },
      incidents: [...incidents, ...fold.open()],
      ...{ gaps: touched, unseen, holes },
    }),
  };
}

function emptyStrip(parts: number): Strip {
  const bars = STANDINGS.map((standing) => [standing, new Float64Array(parts)]);
  return Object.fromEntries(bars) as Record<Standing, Float64Array>;
}
