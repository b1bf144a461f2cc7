/** How a group stands, as the page tells it: the words, and which is worse. */
import type { Condition } from '../../core/rules/redundancy.ts';
import type { GroupState } from '../../core/rules/state.ts';

/**
 * Worst first. `down`, `degraded` and `unknown` are what history counts; `reduced` is connected with less redundancy than the
 * group used to have; `new` has never been connected, and is nobody's outage.
 */
export const KINDS = ['down', 'degraded', 'unknown', 'reduced', 'new', 'connected'] as const;
export type Kind = (typeof KINDS)[number];

const OF_CONDITION: Readonly<Record<Condition, Kind>> = {
  disconnected: 'down',
  warning: 'degraded',
  unknown: 'unknown',
  'redundancy lost': 'reduced',
  connected: 'connected',
};

/** What a condition is called. */
export function kindOfCondition(condition: Condition): Kind {
  return OF_CONDITION[condition];
}

/** What a group is called that stands so. */
export function kindOf(condition: Condition, watch: GroupState['watch']): Kind {
  const kind = kindOfCondition(condition);
  return watch === 'provisioning' && kind !== 'connected' ? 'new' : kind;
}

/** How many groups are of each kind. */
export type KindCounts = Readonly<Record<Kind, number>>;

export function countKinds(rows: Iterable<{ readonly kind: Kind }>): KindCounts {
  const counts = { down: 0, degraded: 0, unknown: 0, reduced: 0, new: 0, connected: 0 };
  for (const { kind } of rows) counts[kind] += 1;
  return counts;
}

/** For sorting, worst first. */
export function compareKinds(a: Kind, b: Kind): number {
  return KINDS.indexOf(a) - KINDS.indexOf(b);
}
