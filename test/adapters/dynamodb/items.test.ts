import { describe, expect, test } from '@jest/globals';
import { planCommit } from '../../../lib/adapters/dynamodb/commit-plan.ts';
import { itemSize } from '../../../lib/adapters/dynamodb/item-size.ts';
import { groupItem, timeToLive } from '../../../lib/adapters/dynamodb/items/group.ts';
import { changeItem, snapshotItem } from '../../../lib/adapters/dynamodb/items/history.ts';
import { expressed } from '../../../lib/adapters/dynamodb/requests/expressions.ts';
import { storable } from '../../../lib/adapters/dynamodb/storable.ts';
import { tableDefinition } from '../../../lib/adapters/dynamodb/table-definition.ts';
import { plus } from '../../../lib/core/time.ts';
import {
  aChange,
  aGroup,
  aGroupState,
  aHub,
  anAppearance,
  anEpoch,
  aReading,
  at,
} from '../../support/builders.ts';

describe('items, as a person reads them in the AWS console', () => {
  const bare = aGroup({ hubs: [aHub({ carried: {} })], carried: {} });
  const facts = {
    name: 'Branch 1',
    deviceType: 'ISR',
    region: 'us-east-1',
    status: 'connected',
    statusSeen: null,
    routing: { type: 'static', data: { networkCIDRs: ['10.12.0.0/16'] } },
    hubs: [
      {
        id: '720011801',
        primary: true,
        datacenter: 'sse-use-1-1-1',
        authId: 'branch-1@8242525-620113-umbrella.com',
        status: 'up',
        tunnels: 'some',
      },
    ],
  };

  test('a group’s state', () => {
    const state = aGroupState({ rev: 3, group: { ...bare, carried: { createdAt: '2025-11-02T09:12:44Z' } } });
    expect(groupItem('acme', state, anEpoch().expires)).toEqual({
      pk: 'ORG#acme',
      sk: 'GROUP#620113',
      rev: 3,
      seq: 1,
      presence: 'listed',
      firstSeen: '2026-03-02T14:05:00.000Z',
      since: { after: null, by: '2026-03-02T14:05:00.000Z' },
      reading: { from: '2026-03-02T14:04:58.000Z', to: '2026-03-02T14:05:00.000Z' },
      watch: 'watched',
      baseline: { up: [], withTunnels: [] },
      pending: null,
      incident: null,
      openings: [],
      untold: [],
      ...facts,
      carried: { createdAt: '2025-11-02T09:12:44Z' },
    });
  });

  test('a change row', () => {
    const before = aGroupState({ group: bare });
    const after = aGroupState({ group: { ...bare, status: 'warning' }, seq: 2, reading: aReading(1) });
    const change = aChange(before, after, { incident: '620113-2', events: ['620113-2.opened'] });
    expect(changeItem('acme', anEpoch(), change)).toEqual({
      pk: 'EPOCH#acme#e1',
      sk: '1#2026-03-02T14:06:00.000Z#GROUP#620113#00000002',
      group: 'ORG#acme#GROUP#620113',
      at: '2026-03-02T14:06:00.000Z',
      after: '2026-03-02T14:04:58.000Z',
      seq: 2,
      kinds: ['status'],
      differences: { status: ['connected', 'warning'] },
      incident: '620113-2',
      events: ['620113-2.opened'],
      expires: timeToLive(anEpoch().expires),
    });
  });

  test('a snapshot row, without what the group only carries', () => {
    const state = aGroupState({ seq: 7, group: aGroup({ hubs: [aHub()] }) });
    expect(snapshotItem('acme', { id: 'e2', expires: at(1) }, state)).toEqual({
      pk: 'EPOCH#acme#e2',
      sk: '0#620113',
      seq: 7,
      presence: 'listed',
      ...facts,
      expires: timeToLive(at(1)),
    });
  });

  test('expire at whole seconds, never before their time', () => {
    expect(timeToLive(at())).toBe(Date.parse(at()) / 1_000);
    expect(timeToLive(plus(at(), 1))).toBe(Date.parse(at()) / 1_000 + 1);
  });
});

describe('the size of an item', () => {
  test.each([
    [{}, 0],
    [{ a: 'bc' }, 3],
    [{ é: '€😀' }, 2 + 3 + 4],
    [{ a: null }, 2],
    [{ a: true, b: undefined }, 2],
    [{ n: 0 }, 2],
    [{ n: 12 }, 1 + 2],
    [{ n: 123 }, 1 + 3],
    [{ n: -123_456 }, 1 + 5],
    [{ n: 1_000_000 }, 1 + 2],
    [{ l: [] }, 1 + 3],
    [{ l: ['a', null] }, 1 + 3 + 2 + 2],
    [{ m: { x: 'y' } }, 1 + 3 + 1 + 2],
  ])('%j is %i bytes', (item, bytes) => {
    expect(itemSize(item)).toBe(bytes);
  });
});

describe('values that DynamoDB does not hold', () => {
  test.each([
    { what: 'numbers too large', given: 1e300, kept: '1e+300' },
    { what: 'numbers too small', given: -1e-200, kept: '-1e-200' },
    { what: 'infinity', given: Number.POSITIVE_INFINITY, kept: 'Infinity' },
    { what: 'half a character', given: 'a\ud83d', kept: 'a\ufffd' },
    { what: 'nothing, in a list', given: [undefined, 1], kept: [null, 1] },
    {
      what: 'names that the client cannot carry',
      given: { constructor: 1, toString: 2 },
      kept: { toString: 2 },
    },
  ])('$what', ({ given, kept }) => {
    expect(storable({ value: given })).toEqual({ value: kept });
  });

  test.each([0, -1, 1.5, 2 ** 60, 'é😀', null, true, [[]], { a: { b: [] } }])(
    '%j is left as it is',
    (value) => {
      expect(storable({ value })).toEqual({ value });
    },
  );

  test('what is nested too deeply becomes text, so that nothing of it is lost', () => {
    const deep = (levels: number): unknown => (levels === 0 ? 'end' : { a: deep(levels - 1) });
    const text = JSON.stringify(storable({ value: deep(40) }));
    expect(text.split('{').length - 1).toBe(41);
    expect(text).toContain('\\"a\\":\\"end\\"');
    expect(text.slice(0, text.indexOf('\\"')).split('{').length - 2).toBeLessThan(30);
  });
});

describe('the plan of a commit', () => {
  test('says what was left out of a state too large', () => {
    const peers = [{ ip: '192.0.2.1', status: 'UP' }];
    const group = aGroup({
      hubs: [aHub({ carried: { peers, extra: { a: 1 } } })],
      carried: { extra: { huge: 'x'.repeat(500_000), other: 1 } },
    });
    const { planned } = planCommit('acme', anEpoch(), [anAppearance({ group })]);
    expect(planned).toMatchObject([
      { dropped: { peers: 1, fields: 3 }, state: { dropped: { peers: 1, fields: 3 } } },
    ]);
  });

  test('raises the rev of what will be stored, and expects the one it was decided from', () => {
    const { planned } = planCommit('acme', anEpoch(), [{ next: aGroupState({ rev: 4 }), change: null }]);
    expect(planned).toMatchObject([{ expectedRev: 4, stored: { rev: 5 }, state: { rev: 5 }, change: null }]);
  });
});

describe('expressions', () => {
  test('name every attribute they speak of, and only those', () => {
    expect(
      expressed({ update: 'SET #a = :x', condition: '#lease.#run = :run', values: { x: 1, run: 'r' } }),
    ).toEqual({
      UpdateExpression: 'SET #a = :x',
      ConditionExpression: '#lease.#run = :run',
      ExpressionAttributeNames: { '#a': 'a', '#lease': 'lease', '#run': 'run' },
      ExpressionAttributeValues: { ':x': 1, ':run': 'r' },
    });
  });

  test('without values have none: DynamoDB refuses an empty list of them', () => {
    expect(expressed({ condition: 'attribute_not_exists(#pk)' })).toEqual({
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
    });
  });
});

test('the table has the keys and the index that infrastructure and code agree on', () => {
  expect(tableDefinition('t')).toEqual({
    TableName: 't',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'group', 'at'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'changes-by-group',
        KeySchema: [
          { AttributeName: 'group', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
});
