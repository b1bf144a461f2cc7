import { describe, expect, test } from '@jest/globals';
import { Fleet } from '../../lib/simulator/fleet.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { aClock, aReader, aSimulator, aToken } from './a-simulator.ts';

async function aGroup(tunnels = 1) {
  const now = aClock();
  const fleet = new Fleet(now);
  const { id } = fleet.create({ name: 'Harbor Depot', tunnels });
  fleet.restore(id);
  return { now, fleet, id, get: await aReader(await aSimulator({ now, fleet })) };
}

const notFound = { status: 404, body: { error: 'Not Found', requestId: expect.any(String) } };

describe('GET /networktunnelgroups/{id}', () => {
  test('answers one group, with the addresses of its data centers and times with milliseconds', async () => {
    const { get, id } = await aGroup();
    const { status, body } = await get(`/networktunnelgroups/${id}`);
    expect(status).toBe(200);
    const [listed] = (await get('/networktunnelgroups')).body.data;
    expect({ ...body, hubs: null }).toEqual({ ...listed, hubs: null });
    expect(body.hubs[0]).toEqual({
      ...listed.hubs[0],
      datacenter: { name: 'sse-use-1-0-0', ip: '198.51.100.10' },
      status: { status: 'UP', time: '2026-03-02T12:00:00.000Z' },
    });
  });

  test('answers 404 once the group is removed, and for one that never was', async () => {
    const { get, id, fleet } = await aGroup();
    fleet.remove(id);
    expect(await get(`/networktunnelgroups/${id}`)).toMatchObject(notFound);
    expect(await get('/networktunnelgroups/1')).toMatchObject(notFound);
  });

  test.each(['zero', '-1', '1.5', '0', '%20'])('answers 400 to the id %s', async (id) => {
    const { get } = await aGroup();
    for (const tail of ['', '/state', '/peers']) {
      expect(await get(`/networktunnelgroups/${id}${tail}`)).toMatchObject({
        status: 400,
        body: { error: 'Network tunnel group ID is invalid.', requestId: expect.any(String) },
      });
    }
  });
});

describe('GET /networktunnelgroups/{id}/state', () => {
  test('answers statuses and tunnels, and no more', async () => {
    const { get, id } = await aGroup(12);
    const { body } = await get(`/networktunnelgroups/${id}/state`);
    expect(Object.keys(body)).toEqual(['id', 'name', 'organizationId', 'status', 'hubs']);
    expect(Object.keys(body.hubs[0])).toEqual(['id', 'isPrimary', 'datacenter', 'status', 'tunnelsStatus']);
    expect(body.hubs[0].tunnelsStatus).toHaveLength(10);
  });

  test('answers 404 for a group that exists but never connected, while the group itself is there', async () => {
    const { get, fleet } = await aGroup();
    const { id } = fleet.create({ name: 'New' });
    expect(await get(`/networktunnelgroups/${id}/state`)).toMatchObject(notFound);
    expect(await get(`/networktunnelgroups/${id}/peers`)).toMatchObject(notFound);
    expect((await get(`/networktunnelgroups/${id}`)).status).toBe(200);
    fleet.restore(id);
    expect((await get(`/networktunnelgroups/${id}/state`)).status).toBe(200);
  });
});

describe('GET /networktunnelgroups/{id}/peers', () => {
  test('is a bare array of all tunnels of both hubs, ten at a time unless more are asked for', async () => {
    const { get, id } = await aGroup(73);
    const path = `/networktunnelgroups/${id}/peers`;
    expect((await get(path)).body).toHaveLength(10);
    const all = (await get(`${path}?limit=200&sortBy=hubId`)).body;
    expect(all).toHaveLength(146);
    expect(new Set(all.slice(0, 73).map((tunnel: { peerId: string }) => tunnel.peerId)).size).toBe(1);
    expect((await get(`${path}?limit=20&offset=140&sortBy=hubId`)).body).toEqual(all.slice(140));
    const times = (await get(`${path}?limit=200&sortOrder=desc`)).body.map(
      (tunnel: { time: string }) => tunnel.time,
    );
    expect(times).toEqual([...times].sort().reverse());
  });

  test('refuses an order that the list has and it has not', async () => {
    const { get, id } = await aGroup();
    expect(await get(`/networktunnelgroups/${id}/peers?sortBy=name`)).toMatchObject({
      status: 400,
      body: { validationErrors: { sortBy: 'must be one of [hubId peerId modifiedAt].' } },
    });
  });
});

describe('GET /networktunnelgroupsstate', () => {
  test('pages through the states of all groups', async () => {
    const now = aClock();
    const fleet = aFleet({ groups: 25, now });
    const get = await aReader(await aSimulator({ now, fleet }));
    const { body } = await get('/networktunnelgroupsstate?limit=20&offset=20');
    expect(body).toMatchObject({ offset: 20, limit: 20, total: 25 });
    expect(body.data).toHaveLength(5);
    expect(Object.keys(body.data[0])).toEqual(['id', 'name', 'organizationId', 'status', 'hubs']);
  });

  test('reports a wrong sortOrder under its own name, unlike the list', async () => {
    const { get } = await aGroup();
    expect((await get('/networktunnelgroupsstate?sortOrder=up')).body.validationErrors).toEqual({
      sortOrder: 'must be one of [asc desc].',
    });
  });

  test('shows the hubs of a group without state as unknown', async () => {
    const { get, fleet } = await aGroup();
    fleet.create({ name: 'New' });
    const [, group] = (await get('/networktunnelgroupsstate')).body.data;
    expect(group.hubs[0]).toMatchObject({ status: { status: 'UNKNOWN' }, tunnelsStatus: [] });
  });
});

describe('GET /regions', () => {
  const regions = async (filters?: object) => {
    const query = filters ? `?filters=${encodeURIComponent(JSON.stringify(filters))}` : '';
    return (await aGroup()).get(`/regions${query}`);
  };
  const ids = (body: { regions: { region: string }[] }) => body.regions.map(({ region }) => region);

  test('lists the available ones with their names, and the BGP peers', async () => {
    const { body } = await regions();
    expect(body.regions[0]).toEqual({
      name: 'US East 1',
      region: 'us-east-1',
      description: 'US East 1 (Ashburn, Virginia - US)',
      continent: 'North America',
    });
    expect(body.bgp).toEqual({
      asNumber: '64512',
      peerIPs: ['169.254.0.9', '169.254.0.5'],
      peerRange: '169.254.0.0/24',
    });
    expect(ids(body)).not.toContain('sa-east-1');
    expect(ids((await regions({ status: 'all' })).body)).toContain('sa-east-1');
  });

  test('lists the nearest first', async () => {
    const near = (await regions({ latitude: '48.14', longitude: 11.58 })).body;
    expect(ids(near).slice(0, 2)).toEqual(['eu-central-1', 'eu-west-1']);
    expect((await regions({ peerIP: '203.0.113.9' })).status).toBe(200);
  });

  const refusals: readonly [object, Record<string, string>][] = [
    [{ latitude: 1 }, { longitude: 'Filter value is missing.' }],
    [{ latitude: 'north', longitude: 1 }, { latitude: 'Filter value is not valid.' }],
    [{ peerIP: '10.0.0.1' }, { peerIP: 'Filter value must be a public IPv4.' }],
    [{ peerIP: 'here' }, { peerIP: 'Filter value must be a public IPv4.' }],
    [{ status: 'some' }, { status: 'Filter value is not valid.' }],
    [[], { filters: 'Filter value is not valid.' }],
  ];
  test.each(refusals)('refuses %j', async (filters, validationErrors) => {
    expect(await regions(filters)).toMatchObject({
      status: 400,
      body: { error: 'Validation Error', validationErrors },
    });
  });
});

describe('Whatever would change something', () => {
  test.each([
    ['POST', ''],
    ['PATCH', '/{id}'],
    ['DELETE', '/{id}'],
    ['PUT', '/{id}'],
  ])('%s is forbidden and changes nothing', async (method, tail) => {
    const now = aClock();
    const fleet = new Fleet(now);
    const { id } = fleet.create({ name: 'Harbor Depot' });
    const simulator = await aSimulator({ now, fleet });
    const get = await aReader(simulator);
    const { body: before } = await get('/networktunnelgroups');
    const headers = { Authorization: `Bearer ${await aToken(simulator)}` };
    const path = `/networktunnelgroups${tail.replace('{id}', String(id))}`;
    const { status, body } = await get(path, { method, headers, body: '{"name":"X"}' });
    expect(status).toBe(403);
    expect(body).toEqual({ error: 'Access Forbidden', requestId: expect.any(String) });
    expect((await get('/networktunnelgroups')).body).toEqual(before);
  });
});

test('A path that the API does not have is not found', async () => {
  const { get } = await aGroup();
  expect(await get('/tunnels')).toMatchObject(notFound);
  expect(await get('/networktunnelgroups/1/hubs')).toMatchObject(notFound);
});
