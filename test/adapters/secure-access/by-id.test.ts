import { describe, expect, test } from '@jest/globals';
import type { ListRecord } from '../../../lib/sync/ports.ts';
import { type Handler, inTurn, json, text } from '../../support/http-server.ts';
import { aClient, aList, failureOf } from './a-client.ts';

const idOf = (record: ListRecord) => ('group' in record ? record.group.id : record.malformed.id);

/** A list that heeds the filter. */
const filtered: Handler = (request, response) => {
  const filters: unknown = JSON.parse(request.query.get('filters') ?? '{}');
  const asked =
    typeof filters === 'object' && filters !== null && 'networkTunnelGroupIds' in filters ? filters : null;
  const ids = String(asked?.networkTunnelGroupIds ?? '').split(',');
  json(200, aList(ids.map((id) => ({ id: Number(id), name: `Group ${id}` }))))(request, response);
};

describe('Groups by their ids', () => {
  test('are asked for with one filter, as JSON and encoded once', async () => {
    const { client, api, deadline } = await aClient({ onApi: filtered });
    const found = await client.groupsWithIds(['4561237892', '17'], deadline());
    expect(found.map(idOf)).toEqual(['4561237892', '17']);
    expect(Object.fromEntries(api()[0]?.query ?? [])).toEqual({
      limit: '200',
      includeStatuses: 'true',
      sortBy: 'createdAt',
      sortOrder: 'asc',
      offset: '0',
      filters: '{"networkTunnelGroupIds":"4561237892,17"}',
    });
  });

  test('are asked for fifty at a time', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => String(index + 1));
    const { client, api, deadline } = await aClient({ onApi: filtered });
    expect((await client.groupsWithIds(ids, deadline())).map(idOf)).toEqual(ids);
    expect(api()).toHaveLength(3);
  });

  test('are not asked for where there are none', async () => {
    const { client, deadline } = await aClient();
    expect(await client.groupsWithIds([], deadline())).toEqual([]);
    expect(client.takeUsage()).toEqual({ calls: 0, tokenRequests: 0, retries: 0 });
  });

  test('are the only ones given, should the API not heed the filter', async () => {
    const { client, deadline } = await aClient({
      onApi: json(200, aList([{ id: 1 }, { id: 2 }, { id: 3 }])),
    });
    expect((await client.groupsWithIds(['2'], deadline())).map(idOf)).toEqual(['2']);
  });
});

describe('One group', () => {
  test('is asked for by its id', async () => {
    const { client, api, deadline } = await aClient({ onApi: json(200, { id: 17, name: 'Seventeen' }) });
    expect(await client.group('17', deadline())).toMatchObject({ group: { id: '17', name: 'Seventeen' } });
    expect(api()[0]?.path).toBe('/deployments/v2/networktunnelgroups/17');
    expect(api()[0]?.query.size).toBe(0);
  });

  test('is gone where the API answers 404, in its own words or none', async () => {
    const own = json(404, { error: 'Not Found', requestId: 'r' });
    const { client, deadline } = await aClient({ onApi: inTurn(own, text(404, '')) });
    expect(await client.group('17', deadline())).toBeNull();
    expect(await client.group('17', deadline())).toBeNull();
  });

  test('is not gone because somebody in between has a page that says 404', async () => {
    const { client, deadline } = await aClient({ onApi: text(404, '<html>No such page</html>') });
    expect(await failureOf(client.group('17', deadline()))).toMatchObject({
      kind: 'request refused',
      status: 404,
    });
  });

  test.each([400, 401, 403, 410, 500, 503])('is not gone because of a %d', async (status) => {
    const { client, deadline } = await aClient({ onApi: json(status, { error: 'x' }) });
    expect(await failureOf(client.group('17', deadline()))).toMatchObject({ status });
  });

  test('cannot lead the request astray, whatever its id', async () => {
    const { client, api, deadline } = await aClient({ onApi: json(404, {}) });
    await client.group('../../x?y#z', deadline());
    expect(api()[0]?.path).toBe('/deployments/v2/networktunnelgroups/..%2F..%2Fx%3Fy%23z');
  });
});
