/** What a commit will write of each group, worked out before anything is sent. */
import type { Epoch, GroupState, GroupWrite } from '../../core/rules/state.ts';
import { ITEM_BYTES_MAX, itemSize } from './item-size.ts';
import { type Dropped, groupItem, type Item, slimmed } from './items/group.ts';
import { changeItem } from './items/history.ts';

/** One group's write: its items, and the state as it will be stored. */
export interface PlannedWrite {
  readonly id: string;
  /** The `rev` that the stored item must still have; 0: there must be no item. */
  readonly expectedRev: number;
  readonly stored: GroupState;
  /** What was left out of the state for size; null where nothing was. */
  readonly dropped: Dropped | null;
  readonly state: Item;
  readonly change: Item | null;
  /** Bytes of the state's item and the change row, for the size of a transaction. */
  readonly bytes: number;
  readonly changeBytes: number;
  /** As `changeBytes` where the group appeared, else 0. */
  readonly appearedBytes: number;
}

/** Why a group is refused whose `rev` is not the one its write was decided from. */
export const WRITTEN_MEANWHILE = 'Somebody else has written the group since it was read.';

/** A group that is not written, and why. */
export interface Refusal {
  readonly id: string;
  readonly why: string;
}

/** What will be written, and what cannot be. */
export interface CommitPlan {
  readonly planned: readonly PlannedWrite[];
  readonly refused: readonly Refusal[];
}

/** Plans a commit. Pure. A state too large for an item loses what it carries of any size; if that is not enough, it is refused. */
export function planCommit(organization: string, epoch: Epoch, writes: readonly GroupWrite[]): CommitPlan {
  const planned: PlannedWrite[] = [];
  const refused: Refusal[] = [];
  for (const write of writes) {
    const plan = planWrite(organization, epoch, write);
    if ('why' in plan) refused.push(plan);
    else planned.push(plan);
  }
  return { planned, refused };
}

function planWrite(organization: string, epoch: Epoch, { next, change }: GroupWrite): PlannedWrite | Refusal {
  const state = fittingState(organization, { ...next, rev: next.rev + 1 }, epoch);
  const row = change === null ? null : changeItem(organization, epoch, change);
  const changeBytes = row === null ? 0 : itemSize(row);
  const largest = Math.max(state.bytes, changeBytes);
  if (largest > ITEM_BYTES_MAX)
    return {
      id: next.id,
      why: `Its ${state.bytes > changeBytes ? 'state' : 'change'} would be an item of ${largest} bytes; DynamoDB holds at most ${ITEM_BYTES_MAX}.`,
    };
  return {
    id: next.id,
    expectedRev: next.rev,
    stored: state.stored,
    dropped: state.dropped,
    state: state.item,
    change: row,
    bytes: state.bytes + changeBytes,
    changeBytes,
    appearedBytes: change?.kinds.includes('appeared') ? changeBytes : 0,
  };
}

interface FittingState {
  readonly stored: GroupState;
  readonly dropped: Dropped | null;
  readonly item: Item;
  readonly bytes: number;
}

function fittingState(organization: string, state: GroupState, epoch: Epoch): FittingState {
  const item = groupItem(organization, state, epoch.expires);
  const bytes = itemSize(item);
  if (bytes <= ITEM_BYTES_MAX) return { stored: state, dropped: null, item, bytes };
  const { group, dropped } = slimmed(state.group);
  const stored = { ...state, group };
  const slim = groupItem(organization, stored, epoch.expires, dropped);
  return { stored, dropped, item: slim, bytes: itemSize(slim) };
}
