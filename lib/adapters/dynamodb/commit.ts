/** Commits of what a run found: states, changes and gaps, in transactions that check the lease. */
import type { GroupState } from '../../core/rules/state.ts';
import type { CommitOutcome, Lease, Store } from '../../sync/ports.ts';
import type { Calls } from './calls.ts';
import { type PlannedWrite, planCommit, type Refusal, WRITTEN_MEANWHILE } from './commit-plan.ts';
import { headDisagrees, isLasting, leaseLost } from './failures.ts';
import { parseGroup } from './items/group.ts';
import { parseSilence } from './items/silence.ts';
import { clearEvents, groupsOf, silencesOf } from './requests/items.ts';
import { gapActions, groupActions, leaseCheck } from './requests/transactions.ts';
import type { Transacted } from './transact.ts';

/** The check of the lease and two items a group: DynamoDB takes 100 actions in a transaction. */
const GROUPS_PER_TRANSACTION = 49;
/** DynamoDB takes 4 MB of items in a transaction. */
const TRANSACTION_BYTES_MAX = 3.5 * 1024 * 1024;

/** The part of the store that keeps groups. */
export function groupMethods(
  calls: Calls,
): Pick<Store, 'loadGroups' | 'loadSilences' | 'commitGap' | 'commitGroups' | 'clearGroupEvents'> {
  return {
    async loadGroups(organization) {
      return calls.queryParsed(groupsOf(calls.table, organization), parseGroup);
    },

    async loadSilences(organization) {
      return (await calls.query(silencesOf(calls.table, organization))).map(parseSilence);
    },

    async commitGap(lease, epoch, gap) {
      const outcome = await calls.transact(gapActions(calls.table, lease, epoch, gap));
      if (outcome.done) return;
      if (outcome.reasons[0]?.code === 'ConditionalCheckFailed') throw leaseLost(lease);
      throw headDisagrees(lease.organization, `a gap could not be written (${outcome.message})`);
    },

    async commitGroups(lease, epoch, writes): Promise<CommitOutcome> {
      const { planned, refused } = planCommit(lease.organization, epoch, writes);
      for (const { id, dropped } of planned.filter((write) => write.dropped !== null))
        calls.log.warn('A group is stored without all it carries, which does not fit into an item.', {
          id,
          dropped,
        });
      const written: PlannedWrite[] = [];
      const refusals: Refusal[] = [...refused];
      // One after another: each checks the same head, and DynamoDB lets no two transactions touch one item at once.
      for (const batch of batches(planned)) {
        const outcome = await commitBatch(calls, lease, batch);
        written.push(...outcome.written);
        refusals.push(...outcome.refused);
      }
      return {
        stored: written.map((write) => write.stored),
        refused: refusals,
        changeBytes: sum(written, (write) => write.changeBytes),
        appearedBytes: sum(written, (write) => write.appearedBytes),
      };
    },

    async clearGroupEvents(organization, state, told): Promise<GroupState | null> {
      const left = state.untold.filter((event) => !told.has(event.id));
      const after = await calls.update(clearEvents(calls.table, organization, state, left));
      return after === null ? null : parseGroup(after);
    },
  };
}

interface BatchOutcome {
  readonly written: readonly PlannedWrite[];
  readonly refused: readonly Refusal[];
}

/** Writes a batch in one transaction; groups that are refused are set apart and the others tried again without them. */
async function commitBatch(
  calls: Calls,
  lease: Lease,
  batch: readonly PlannedWrite[],
): Promise<BatchOutcome> {
  let due = batch;
  const refused: Refusal[] = [];
  while (due.length > 0) {
    const actions = due.map((write) => groupActions(calls.table, write));
    const outcome = await calls.transact([leaseCheck(calls.table, lease), ...actions.flat()]);
    if (outcome.done) return { written: due, refused };
    if (outcome.reasons[0]?.code === 'ConditionalCheckFailed') throw leaseLost(lease);
    const blamed = refusedByName(due, actions, outcome);
    if (blamed.length === 0) {
      const halves = await commitHalves(calls, lease, due, outcome.message);
      return { written: halves.written, refused: [...refused, ...halves.refused] };
    }
    refused.push(...blamed);
    const ids = new Set(blamed.map(({ id }) => id));
    due = due.filter((write) => !ids.has(write.id));
  }
  return { written: [], refused };
}

/** Where the answer does not say which group it refuses, halves of the batch are tried, down to the one group. */
async function commitHalves(
  calls: Calls,
  lease: Lease,
  batch: readonly PlannedWrite[],
  why: string,
): Promise<BatchOutcome> {
  const [first] = batch;
  if (batch.length === 1 && first !== undefined) return { written: [], refused: [{ id: first.id, why }] };
  const middle = Math.ceil(batch.length / 2);
  const a = await commitBatch(calls, lease, batch.slice(0, middle));
  const b = await commitBatch(calls, lease, batch.slice(middle));
  return { written: [...a.written, ...b.written], refused: [...a.refused, ...b.refused] };
}

/** The groups that the answer refuses by name. The first reason is the lease check's; each group's actions follow in order. */
function refusedByName(
  batch: readonly PlannedWrite[],
  actions: readonly (readonly unknown[])[],
  outcome: Extract<Transacted, { done: false }>,
): readonly Refusal[] {
  let next = 1;
  return batch.flatMap((write, index) => {
    const first = next;
    next += actions[index]?.length ?? 0;
    const reason = outcome.reasons.slice(first, next).find(({ code }) => isLasting(code));
    if (reason === undefined) return [];
    const why = reason.code === 'ConditionalCheckFailed' ? WRITTEN_MEANWHILE : reason.message || reason.code;
    return [{ id: write.id, why }];
  });
}

/** Parts of a commit that fit into a transaction each. */
function batches(planned: readonly PlannedWrite[]): readonly (readonly PlannedWrite[])[] {
  const parts: PlannedWrite[][] = [];
  let bytes = 0;
  for (const write of planned) {
    const part = parts.at(-1);
    bytes += write.bytes;
    if (part === undefined || part.length === GROUPS_PER_TRANSACTION || bytes > TRANSACTION_BYTES_MAX) {
      parts.push([write]);
      bytes = write.bytes;
    } else part.push(write);
  }
  return parts;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
