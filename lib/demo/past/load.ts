/** Puts what the store in memory holds into a table: the same items that production writes. */
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { groupItem, type Item } from '../../adapters/dynamodb/items/group.ts';
import { changeItem, gapItem, snapshotItem } from '../../adapters/dynamodb/items/history.ts';
import { alertItem, runItem } from '../../adapters/dynamodb/items/log.ts';
import { defaultPolicy } from '../../core/policy.ts';
import { nextEpoch } from '../../core/rules/epoch.ts';
import type { Epoch, GroupState, Head } from '../../core/rules/state.ts';
import { MINUTE, plus } from '../../core/time.ts';
import type { MemoryStore } from '../../memory-store/memory-store.ts';
import type { Store } from '../../sync/ports.ts';

interface Target {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly store: Store;
}

/** Copies an organization. Head and epochs are written by the table's own store, all else as its items. */
export async function loadTable(from: MemoryStore, organization: string, target: Target): Promise<void> {
  const { head } = from.contents(organization);
  if (head?.epoch == null) return;
  await putItems(itemsOf(from, organization, head), target);
  await putHead(from, organization, head, target.store);
}

function* itemsOf(from: MemoryStore, organization: string, head: Head): Generator<Item> {
  const { groups, epochs, runs, alerts } = from.contents(organization);
  const { retention } = defaultPolicy(MINUTE).history;
  for (const state of groups) yield groupItem(organization, state, head.epoch?.expires ?? head.created);
  for (const { id, start, expires } of epochs) {
    const epoch: Epoch = { id, start, expires, snapshotBytes: 0, changeBytes: 0 };
    const { snapshot, changes, gaps } = from.epochRows(organization, id);
    for (const row of snapshot) yield snapshotItem(organization, epoch, row as GroupState);
    for (const change of changes) yield changeItem(organization, epoch, change);
    for (const gap of gaps) yield gapItem(organization, epoch, gap);
  }
  for (const run of runs) yield runItem(organization, run, plus(run.ended, retention));
  for (const alert of alerts) yield alertItem(organization, alert, plus(alert.at, retention));
}

async function putHead(from: MemoryStore, organization: string, head: Head, store: Store): Promise<void> {
  const taken = await store.takeLease(organization, 'past', head.created, MINUTE);
  if (!taken.taken) throw new Error('The table of the demo already has an organization.');
  const { lease } = taken;
  let before: Epoch | null = null;
  for (const { id, start, ends, expires } of from.contents(organization).epochs) {
    const sizes = ends === null && head.epoch !== null ? head.epoch : { snapshotBytes: 0, changeBytes: 0 };
    const epoch: Epoch = {
      id,
      start,
      expires,
      snapshotBytes: sizes.snapshotBytes,
      changeBytes: sizes.changeBytes,
    };
    if (before === null) await store.beginHistory(lease, epoch);
    else await store.switchEpoch(lease, before, epoch);
    before = epoch;
  }
  await store.commitMonitor(lease, head.monitor);
  const { lastComplete: complete, lastFailure: failure, disagreements } = head;
  const finish = { complete, failure, disagreements, changeBytes: 0, snapshotBytes: 0, record: null };
  await store.finish(lease, finish, nextEpoch(head.created, defaultPolicy(MINUTE)).expires);
}

/** Items in one call of DynamoDB, and calls at once. */
const [BATCH, AT_ONCE] = [25, 8];

async function putItems(items: Iterable<Item>, target: Target): Promise<void> {
  const all = [...items];
  const batches = Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  );
  const worker = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift())
      await putBatch(batch, target);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function putBatch(items: readonly Item[], { client, table }: Target): Promise<void> {
  let left: BatchWriteCommand['input']['RequestItems'] = {
    [table]: items.map((item) => ({ PutRequest: { Item: { ...item } } })),
  };
  while (left !== undefined && Object.keys(left).length > 0)
    left = (await client.send(new BatchWriteCommand({ RequestItems: left }))).UnprocessedItems;
}
