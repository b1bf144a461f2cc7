/** A group's way through time in lanes: its status, each of its hubs, and where its configuration was changed. */
import { apply, type Change, type ChangeKind, type Facts } from '../../core/fleet/change.ts';
import type { HubStatus } from '../../core/fleet/group.ts';
import type { Standing } from '../../core/history/standing.ts';
import type { TimelineAnswer, TimelineStretch } from '../../core/history/timeline.ts';
import { epochMilliseconds, type Instant } from '../../core/time.ts';
import { hubName } from './differences.ts';
import type { Kind } from './kinds.ts';

/** A stretch of a lane, in milliseconds since 1970. */
export interface LaneStretch {
  readonly from: number;
  readonly to: number;
  /** null where the group was not there, or nobody looked. */
  readonly kind: Kind | null;
  /** Why nothing is known. */
  readonly why: string | null;
}

export interface Lane {
  readonly title: string;
  readonly stretches: readonly LaneStretch[];
}

const OF_STANDING: Readonly<Record<Standing, Kind>> = {
  connected: 'connected',
  degraded: 'degraded',
  down: 'down',
  unknown: 'unknown',
};
const OF_HUB: Readonly<Record<HubStatus, Kind>> = { up: 'connected', down: 'down', unknown: 'unknown' };

/** The API said nothing of the group, but somebody looked: that is a status like the others. */
function isSeen({ standing, why }: TimelineStretch): boolean {
  return standing !== 'unknown' || why === 'no word' || why === 'missing';
}

/** The lanes, the group's own first. */
export function lanesOf(timeline: TimelineAnswer): readonly Lane[] {
  const own = timeline.stretches.map(
    (stretch): LaneStretch => ({
      ...edges(stretch),
      kind: isSeen(stretch) ? OF_STANDING[stretch.standing] : null,
      why: stretch.why,
    }),
  );
  return [{ title: 'Status', stretches: own }, ...hubLanes(timeline)];
}

function edges({ from, to }: { readonly from: TimelineStretch['from']; readonly to: TimelineStretch['to'] }) {
  return { from: epochMilliseconds(from), to: epochMilliseconds(to) };
}

interface Known {
  readonly at: number;
  readonly facts: Facts | null;
}

function hubLanes({ stretches, changes, range }: TimelineAnswer): readonly Lane[] {
  const known = knownFacts(stretches, changes);
  const latest = [...known].reverse().find(({ facts }) => facts !== null)?.facts ?? null;
  if (latest === null) return [];
  const end = epochMilliseconds(range.to);
  return latest.group.hubs.map(({ id }) => ({
    title: hubName(id, latest.group.hubs),
    stretches: merged(
      stretches.flatMap((stretch) =>
        isSeen(stretch)
          ? hubStretches(known, id, edges(stretch), end)
          : [{ ...edges(stretch), kind: null, why: stretch.why }],
      ),
    ),
  }));
}

/** All facts from each change on; what a lost row leaves open stays as it was. */
function knownFacts(stretches: readonly TimelineStretch[], changes: readonly Change[]): readonly Known[] {
  const first = stretches.find(({ facts }) => facts !== null);
  let facts: Facts | null = first?.facts ?? null;
  const known: Known[] = first === undefined ? [] : [{ at: epochMilliseconds(first.from), facts }];
  for (const change of changes) {
    facts = after(facts, change);
    known.push({ at: epochMilliseconds(change.by), facts });
  }
  return known;
}

function after(facts: Facts | null, { differences }: Change): Facts | null {
  try {
    return apply(facts, differences);
  } catch {
    return facts;
  }
}

/** A hub's statuses within a stretch in which the group was seen. */
function hubStretches(
  known: readonly Known[],
  hub: string,
  { from, to }: { readonly from: number; readonly to: number },
  end: number,
): readonly LaneStretch[] {
  return known.flatMap(({ at, facts }, index): LaneStretch[] => {
    const begins = Math.max(from, at);
    const ends = Math.min(to, known[index + 1]?.at ?? end);
    const status = facts?.group.hubs.find(({ id }) => id === hub)?.status;
    if (begins >= ends) return [];
    return status === undefined
      ? [{ from: begins, to: ends, kind: null, why: 'no such hub' }]
      : [{ from: begins, to: ends, kind: OF_HUB[status], why: null }];
  });
}

/** Neighbours that say the same are one. */
function merged(stretches: readonly LaneStretch[]): readonly LaneStretch[] {
  const found: LaneStretch[] = [];
  for (const stretch of stretches) {
    const last = found.at(-1);
    if (last !== undefined && last.kind === stretch.kind && last.why === stretch.why)
      found[found.length - 1] = { ...last, to: stretch.to };
    else found.push(stretch);
  }
  return found;
}

/** When the configuration was changed, or the group came or went; not that it was there when the watch began. */
export function milestonesOf(
  changes: readonly Change[],
): readonly { readonly at: Instant; readonly what: string }[] {
  return changes.flatMap(({ after: before, by, kinds }) => {
    const what = kinds.filter((kind) => MILESTONES.includes(kind));
    return what.length === 0 || before === null ? [] : [{ at: by, what: what.join(', ') }];
  });
}

const MILESTONES: readonly ChangeKind[] = ['configuration', 'appeared', 'removed'];
