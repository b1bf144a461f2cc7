/** The design that is built: snapshots and changes, in epochs. Read by production code; written as production writes. */
import { itemSize } from '../../lib/adapters/dynamodb/item-size.ts';
import type { Item } from '../../lib/adapters/dynamodb/items/group.ts';
import { changeItem, epochItem, snapshotItem } from '../../lib/adapters/dynamodb/items/history.ts';
import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { defaultPolicy } from '../../lib/core/policy.ts';
import { firstEpoch, nextEpoch, rollOverDue } from '../../lib/core/rules/epoch.ts';
import { type Epoch, type GroupState, INITIAL_MONITOR } from '../../lib/core/rules/state.ts';
import { type Instant, MINUTE, plus } from '../../lib/core/time.ts';
import { type History, openHistory } from '../../lib/history/index.ts';
import type { Clock, Lease } from '../../lib/sync/ports.ts';
import { BEGINNING, type Fleet, INTERVAL, POLLS_A_DAY, type Poll, pollAt } from './fleet.ts';
import type { BenchTable } from './table.ts';

export const ORGANIZATION = 'acme';
export const POLICY = defaultPolicy(INTERVAL);

/** An entry of the index: the keys of the table, and its own. */
export function indexEntry({ pk, sk, group, at }: Item): Readonly<Record<string, unknown>> {
  return { pk, sk, group, at };
}

/** What becomes of an epoch with each poll; rolls over when production would. */
export interface EpochStep {
  readonly epoch: Epoch;
  readonly changes: readonly Item[];
  /** The fleet at the beginning of a new epoch. */
  readonly begun: { readonly from: Epoch; readonly snapshot: readonly GroupState[] } | null;
}

/** The history of a fleet as items: its first snapshot, then poll by poll. Changes go into the epoch that they are found in. */
export function* history(fleet: Fleet, polls: Iterable<Poll>): Generator<EpochStep> {
  const snapshotBytes = (epoch: { id: string; expires: Instant }): number =>
    [...fleet.states.values()].reduce(
      (sum, state) => sum + itemSize(snapshotItem(ORGANIZATION, epoch, state)),
      0,
    );
  let epoch: Epoch = {
    ...firstEpoch(BEGINNING, POLICY),
    snapshotBytes: snapshotBytes(nextEpoch(BEGINNING, POLICY)),
  };
  yield { epoch, changes: [], begun: { from: epoch, snapshot: [...fleet.states.values()] } };
  for (const poll of polls) {
    const changes = poll.changes.map(({ change }) => changeItem(ORGANIZATION, epoch, change));
    const changeBytes = epoch.changeBytes + changes.reduce((sum, item) => sum + itemSize(item), 0);
    epoch = { ...epoch, changeBytes };
    if (!rollOverDue(epoch, poll.at, POLICY)) {
      yield { epoch, changes, begun: null };
      continue;
    }
    const next = nextEpoch(poll.at, POLICY);
    const begun: Epoch = { ...next, start: poll.at, snapshotBytes: snapshotBytes(next), changeBytes: 0 };
    yield { epoch: begun, changes, begun: { from: epoch, snapshot: [...fleet.states.values()] } };
    epoch = begun;
  }
}

export interface Size {
  readonly rows: number;
  /** As DynamoDB charges storage: 100 bytes more for each item and index entry. */
  readonly bytes: number;
}

const OVERHEAD_BYTES = 100;

/** Write units of an item outside of a transaction. */
function kilobytes(item: Readonly<Record<string, unknown>>): number {
  return Math.ceil(itemSize(item) / 1024);
}

export function charged(item: Readonly<Record<string, unknown>>): number {
  return itemSize(item) + OVERHEAD_BYTES;
}

/** Rows, bytes and write units of snapshots, changes and index, and how many epochs there were. */
export function sizeOf(
  fleet: Fleet,
  days: number,
): Size & { readonly epochs: number; readonly changes: number; readonly writes: number } {
  const size = { rows: 0, bytes: 0, epochs: 0, changes: 0, writes: 0 };
  for (const { epoch, changes, begun } of history(fleet, fleet.days(days))) {
    for (const item of changes) {
      size.bytes += charged(item) + charged(indexEntry(item));
      // In a transaction each kilobyte is two units; the index takes its own.
      size.writes += 2 * kilobytes(item) + kilobytes(indexEntry(item));
    }
    size.rows += changes.length;
    size.changes += changes.length;
    if (begun === null) continue;
    size.epochs += 1;
    size.bytes += charged(epochItem(ORGANIZATION, epoch));
    for (const state of begun.snapshot) {
      const item = snapshotItem(ORGANIZATION, epoch, state);
      size.bytes += charged(item);
      size.writes += kilobytes(item);
    }
    size.rows += begun.snapshot.length + 1;
  }
  return size;
}

/** Loads so many days and gives the questions to ask. Head and epochs are written by the store, changes as its items. */
export async function load(bench: BenchTable, table: string, fleet: Fleet, days: number): Promise<History> {
  await bench.create(table);
  const last = pollAt(days * POLLS_A_DAY - 1);
  const clock: Clock = { now: () => Date.parse(plus(last, MINUTE)), sleep: async () => undefined };
  const log = { warn: () => undefined };
  const store = createStore({ client: bench.documents, table, clock, random: Math.random, log });
  const taken = await store.takeLease(ORGANIZATION, 'run', BEGINNING, MINUTE);
  if (!taken.taken) throw new Error('The lease of a fresh table is free.');
  const lease: Lease = taken.lease;
  for (const { epoch, changes, begun } of history(fleet, fleet.days(days))) {
    await bench.load(table, changes);
    if (begun === null) continue;
    await bench.load(
      table,
      begun.snapshot.map((state) => snapshotItem(ORGANIZATION, epoch, state)),
    );
    if (begun.from === epoch) await store.beginHistory(lease, epoch);
    else await store.switchEpoch(lease, begun.from, epoch);
  }
  await store.commitMonitor(lease, { ...INITIAL_MONITOR, watching: BEGINNING });
  const counts = { connected: 0, warning: 0, disconnected: 0, unknown: 0 };
  const complete = { reading: { from: plus(last, -2_000), to: last }, counts };
  const finish = {
    complete,
    failure: null,
    disagreements: 0,
    changeBytes: 0,
    snapshotBytes: 0,
    record: null,
  };
  await store.finish(lease, finish, plus(last, MINUTE));
  return openHistory({ client: bench.client, table, clock });
}
