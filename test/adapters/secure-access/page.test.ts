import { describe, expect, test } from '@jest/globals';
import { json } from '../../support/http-server.ts';
import { aClient, aList } from './a-client.ts';

describe('A page of the list', () => {
  test('is asked for with statuses, 200 at a time, oldest group first', async () => {
    const { client, api, deadline } = await aClient();
    await client.page(400, deadline());
    const [request] = api();
    expect(request?.method).toBe('GET');
    expect(request?.path).toBe('/deployments/v2/networktunnelgroups');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      limit: '200',
      includeStatuses: 'true',
      sortBy: 'createdAt',
      sortOrder: 'asc',
      offset: '400',
    });
  });

  test('is asked for with the token and nothing else that identifies', async () => {
    const { client, api, deadline } = await aClient();
    await client.page(0, deadline());
    const { host, connection, ...headers } = api()[0]?.headers ?? {};
    expect(headers).toEqual({
      authorization: 'Bearer token-1',
      accept: 'application/json',
      'user-agent': 'tunnelwatch',
    });
  });

  test('gives its records in their order, and the total', async () => {
    const data = [{ id: 7, name: 'Seven' }, 'not a group', { id: 3, name: 'Three' }];
    const { client, deadline } = await aClient({ onApi: json(200, aList(data, { total: 41 })) });
    const page = await client.page(0, deadline());
    expect(page.total).toBe(41);
    expect(
      page.records.map((record) => ('group' in record ? record.group.name : record.malformed.why)),
    ).toEqual(['Seven', 'the record is a string, not an object', 'Three']);
  });

  test('goes to the base URL whether or not that ends with a slash, and keeps its path', async () => {
    const { client: _, url, ...one } = await aClient();
    const { client } = await aClient({ apiUrl: `${url}/gateway/` });
    await client.page(0, one.deadline());
    expect(one.api()[0]?.path).toBe('/gateway/deployments/v2/networktunnelgroups');
  });

  test('comes over the connection of the page before it', async () => {
    const { client, api, deadline } = await aClient();
    for (const offset of [0, 200, 400]) await client.page(offset, deadline());
    expect(new Set(api().map((request) => request.connection)).size).toBe(1);
  });
});

describe('What was used', () => {
  test('is counted, repeats included, until it is asked for', async () => {
    const { client, deadline } = await aClient();
    await client.page(0, deadline());
    await client.page(200, deadline());
    expect(client.takeUsage()).toEqual({ calls: 2, tokenRequests: 1, retries: 0 });
    expect(client.takeUsage()).toEqual({ calls: 0, tokenRequests: 0, retries: 0 });
  });
});
