import { describe, expect, test } from '@jest/globals';
import { Fleet } from '../../lib/simulator/fleet.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { aClock, aReader, aSimulator, NOON } from './a-simulator.ts';

async function aNatGroup(tunnels: number) {
  const now = aClock();
  const fleet = new Fleet(now);
  const { id } = fleet.create({ name: 'Quarry', routing: { type: 'nat', data: '' }, tunnels });
  fleet.restore(id);
  now.pass(3_600_000);
  return { now, fleet, id, get: await aReader(await aSimulator({ now, fleet })) };
}

describe('A listed group', () => {
  test('has the specified fields, and tunnel states with strings for ports, ages and counters', async () => {
    const { get, id } = await aNatGroup(1);
    const { body } = await get('/networktunnelgroups?includeStatuses=true');
    const hub = (number: number, isPrimary: boolean, name: string) => ({
      id: number,
      isPrimary,
      datacenter: { name },
      authId: `group${id}@8204417-${number}-sse.cisco.com`,
      status: { status: 'UP', time: expect.stringMatching(/^2026-03-02T12:59:5\dZ$/) },
      tunnelsCount: 1,
      tunnelsStatus: [expect.anything()],
    });
    expect(body.data).toEqual([
      {
        id,
        name: 'Quarry',
        organizationId: 8_204_417,
        deviceType: 'other',
        region: 'us-east-1',
        status: 'connected',
        hubs: [hub(720_000_015, true, 'sse-use-1-0-0'), hub(720_000_016, false, 'sse-usc-1-0-0')],
        routing: { type: 'nat', data: '' },
        createdAt: '2026-03-02T12:00:00Z',
        modifiedAt: '2026-03-02T12:00:00Z',
      },
    ]);
    const digits = expect.stringMatching(/^\d+$/);
    expect(body.data[0].hubs[0].tunnelsStatus[0]).toEqual({
      time: expect.stringMatching(/^2026-03-02T12:59:59\.\d{3}Z$/),
      status: 'UP',
      dc: 'iad1.edc',
      dcName: 'Example Ashburn',
      dcDesc: 'Ashburn, Virginia - US',
      ikeState: 'ESTABLISHED',
      ipsecState: 'INSTALLED',
      peerId: `group${id}@8204417-720000015-sse.cisco.com`,
      peerIp: expect.stringMatching(/^203\.0\.113\.\d+$/),
      peerPort: '4500',
      localIp: '198.51.100.10',
      localPort: digits,
      ike: expect.objectContaining({ age: '3600' }),
      ipsec: expect.objectContaining({ age: '3600', peerSelectors: ['0.0.0.0/0'] }),
      data: {
        packetsIn: digits,
        bytesIn: digits,
        idleTimeIn: digits,
        packetsOut: digits,
        bytesOut: digits,
        idleTimeOut: digits,
        initialized: '2026-03-02T12:00:00.000117348Z',
      },
    });
  });

  test('shows ten tunnels at most, however many there are', async () => {
    const { get } = await aNatGroup(73);
    const [{ hubs }] = (await get('/networktunnelgroups?includeStatuses=true')).body.data;
    expect(hubs[0].tunnelsCount).toBe(73);
    expect(hubs[0].tunnelsStatus).toHaveLength(10);
  });

  test('moves its times, ages and counters with the clock and nothing else', async () => {
    const { get, now } = await aNatGroup(2);
    const moving = new Set([
      'time',
      'age',
      'packetsIn',
      'bytesIn',
      'packetsOut',
      'bytesOut',
      'idleTimeIn',
      'idleTimeOut',
    ]);
    const still = (_key: string, value: unknown) => (moving.has(_key) ? undefined : value);
    const one = (await get('/networktunnelgroups?includeStatuses=true')).body;
    now.pass(60_000);
    const other = (await get('/networktunnelgroups?includeStatuses=true')).body;
    expect(other).not.toEqual(one);
    expect(JSON.stringify(other, still)).toBe(JSON.stringify(one, still));
    const [before, after] = [one, other].map((body) => body.data[0].hubs[0]);
    expect(after.status.time > before.status.time).toBe(true);
    expect(Number(after.tunnelsStatus[1].data.bytesIn)).toBeGreaterThan(
      Number(before.tunnelsStatus[1].data.bytesIn),
    );
  });

  test('that is down has no tunnels and says since when', async () => {
    const { get, fleet, id, now } = await aNatGroup(2);
    fleet.drop(id);
    now.pass(600_000);
    const [{ hubs, status }] = (await get('/networktunnelgroups?includeStatuses=true')).body.data;
    expect(status).toBe('disconnected');
    expect(hubs[1]).toMatchObject({
      status: { status: 'DOWN', time: '2026-03-02T13:00:00Z' },
      tunnelsCount: 0,
      tunnelsStatus: [],
    });
  });
});

describe('A generated fleet', () => {
  const now = () => NOON;
  const fleet = aFleet({ groups: 400, seed: 7, now });
  const groups = fleet.groups;
  const different = <T>(values: readonly T[]) => [...new Set(values)].sort();

  test('is the same under the same seed, begins with the smaller one, and differs under another', () => {
    expect(aFleet({ groups: 400, seed: 7, now }).groups).toEqual(groups);
    expect(aFleet({ groups: 20, seed: 7, now }).groups).toEqual(groups.slice(0, 20));
    expect(aFleet({ groups: 20, seed: 8, now }).groups).not.toEqual(groups.slice(0, 20));
  });

  test('has names of 1 to 50 letters, digits, spaces and hyphens, none twice, also among ten thousand', () => {
    const names = aFleet({ groups: 10_000, seed: 3, now }).groups.map(({ name }) => name);
    expect(new Set(names).size).toBe(10_000);
    expect(names.filter((name) => !/^[A-Za-z0-9 -]{1,50}$/.test(name))).toEqual([]);
    expect(names.map((name) => name.length)).toEqual(expect.arrayContaining([1, 50]));
  });

  test('has every device type and one more, every available region, every kind of routing data', () => {
    expect(different(groups.map(({ deviceType }) => deviceType))).toEqual(
      ['ASA', 'FTD', 'ISR', 'Meraki MX', 'Viptela cEdge', 'Viptela vEdge', 'other', 'Catalyst 8000'].sort(),
    );
    expect(different(groups.map(({ region }) => region)).length).toBe(9);
    const kinds = groups.map(({ routing: { type, data } }) =>
      type === 'nat' ? `nat ${JSON.stringify(data)}` : type,
    );
    expect(different(kinds)).toEqual(['bgp', 'nat ""', 'nat null', 'nat undefined', 'static']);
    const asNumbers = groups
      .filter(({ routing }) => routing.type === 'bgp')
      .map(({ routing }) => routing.data);
    expect(asNumbers).toEqual(asNumbers.map(() => ({ asNumber: expect.stringMatching(/^\d{5}$/) })));
  });

  test('has ids above 32 bits, one primary and one secondary hub each, listed in either order', () => {
    expect(groups.every(({ id }) => id > 2 ** 32 && Number.isSafeInteger(id))).toBe(true);
    expect(new Set(groups.flatMap(({ hubs }) => hubs.map(({ id }) => id))).size).toBe(800);
    expect(different(groups.map(({ hubs }) => hubs.map(({ isPrimary }) => isPrimary).join()))).toEqual([
      'false,true',
      'true,false',
    ]);
  });

  test('has one to ten tunnels a hub, and up to a hundred with NAT', () => {
    const counts = (isNat: boolean) =>
      groups
        .filter(({ routing }) => (routing.type === 'nat') === isNat)
        .flatMap(({ hubs }) => hubs.map(({ tunnelsCount }) => tunnelsCount));
    expect([Math.min(...counts(false)), Math.max(...counts(false))]).toEqual([1, 10]);
    expect(Math.max(...counts(true))).toBeGreaterThan(80);
    expect(Math.max(...counts(true))).toBeLessThanOrEqual(100);
  });

  test('has groups that were created in the same second, all of them before now', () => {
    const created = groups.map(({ createdAt }) => createdAt);
    expect(new Set(created).size).toBeLessThan(400);
    expect(Math.max(...groups.map(({ modifiedAt }) => modifiedAt))).toBeLessThan(NOON);
  });

  test('leaves out absent routing data', async () => {
    const get = await aReader(await aSimulator({ now, fleet }));
    const { body } = await get('/networktunnelgroups?limit=200');
    const nat = body.data.map((group: { routing: object }) => JSON.stringify(group.routing));
    expect(nat).toEqual(
      expect.arrayContaining(['{"type":"nat","data":""}', '{"type":"nat","data":null}', '{"type":"nat"}']),
    );
  });
});
