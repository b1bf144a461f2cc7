import { QueryCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { itemSize } from '../../../lib/adapters/dynamodb/item-size.ts';
import { timeToLive } from '../../../lib/adapters/dynamodb/items/group.ts';
import { INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { DAY, plus } from '../../../lib/core/time.ts';
import { TABLE } from '../../../lib/names.ts';
import {
  aFinish,
  aGroupState,
  aNextWrite,
  anAppearance,
  anEpoch,
  aPublishedAlert,
  aRunRecord,
  at,
} from '../../support/builders.ts';
import { anOrganization, take, underWay } from './contract/subject.ts';
import { openTable, TABLE_NAME, type Table } from './table.ts';

let table: Table;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

/** Has every call of the clients answer what it consumed, which the engine then counts. */
function countCapacity(): void {
  table.documents.middlewareStack.add(
    (next) => (args) => next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } }),
    { step: 'initialize', priority: 'high' },
  );
}

function unitsOf(operation: string): number {
  return table.aws.operations.get(operation)?.capacityUnits ?? 0;
}

describe('a run that changes nothing', () => {
  test('costs two write units, also with the longest names and in an organization watched for years', async () => {
    countCapacity();
    const { store } = table;
    const organization = 'an-organization-with-a-long-name';
    const { lease } = await take(store, organization, '20260302T140500000Z-00000000');
    const epoch = anEpoch({ id: at(), snapshotBytes: 123_456_789, changeBytes: 123_456_789 });
    await store.beginHistory(lease, epoch);
    const messages = Array.from({ length: 12 }, (_, minute) => at(minute));
    await store.commitMonitor(lease, { ...INITIAL_MONITOR, watching: at(), messages });
    const counts = { connected: 10_000, warning: 10_000, disconnected: 10_000, unknown: 10_000 };
    const complete = { reading: { from: at(), to: at() }, counts };
    await store.finish(lease, aFinish(0, { complete, snapshotBytes: 1, changeBytes: 1 }), at(1000));

    const before = unitsOf('UpdateItem');
    const calls = () => [...table.aws.operations.values()].reduce((sum, each) => sum + each.calls, 0);
    const callsBefore = calls();
    const second = await take(store, organization, '20260302T140600000Z-00000000', at(1));
    await store.finish(second.lease, aFinish(1, { complete }), at(1000));
    expect(unitsOf('UpdateItem') - before).toBe(2);
    expect(calls() - callsBefore).toBe(2);
    const [head = {}] = await table.items(`ORG#${organization}`);
    expect(itemSize(head)).toBeLessThan(900);
  });
});

describe('item sizes', () => {
  test('are counted as the engine counts them: a kilobyte more is a unit more', async () => {
    const { documents } = table;
    const item = (filler: string) => ({
      pk: 'SIZE',
      sk: 'é€😀',
      n: [0, 1, -1, 12, 123, 1234.5, 1e21, 0.001, -98_765.432_1],
      map: { t: true, f: false, nothing: null, empty: {}, list: [[], ['a']] },
      filler,
    });
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    const units = async (filler: string) => {
      const output = await documents.send(
        new PutCommand({ TableName: TABLE_NAME, Item: item(filler), ReturnConsumedCapacity: 'TOTAL' }),
      );
      return output.ConsumedCapacity?.CapacityUnits;
    };
    // The engine counts text in UTF-16 units; DynamoDB, and we, in bytes of UTF-8.
    const beyondUtf16 = new TextEncoder().encode('é€😀').length - 'é€😀'.length;
    const missing = 1024 - (itemSize(item('')) - beyondUtf16);
    expect(await units('x'.repeat(missing))).toBe(1);
    expect(await units('x'.repeat(missing + 1))).toBe(2);
  });
});

describe('what expires', () => {
  test('expires with its epoch, or at the instant given; what is as of now never does', async () => {
    const { store } = table;
    const organization = anOrganization();
    const { lease } = await take(store, organization);
    const epoch = anEpoch();
    const next = { id: 'e2', expires: plus(epoch.expires, DAY) };
    await store.beginHistory(lease, epoch);
    await store.commitGap(lease, epoch, { from: at(1), to: at(9), why: 'No run was started.' });
    const { stored } = await store.commitGroups(lease, epoch, [
      anAppearance({ id: '1' }),
      anAppearance({ id: '2' }),
    ]);
    await store.commitGroups(lease, epoch, [
      aNextWrite(stored[1] ?? aGroupState(), 1, { presence: 'removed' }),
    ]);
    await store.writeSnapshot(organization, next, stored);
    await store.switchEpoch(lease, epoch, { ...next, start: at(9), snapshotBytes: 1, changeBytes: 0 });
    await store.recordAlerts(organization, [aPublishedAlert()], at(500));
    await store.finish(lease, aFinish(9, { record: aRunRecord() }), at(600));

    const expiry = new Map<string, unknown>();
    for (const item of await table.items())
      if (String(item.pk).includes(`#${organization}`)) expiry.set(`${item.pk} ${item.sk}`, item.expires);
    const [old, young] = [timeToLive(epoch.expires), timeToLive(next.expires)];
    expect(Object.fromEntries(expiry)).toEqual({
      [`ORG#${organization} HEAD`]: undefined,
      [`ORG#${organization} GROUP#1`]: undefined,
      [`ORG#${organization} GROUP#2`]: old,
      [`ORG#${organization} EPOCH#${epoch.start}`]: old,
      [`ORG#${organization} EPOCH#${at(9)}`]: young,
      [`EPOCH#${organization}#e1 0~${at(1)}#GAP`]: old,
      [`EPOCH#${organization}#e1 1#${at()}#GROUP#1#00000001`]: old,
      [`EPOCH#${organization}#e1 1#${at()}#GROUP#2#00000001`]: old,
      [`EPOCH#${organization}#e1 1#${at(1)}#GROUP#2#00000002`]: old,
      [`EPOCH#${organization}#e2 0#1`]: young,
      [`EPOCH#${organization}#e2 0#2`]: young,
      [`RUN#${organization}#2026-03 ${at()}#run-1`]: timeToLive(at(600)),
      [`ALERT#${organization} run-2.opened`]: timeToLive(at(500)),
    });
  });

  test('keeps a tombstone’s expiry when its events are cleared, and loses it when the group is there again', async () => {
    const { store } = table;
    const { organization, lease, epoch } = await underWay(store);
    const expires = async () =>
      (await table.items(`ORG#${organization}`)).find(({ sk }) => sk === 'GROUP#1')?.expires;
    const first = await store.commitGroups(lease, epoch, [anAppearance({ id: '1', presence: 'removed' })]);
    const cleared = await store.clearGroupEvents(organization, first.stored[0] ?? aGroupState(), new Set());
    expect(await expires()).toBe(timeToLive(epoch.expires));
    await store.commitGroups(lease, epoch, [aNextWrite(cleared ?? aGroupState(), 1, { presence: 'listed' })]);
    expect(await expires()).toBeUndefined();
  });
});

describe('the index of changes', () => {
  test('finds the changes of one group, by time, and holds nothing else', async () => {
    const { store } = table;
    const { organization, lease, epoch } = await underWay(store);
    const writes = ['1', '2'].map((id) => anAppearance({ id }));
    const { stored } = await store.commitGroups(lease, epoch, writes);
    const [one = aGroupState(), two = aGroupState()] = stored;
    const second = await store.commitGroups(lease, epoch, [
      aNextWrite(one, 2, { status: 'warning' }),
      aNextWrite(two, 2, { status: 'warning' }),
    ]);
    await store.commitGroups(lease, epoch, [aNextWrite(second.stored[0] ?? one, 5, { status: 'connected' })]);
    await store.commitGap(lease, epoch, { from: at(1), to: at(2), why: 'No run was started.' });
    const { index } = TABLE.changesByGroup;
    const input = {
      TableName: TABLE_NAME,
      IndexName: index,
      KeyConditionExpression: '#group = :group AND #at BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#group': 'group', '#at': 'at' },
      ExpressionAttributeValues: { ':group': `ORG#${organization}#GROUP#1`, ':from': at(0), ':to': at(4) },
    } satisfies UpdateCommandInput | object;
    const { Items = [] } = await table.documents.send(new QueryCommand(input));
    expect(Items.map(({ at: when, sk }) => [when, sk])).toEqual([
      [at(), `1#${at()}#GROUP#1#00000001`],
      [at(2), `1#${at(2)}#GROUP#1#00000002`],
    ]);
    const all = (await table.items()).filter((item) => String(item.pk).includes(`#${organization}`));
    const inIndex = all.filter((item) => item.group !== undefined).map(({ sk }) => String(sk));
    expect(inIndex).toHaveLength(5);
    expect(inIndex.every((sk) => sk.startsWith('1#') && sk.includes('#GROUP#'))).toBe(true);
  });
});
