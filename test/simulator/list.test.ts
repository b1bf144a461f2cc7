import { describe, expect, test } from '@jest/globals';
import { Fleet } from '../../lib/simulator/fleet.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { aClock, aReader, aSimulator } from './a-simulator.ts';

const LIST = '/networktunnelgroups';

async function listOf(groups: number) {
  const clock = aClock();
  const simulator = await aSimulator({ now: clock, fleet: aFleet({ groups, now: clock }) });
  return { simulator, clock, get: await aReader(simulator) };
}

describe('The list of network tunnel groups', () => {
  test('gives ten records by name, without tunnel states, when it is asked nothing', async () => {
    const { get, simulator } = await listOf(30);
    const { status, body } = await get(LIST);
    expect(status).toBe(200);
    expect({ ...body, data: body.data.length }).toEqual({ data: 10, offset: 0, limit: 10, total: 30 });
    const names = simulator.fleet.groups.map(({ name }) => name).sort();
    expect(body.data.map((group: { name: string }) => group.name)).toEqual(names.slice(0, 10));
    expect(
      body.data.every((group: { hubs: object[] }) => group.hubs.every((hub) => !('tunnelsStatus' in hub))),
    ).toBe(true);
  });

  test('takes the offset as the index of the first record, and echoes offset and limit', async () => {
    const { get } = await listOf(30);
    const whole = (await get(`${LIST}?limit=30`)).body.data;
    const { body } = await get(`${LIST}?limit=7&offset=11`);
    expect(body).toEqual({ data: whole.slice(11, 18), offset: 11, limit: 7, total: 30 });
  });

  test('gives what is left on the last page, and nothing past the end', async () => {
    const { get } = await listOf(30);
    expect((await get(`${LIST}?limit=20&offset=20`)).body.data).toHaveLength(10);
    expect(await get(`${LIST}?limit=20&offset=30`)).toMatchObject({
      status: 200,
      body: { data: [], offset: 30, limit: 20, total: 30 },
    });
  });

  test('of an empty organization is empty', async () => {
    const get = await aReader(await aSimulator());
    expect((await get(LIST)).body).toEqual({ data: [], offset: 0, limit: 10, total: 0 });
  });

  test.each(['name', 'status', 'createdAt', 'modifiedAt'])('sorts by %s, both ways', async (sortBy) => {
    const { get, simulator } = await listOf(60);
    const [first, second] = simulator.fleet.groups;
    simulator.fleet.drop(first?.id ?? 0);
    simulator.fleet.dropHub(second?.id ?? 0, 'primary');
    const keys = async (order: string) =>
      (await get(`${LIST}?limit=200&sortBy=${sortBy}&sortOrder=${order}`)).body.data.map(
        (group: Record<string, string>) => group[sortBy],
      );
    const ascending = await keys('asc');
    expect(ascending).toEqual([...ascending].sort());
    expect(new Set(ascending).size).toBeGreaterThan(2);
    expect(await keys('desc')).toEqual([...ascending].reverse());
  });

  test('walked page by page gives every group once', async () => {
    const { get } = await listOf(450);
    const ids: number[] = [];
    for (let offset = 0; offset < 450; offset += 200) {
      const { body } = await get(`${LIST}?limit=200&offset=${offset}&sortBy=createdAt&sortOrder=asc`);
      ids.push(...body.data.map((group: { id: number }) => group.id));
    }
    expect(new Set(ids).size).toBe(450);
  });

  test('shows a change at once, whatever order was asked for before', async () => {
    const now = aClock();
    const fleet = new Fleet(now);
    const { id } = fleet.create({ name: 'Before' });
    const get = await aReader(await aSimulator({ now, fleet }));
    const names = async () => (await get(LIST)).body.data.map((group: { name: string }) => group.name);
    expect(await names()).toEqual(['Before']);
    fleet.rename(id, 'After');
    expect(await names()).toEqual(['After']);
    fleet.create({ name: 'Afresh' });
    expect(await names()).toEqual(['Afresh', 'After']);
    fleet.remove(id);
    expect(await names()).toEqual(['Afresh']);
  });
});

describe('A refused query', () => {
  const validation = (validationErrors: Record<string, string>) => ({
    error: 'Validation Error',
    validationErrors,
  });
  const limit = { limit: 'Value should be a number from 1 to 200.' };
  const offset = { offset: 'Attribute value is invalid.' };
  const filters = { filters: 'Attribute value is invalid.' };
  const rows: readonly [string, object][] = [
    ['limit=0', validation(limit)],
    ['limit=201', validation(limit)],
    ['limit=-1', validation(limit)],
    ['limit=ten', validation(limit)],
    ['limit=1.5', validation(limit)],
    ['limit=', validation(limit)],
    ['offset=-1', validation(offset)],
    ['offset=first', validation(offset)],
    ['sortBy=region', validation({ sortBy: 'must be one of [name status createdAt modifiedAt].' })],
    ['sortBy=Name', validation({ sortBy: 'must be one of [name status createdAt modifiedAt].' })],
    ['sortOrder=ASC', validation({ authId: 'must be one of [asc desc].' })],
    ['limit=0&offset=-1', validation({ ...limit, ...offset })],
    ['includeStatuses=TRUE', { error: '"includeStatuses" query param is invalid' }],
    ['includeStatuses=1', { error: '"includeStatuses" query param is invalid' }],
    ['filters={', validation(filters)],
    ['filters=[]', validation(filters)],
    ['filters=null', validation(filters)],
    ['filters={"color":"red"}', validation(filters)],
    ['filters={"constructor":"x"}', validation(filters)],
    ['filters={"status":"broken"}', validation({ status: 'Attribute value is invalid.' })],
    ['filters={"name":7}', validation({ name: 'Attribute value is invalid.' })],
    [
      'filters={"networkTunnelGroupIds":"1,two"}',
      validation({ networkTunnelGroupIds: 'Attribute value is invalid.' }),
    ],
    [
      'filters={"duplicateCIDRs":{"cidrs":"10.0.0.0/8"},"name":"x"}',
      validation({ duplicateCIDRs: 'Attribute value is invalid.' }),
    ],
  ];
  test.each(rows)('%s', async (query, body) => {
    const { get } = await listOf(1);
    const { status, body: answered } = await get(`${LIST}?${encodeURI(query)}`);
    expect(status).toBe(400);
    expect(answered).toEqual({ ...body, requestId: expect.any(String) });
  });
});

describe('Filters', () => {
  const now = aClock();
  const fleet = new Fleet(now);
  const east = fleet.create({ name: 'Harbor Depot', region: 'us-east-1' });
  const west = fleet.create({
    name: 'Harbor Depot West',
    region: 'us-west-2',
    routing: { type: 'static', data: { networkCIDRs: ['10.1.0.0/16'] } },
  });
  const south = fleet.create({ name: 'Quarry', region: 'sa-east-1', routing: { type: 'nat', data: '' } });
  fleet.restore(west.id);
  fleet.dropHub(west.id, 'secondary');

  const rows: readonly [object, readonly string[]][] = [
    [{}, ['Harbor Depot', 'Harbor Depot West', 'Quarry']],
    [{ name: 'hARBOR' }, ['Harbor Depot', 'Harbor Depot West']],
    [{ exactName: 'harbor depot' }, ['Harbor Depot']],
    [{ exactName: 'harbor depot', name: 'quarry' }, ['Harbor Depot']],
    [{ networkTunnelGroupIds: `${east.id}, ${south.id},42` }, ['Harbor Depot', 'Quarry']],
    [{ exactAuthIdPrefix: `group${west.id}` }, ['Harbor Depot West']],
    [{ exactAuthIdPrefix: `GROUP${west.id}` }, []],
    [{ region: 'US-East-1' }, ['Harbor Depot']],
    [{ status: 'warning' }, ['Harbor Depot West']],
    [{ status: 'disconnected', name: 'harbor' }, ['Harbor Depot']],
    [{ duplicateCIDRs: { cidrs: '10.1.0.0/16,10.9.0.0/16' } }, ['Harbor Depot West']],
    [{ duplicateCIDRs: { cidrs: '10.1.0.0/16', regionalScope: true, region: 'us-east-1' } }, []],
  ];
  test.each(rows)('%j', async (filters, names) => {
    const get = await aReader(await aSimulator({ now, fleet }));
    const { body } = await get(`${LIST}?filters=${encodeURIComponent(JSON.stringify(filters))}`);
    expect(body.data.map((group: { name: string }) => group.name)).toEqual(names);
    expect(body.total).toBe(names.length);
  });
});
