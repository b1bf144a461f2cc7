/** Begins a new epoch, in steps that may be cut short anywhere and are taken up again by a later run. */
import { EPOCH_SLACK } from '../core/fixed-policy.ts';
import type { Policy } from '../core/policy.ts';
import { nextEpoch } from '../core/rules/epoch.ts';
import type { Epoch, GroupState, NextEpoch } from '../core/rules/state.ts';
import { type Instant, plus } from '../core/time.ts';
import type { Lease, Store } from './ports.ts';

/**
 * Snapshot rows first, each with the number of the group's last change; then the switch, in one transaction. The rows stand
 * for the instant `now` of the switch, so those written by an earlier attempt are renewed where their group has changed
 * since.
 */
export async function rollOver(args: {
  readonly store: Store;
  readonly lease: Lease;
  readonly epoch: Epoch;
  readonly prepared: NextEpoch | null;
  readonly groups: readonly GroupState[];
  readonly now: Instant;
  readonly policy: Policy;
}): Promise<Epoch> {
  const { store, lease, epoch, groups, now } = args;
  const left = await whatIsLeft(args);
  const next = left?.next ?? nextEpoch(now, args.policy);
  if (left === null) await store.prepareEpoch(lease, next);
  const due = groups.filter((state) => isDue(state, left?.rows.get(state.id)));
  const snapshotBytes = await store.writeSnapshot(lease.organization, next, due);
  const begun: Epoch = { ...next, start: now, snapshotBytes, changeBytes: 0 };
  await store.switchEpoch(lease, epoch, begun);
  return begun;
}

/** The snapshot that an earlier run left half written, and its rows; null where there is none that can be finished. */
async function whatIsLeft(
  args: Parameters<typeof rollOver>[0],
): Promise<{ readonly next: NextEpoch; readonly rows: ReadonlyMap<string, number> } | null> {
  const { store, lease, prepared, groups, now, policy } = args;
  if (prepared === null || !isSafe(prepared, groups) || !lastsLongEnough(prepared, now, policy)) return null;
  const rows = await store.snapshotRows(lease.organization, prepared);
  // A group that was removed so long ago that even its tombstone has expired would stand in the snapshot for ever.
  const known = new Set(groups.map(({ id }) => id));
  return [...rows.keys()].every((id) => known.has(id)) ? { next: prepared, rows } : null;
}

/**
 * A run that stalled while it wrote snapshot rows may yet write the others. Each is refused where there is one at least as
 * new, and a group removed since has none: then the snapshot is begun anew, under another name.
 */
function isSafe(prepared: NextEpoch, groups: readonly GroupState[]): boolean {
  return !groups.some(({ presence, reading }) => presence === 'removed' && reading.to > prepared.id);
}

/** A snapshot left long ago, before an outage, would expire too soon for an epoch that only begins now. */
function lastsLongEnough(prepared: NextEpoch, now: Instant, { history }: Policy): boolean {
  return prepared.expires >= plus(now, history.epoch + history.retention + EPOCH_SLACK / 2);
}

/** A removed group has a row only to overwrite one that an earlier attempt wrote while it was there. */
function isDue(state: GroupState, writtenSeq: number | undefined): boolean {
  if (writtenSeq === undefined) return state.presence !== 'removed';
  return writtenSeq < state.seq;
}
