import { describe, expect, test } from '@jest/globals';
import { parseHubs } from '../../../lib/adapters/secure-access/hub.ts';
import { parseRecord } from '../../../lib/adapters/secure-access/record.ts';
import type { Hub } from '../../../lib/core/fleet/group.ts';

function hubOf(fields: Record<string, unknown>): Hub {
  const [hub] = parseHubs([{ id: 720011801, ...fields }]).hubs;
  if (hub === undefined) throw new Error('There is no hub.');
  return hub;
}

const tunnel = { time: '2026-03-02T08:14:05.118Z', status: 'UP', peerIp: '203.0.113.20', peerPort: '4500' };

describe('A hub', () => {
  test('as documented has every field in its place', () => {
    expect(
      hubOf({
        isPrimary: true,
        datacenter: { name: 'sse-use-1-0-0', ip: '198.51.100.9' },
        authId: 'harbordepot@8204417-720011801-sse.cisco.com',
        status: { status: 'UP', time: '2026-03-02T08:14:05Z' },
        tunnelsCount: 1,
        tunnelsStatus: [tunnel],
      }),
    ).toEqual({
      id: '720011801',
      primary: true,
      datacenter: 'sse-use-1-0-0',
      authId: 'harbordepot@8204417-720011801-sse.cisco.com',
      status: 'up',
      tunnels: 'some',
      carried: {
        reportedAt: '2026-03-02T08:14:05Z',
        datacenterIp: '198.51.100.9',
        tunnelsCount: 1,
        peers: [{ ip: '203.0.113.20', status: 'UP' }],
      },
    });
  });

  test('in the older shape is one of which little is known', () => {
    const times = { createdAt: '2023-10-27T18:05:28Z', modifiedAt: '2023-11-02T14:01:16Z' };
    expect(hubOf({ isPrimary: false, status: null, tunnelsStatus: null, ...times })).toEqual({
      id: '720011801',
      primary: false,
      datacenter: null,
      authId: null,
      status: 'unknown',
      tunnels: 'unknown',
      carried: { extra: times },
    });
  });

  test.each([
    ['UP', 'up', undefined],
    ['down', 'down', undefined],
    [' Up ', 'up', undefined],
    ['UNKNOWN', 'unknown', 'UNKNOWN'],
    ['FAILED', 'unknown', 'FAILED'],
    ['', 'unknown', undefined],
    [null, 'unknown', undefined],
    [undefined, 'unknown', undefined],
    [5, 'unknown', '5'],
  ])('with the word %j is %s', (word, status, statusSeen) => {
    for (const given of [word, { status: word }]) {
      const hub = hubOf({ status: given });
      expect([hub.status, hub.carried.statusSeen]).toEqual([status, statusSeen]);
    }
  });

  test('may have its data center as text', () => {
    expect(hubOf({ datacenter: 'sse-euc-1-0-0' }).datacenter).toBe('sse-euc-1-0-0');
  });

  test.each([
    [true, true],
    ['true', true],
    ['false', false],
    ['yes', null],
    [1, null],
    [null, null],
  ])('with isPrimary %j is primary: %j', (isPrimary, primary) => {
    expect(hubOf({ isPrimary }).primary).toBe(primary);
  });

  test('has at most ten peers', () => {
    expect(hubOf({ tunnelsStatus: Array.from({ length: 30 }, () => tunnel) }).carried.peers).toHaveLength(10);
  });

  test('may have peers of which nothing can be read', () => {
    const nothing = { ip: null, status: null };
    expect(hubOf({ tunnelsStatus: [null, 'x', {}] }).carried.peers).toEqual([nothing, nothing, nothing]);
  });
});

describe('Whether a hub carries tunnels', () => {
  const down = { ...tunnel, status: 'DOWN' };
  test.each([
    [3, undefined, 'some'],
    ['3', undefined, 'some'],
    [0, undefined, 'none'],
    [0, [tunnel], 'none'],
    [100, [], 'some'],
    [undefined, [tunnel], 'some'],
    [undefined, [down, tunnel], 'some'],
    [undefined, [down], 'unknown'],
    [undefined, [], 'unknown'],
    [undefined, null, 'unknown'],
    [undefined, undefined, 'unknown'],
    [null, null, 'unknown'],
    [-1, null, 'unknown'],
    ['many', null, 'unknown'],
  ])('is told by a count of %j and the states %j: %s', (tunnelsCount, tunnelsStatus, tunnels) => {
    expect(hubOf({ tunnelsCount, tunnelsStatus }).tunnels).toBe(tunnels);
  });
});

describe('The hubs of a group', () => {
  test('stand with the primary first, whatever the order of the answer', () => {
    const record = parseRecord({
      id: 1,
      hubs: [
        { id: 20, isPrimary: false },
        { id: 30, isPrimary: true },
      ],
    });
    expect('group' in record && record.group.hubs.map((hub) => hub.id)).toEqual(['30', '20']);
  });

  test('without ids are known by their place, and stay apart', () => {
    const { hubs } = parseHubs([{ isPrimary: false }, { isPrimary: true }, { isPrimary: true }, {}]);
    expect(hubs.map((hub) => hub.id)).toEqual(['secondary', 'primary', 'hub-3', 'hub-4']);
    expect(hubs.some((hub) => hub.id.includes('.'))).toBe(false);
  });

  test('that share an id are one, of which only holds what both say, in either order', () => {
    const a = { id: 5, isPrimary: true, authId: 'x', status: 'UP', tunnelsCount: 2 };
    const b = { id: 5, isPrimary: true, authId: 'x', status: 'DOWN', tunnelsCount: 3 };
    for (const pair of [
      [a, b],
      [b, a],
    ])
      expect(parseHubs(pair).hubs).toMatchObject([
        { id: '5', primary: true, authId: 'x', status: 'unknown', tunnels: 'some' },
      ]);
  });

  test.each([[null], [undefined], [[]]])('may be %j: none', (hubs) => {
    expect(parseHubs(hubs)).toEqual({ hubs: [] });
  });

  test('that are none are kept as they came', () => {
    expect(parseHubs('none')).toEqual({ hubs: [], unread: 'none' });
    expect(parseHubs([null, { id: 1 }, 'x'])).toMatchObject({ hubs: [{ id: '1' }], unread: [null, 'x'] });
    expect(parseRecord({ id: 1, hubs: 'none' })).toMatchObject({
      group: { carried: { extra: { hubs: 'none' } } },
    });
  });
});
