/** What the fleet was at an instant, from a snapshot and the changes since. */
import { apply, type Change, compareIds, type Facts, type Gap } from '../fleet/change.ts';
import type { Bounds, Instant } from '../time.ts';
import type { EpochRows, SnapshotRow } from './reader.ts';

/** A group as it was at the instant asked for. */
export interface PastGroup extends SnapshotRow {
  /** When it last changed; null where that was before the epoch began. */
  readonly changed: Bounds | null;
}

/** Rows that should be there and are not (or cannot be applied): what is said of the group may be wrong. */
export interface Hole {
  readonly group: string;
  /** Numbers of the first and the last change that are lost. */
  readonly from: number;
  readonly to: number;
}

/** The fleet at an instant. */
export interface PastFleet {
  /** In the order of their ids. Removed groups are not among them; missing ones are. */
  readonly groups: readonly PastGroup[];
  /** The gap that the instant lies in: then the groups are as they were when it began. */
  readonly gap: Gap | null;
  readonly holes: readonly Hole[];
}

/**
 * Rebuilds the fleet at an instant. A change counts from the end of the reading that saw it (`by`), and only above its
 * group's `seq` in the snapshot: a snapshot written in several runs may already hold it.
 */
export function reconstruct(rows: EpochRows, at: Instant): PastFleet {
  const replay = createReplay();
  for (const row of rows.snapshot) replay.begin(row);
  for (const change of rows.changes) if (change.by <= at) replay.turn(change);
  return { ...replay.fleet(), gap: gapAround(rows.gaps, at) };
}

/** The rows of an epoch, played one after another. */
export interface Replay {
  begin(row: SnapshotRow): void;
  turn(change: Change): void;
  /** The fleet after the rows that were played. */
  fleet(): Omit<PastFleet, 'gap'>;
}

export function createReplay(): Replay {
  const groups = new Map<string, PastGroup>();
  const holes: Hole[] = [];
  return {
    begin: (row) => groups.set(row.id, { ...row, changed: null }),
    turn(change) {
      const known = groups.get(change.group) ?? null;
      if (change.seq <= (known?.seq ?? 0)) return;
      const { facts, hole } = turned(known, change);
      if (hole !== null) holes.push(hole);
      if (facts !== null) groups.set(change.group, { ...facts, ...placeOf(change) });
    },
    fleet: () => ({
      groups: [...groups.values()]
        .filter((group) => group.presence !== 'removed')
        .sort((a, b) => compareIds(a.id, b.id)),
      holes: [...holes],
    }),
  };
}

/** A group's facts after a change; null where it cannot be applied. And what is missing before it, if anything is. */
export function turned(
  known: (Facts & { readonly seq: number }) | null,
  change: Change,
): { readonly facts: Facts | null; readonly hole: Hole | null } {
  const facts = factsAfter(known, change);
  return { facts, hole: holeAt(known, change, facts !== null) };
}

/**
 * A gap as far as it lies in its epoch. A run that was killed after it began an epoch leaves `accounted` behind the epoch's
 * start, and the gap after it then begins too early: at the start of an epoch a reading had just seen the whole fleet.
 */
export function clip(gap: Gap, start: Instant): Gap | null {
  if (gap.to <= start) return null;
  return gap.from < start ? { ...gap, from: start } : gap;
}

/** The gap that an instant lies in. Its ends do not: there, readings saw the fleet. */
export function gapAround(gaps: readonly Gap[], at: Instant): Gap | null {
  return gaps.find((gap) => gap.from < at && at < gap.to) ?? null;
}

function placeOf(change: Change): Pick<PastGroup, 'id' | 'seq' | 'changed'> {
  return { id: change.group, seq: change.seq, changed: { after: change.after, by: change.by } };
}

/** null where the change cannot be applied, because what it changes was in a row that is lost. */
function factsAfter(known: Facts | null, change: Change): Facts | null {
  try {
    return apply(known, change.differences);
  } catch {
    return null;
  }
}

/** What is missing before a change, and the change itself where it could not be applied. */
function holeAt(known: { readonly seq: number } | null, change: Change, applied: boolean): Hole | null {
  const from = (known?.seq ?? 0) + 1;
  if (!applied) return { group: change.group, from, to: change.seq };
  // A removed group is in no later snapshot. When it appears again it comes whole, and nothing is lost.
  const reappeared = known === null && change.differences.group !== undefined;
  return change.seq === from || reappeared ? null : { group: change.group, from, to: change.seq - 1 };
}
