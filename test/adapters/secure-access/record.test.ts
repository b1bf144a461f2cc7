import { describe, expect, test } from '@jest/globals';
import { parseRecord } from '../../../lib/adapters/secure-access/record.ts';
import type { Group } from '../../../lib/core/fleet/group.ts';

/** The record as a group, with whatever the test is about. */
function groupOf(fields: Record<string, unknown>): Group {
  const record = parseRecord({ id: 5120034417, name: 'Harbor Depot - East', ...fields });
  if ('group' in record) return record.group;
  throw new Error(record.malformed.why);
}

const documented = {
  id: 5120034417,
  name: 'Harbor Depot - East',
  organizationId: 8204417,
  deviceType: 'Meraki MX',
  region: 'us-east-1',
  status: 'warning',
  hubs: [],
  routing: { type: 'static', data: { networkCIDRs: ['10.40.0.0/16', '192.168.77.5/32'] } },
  createdAt: '2025-04-11T09:30:00Z',
  modifiedAt: '2025-11-19T16:02:41Z',
};

describe('A record as documented', () => {
  test('is a group with every field in its place', () => {
    expect(parseRecord(documented)).toEqual({
      group: {
        id: '5120034417',
        name: 'Harbor Depot - East',
        deviceType: 'Meraki MX',
        region: 'us-east-1',
        status: 'warning',
        statusSeen: null,
        routing: documented.routing,
        hubs: [],
        carried: {
          organizationId: '8204417',
          createdAt: '2025-04-11T09:30:00Z',
          modifiedAt: '2025-11-19T16:02:41Z',
        },
      },
    });
  });

  test('with nothing but an id is a group of which nothing else is known', () => {
    expect(parseRecord({ id: 1 })).toEqual({
      group: {
        id: '1',
        name: '(no name)',
        deviceType: null,
        region: null,
        status: 'unknown',
        statusSeen: null,
        routing: null,
        hubs: [],
        carried: {},
      },
    });
  });
});

describe('The id', () => {
  test.each([
    [4561237892, '4561237892'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [0, '0'],
    ['4561237892', '4561237892'],
    ['90071992547409939999', '90071992547409939999'],
  ])('may be %j', (id, expected) => {
    expect(groupOf({ id }).id).toBe(expected);
  });

  test.each([
    [2 ** 53, 'id has more digits than can be read without rounding'],
    [1e21, 'id has more digits than can be read without rounding'],
    [1.5, 'id is not a whole number'],
    [-1, 'id is not a whole number'],
    ['', 'id is a text that is not a whole number'],
    ['12a', 'id is a text that is not a whole number'],
    ['../x', 'id is a text that is not a whole number'],
    [null, 'id is null'],
    [undefined, 'id is missing'],
    [{}, 'id is an object'],
    [[1], 'id is a list'],
    [true, 'id is a boolean'],
  ])('may not be %j: the record is malformed', (id, why) => {
    expect(parseRecord({ name: 'x', id })).toEqual({ malformed: { id: null, why } });
  });

  test.each([
    ['text', 'a string'],
    [null, 'null'],
    [[], 'a list'],
    [7, 'a number'],
  ])('cannot be read where the record is %j', (record, what) => {
    expect(parseRecord(record)).toEqual({
      malformed: { id: null, why: `the record is ${what}, not an object` },
    });
  });
});

describe('The status', () => {
  test.each([
    ['connected', 'connected'],
    ['CONNECTED', 'connected'],
    [' Warning ', 'warning'],
    ['Disconnected', 'disconnected'],
  ])('%j is %s', (word, status) => {
    expect(groupOf({ status: word })).toMatchObject({ status, statusSeen: null });
  });

  test.each([
    ['degraded', 'degraded'],
    ['Unknown', 'Unknown'],
    ['not connected', 'not connected'],
    ['', null],
    ['  ', null],
    [null, null],
    [undefined, null],
    [5, '5'],
    [{ status: 'connected' }, '{"status":"connected"}'],
    [['connected'], '["connected"]'],
  ])('%j is unknown, and kept as seen', (word, statusSeen) => {
    expect(groupOf({ status: word })).toMatchObject({ status: 'unknown', statusSeen });
  });

  test('is kept as seen only as far as fits', () => {
    expect(groupOf({ status: 'x'.repeat(10_000) }).statusSeen).toHaveLength(256);
  });
});

describe('The name', () => {
  test.each([['Zürich 🚇'], ['two\nlines'], ['<b>bold</b>'], [' spaces around ']])(
    '%j is kept as it is',
    (name) => {
      expect(groupOf({ name }).name).toBe(name);
    },
  );

  test.each([[null], [undefined], [''], ['   '], [{}]])('%j is none', (name) => {
    expect(groupOf({ name }).name).toBe('(no name)');
  });

  test('is cut where it is far longer than the API allows, and never in the middle of a character', () => {
    const { name } = groupOf({ name: `${'x'.repeat(254)}🚇${'y'.repeat(50)}` });
    expect(name).toBe(`${'x'.repeat(254)}\uFFFD…`);
  });

  test('with half a character in it is as it would come back from the table', () => {
    expect(groupOf({ name: 'a\ud800b' }).name).toBe('a\uFFFDb');
  });
});

describe('The routing', () => {
  test.each([
    ['static', { type: 'static', data: { networkCIDRs: ['10.0.0.1/24'] } }],
    ['bgp', { type: 'bgp', data: { asNumber: '64620', bgpHopCount: 2 } }],
    ['a type published later', { type: 'ospf', data: ['area 0'] }],
  ])('of %s is kept as it is', (_what, routing) => {
    expect(groupOf({ routing }).routing).toEqual(routing);
  });

  test.each([[''], [null], [{}], [undefined]])('of a NAT group may have %j for data: nothing', (data) => {
    expect(groupOf({ routing: { type: 'nat', data } }).routing).toEqual({ type: 'nat', data: null });
  });

  test.each([[null], [undefined], ['']])('may be %j: nothing', (routing) => {
    expect(groupOf({ routing })).toMatchObject({ routing: null, carried: {} });
  });

  test('without a type has an unknown one', () => {
    expect(groupOf({ routing: { data: { x: 1 } } }).routing).toEqual({ type: 'unknown', data: { x: 1 } });
  });

  test('keeps what has no place beside type and data', () => {
    expect(groupOf({ routing: { type: 'bgp', data: null, hops: 3 } }).carried.extra).toEqual({
      routing: { hops: 3 },
    });
    expect(groupOf({ routing: 'static' }).carried.extra).toEqual({ routing: 'static' });
  });
});

describe('Fields that no document names', () => {
  test('are kept as they came', () => {
    const extra = { tags: ['a'], nested: { deep: null } };
    expect(groupOf(extra).carried.extra).toEqual(extra);
  });

  test('do no harm, whatever they are called', () => {
    const record = parseRecord(
      JSON.parse('{"id": 1, "__proto__": {"status": "connected"}, "constructor": 5}'),
    );
    if (!('group' in record)) throw new Error('malformed');
    expect(record.group.status).toBe('unknown');
    expect(Object.keys(record.group.carried.extra ?? {})).toEqual(['__proto__', 'constructor']);
  });

  test('are named, but not kept, where they would fill the table', () => {
    expect(groupOf({ log: 'x'.repeat(5_000), more: 1 }).carried.extra).toEqual({ notKept: 'log more' });
  });
});
