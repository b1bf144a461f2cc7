/** Epochs: the first one, and the roll-over from one to the next. */
import { inBatches } from '../../core/in-batches.ts';
import type { Epoch } from '../../core/rules/state.ts';
import type { Lease, Store } from '../../sync/ports.ts';
import type { Calls } from './calls.ts';
import { headDisagrees, leaseLost } from './failures.ts';
import { readHead } from './head.ts';
import { itemSize } from './item-size.ts';
import { parseSnapshotNumber } from './items/history.ts';
import { noteNextEpoch } from './requests/head.ts';
import { putSnapshotRow, snapshotNumbers } from './requests/items.ts';
import { type Action, firstEpochActions, switchActions } from './requests/transactions.ts';

/** The part of the store that begins epochs. */
export function epochMethods(
  calls: Calls,
): Pick<Store, 'beginHistory' | 'prepareEpoch' | 'snapshotRows' | 'writeSnapshot' | 'switchEpoch'> {
  return {
    beginHistory: (lease, epoch) => enter(calls, lease, epoch, firstEpochActions(calls.table, lease, epoch)),

    async prepareEpoch(lease, next) {
      const done = await calls.update(noteNextEpoch(calls.table, lease, next));
      if (done === null) await complain(calls, lease, `epoch ${next.id} has begun already`);
    },

    async snapshotRows(organization, next) {
      const items = await calls.query(snapshotNumbers(calls.table, organization, next));
      return new Map(items.map(parseSnapshotNumber));
    },

    async writeSnapshot(organization, next, states) {
      const sizes = await inBatches(states, async (state) => {
        const input = putSnapshotRow(calls.table, organization, next, state);
        const written = await calls.put(input);
        // A row that is not written because it is there already is part of the snapshot all the same.
        return written || state.presence !== 'removed' ? itemSize(input.Item ?? {}) : 0;
      });
      return sizes.reduce((total, bytes) => total + bytes, 0);
    },

    switchEpoch: (lease, from, to) => enter(calls, lease, to, switchActions(calls.table, lease, from, to)),
  };
}

/** Makes an epoch the head's, in one transaction. That it is already means that an earlier try was not heard of. */
async function enter(calls: Calls, lease: Lease, epoch: Epoch, actions: readonly Action[]): Promise<void> {
  const outcome = await calls.transact(actions);
  if (outcome.done) return;
  const stored = await readHead(calls, lease.organization);
  if (stored?.lease?.run === lease.run && stored.head.epoch?.id === epoch.id) return;
  await complain(calls, lease, `epoch ${epoch.id} could not begin (${outcome.message})`);
}

/** Throws why a write of the head was refused: the lease is another run's, or else what is said here. */
async function complain(calls: Calls, lease: Lease, what: string): Promise<never> {
  const stored = await readHead(calls, lease.organization);
  throw stored?.lease?.run === lease.run ? headDisagrees(lease.organization, what) : leaseLost(lease);
}
