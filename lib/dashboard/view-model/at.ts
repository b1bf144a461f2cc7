/** The fleet as it was at an instant. */
import type { Gap } from '../../core/fleet/change.ts';
import type { FleetAnswer } from '../../core/history/fleet-at.ts';
import type { PastGroup } from '../../core/history/reconstruct.ts';
import type { Bounds, Instant } from '../../core/time.ts';
import { cellOf, type GroupCell } from './fleet.ts';
import { compareKinds, countKinds, type KindCounts, kindOfCondition } from './kinds.ts';

export interface PastRow extends GroupCell {
  /** When anything about it last changed; null where that is further back than what was read. */
  readonly changed: Bounds | null;
}

export interface AtView {
  readonly at: Instant;
  /** The instant that the answer is about: the last complete run, where that is earlier. */
  readonly asOf: Instant;
  /** Nobody looked at that instant: the fleet is as it was when the gap began. */
  readonly gap: Gap | null;
  /** The monitor is blind now, and was at that instant. */
  readonly isBlind: boolean;
  readonly counts: KindCounts;
  /** Worst first, then by name. */
  readonly rows: readonly PastRow[];
  /** Groups of which rows are lost: what is said of them may be wrong. */
  readonly lost: number;
}

export function atView({ at, asOf, gap, blind, groups, holes }: FleetAnswer): AtView {
  const rows = groups.map(rowOf).sort((a, b) => compareKinds(a.kind, b.kind) || byName(a, b));
  const lost = new Set(holes.map(({ group }) => group)).size;
  return { at, asOf, gap, isBlind: blind !== null, counts: countKinds(rows), rows, lost };
}

/** History keeps what the API said, so a group that was being set up is down here, and lost redundancy is connected. */
function rowOf({ presence, group, changed }: PastGroup): PastRow {
  return { ...cellOf(group, presence === 'listed' ? kindOfCondition(group.status) : 'unknown'), changed };
}

function byName(a: GroupCell, b: GroupCell): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
