import { describe, expect, test } from '@jest/globals';
import { json, text } from '../../support/http-server.ts';
import { aClient, aList, aToken, failureOf, MINUTE, SECOND, START } from './a-client.ts';

const dated = (at: number) => ({ date: new Date(at).toUTCString() });

describe("The server's clock", () => {
  test.each([
    ['the same', 0],
    ['five minutes ahead', 5 * MINUTE],
    ['five minutes behind', -5 * MINUTE],
  ])('may be %s', async (_what, skew) => {
    const { client, deadline } = await aClient({ onApi: json(200, aList(), dated(START + skew)) });
    await expect(client.page(0, deadline())).resolves.toBeDefined();
  });

  test('may be unknown', async () => {
    const { client, deadline } = await aClient({ onApi: json(200, aList(), { date: 'yesterday' }) });
    await expect(client.page(0, deadline())).resolves.toBeDefined();
  });

  test.each([
    ['ahead', 5 * MINUTE + SECOND, '2026-03-02T08:05:01.000Z', 5],
    ['behind', -60 * MINUTE, '2026-03-02T07:00:00.000Z', 60],
  ])('may not be more than five minutes %s: both times are told', async (_what, skew, theirs, minutes) => {
    const { client, url, api, deadline } = await aClient({ onApi: json(200, aList(), dated(START + skew)) });
    expect(await failureOf(client.page(0, deadline()))).toEqual({
      kind: 'clock',
      detail: `GET ${url}/deployments/v2/networktunnelgroups (offset 0): the server's clock says ${theirs}, this machine's 2026-03-02T08:00:00.000Z: ${minutes} minutes apart.`,
    });
    expect(api()).toHaveLength(1);
  });

  test('explains a refusal better than the refusal does', async () => {
    const { client, deadline } = await aClient({ onApi: text(401, '', dated(START - 60 * MINUTE)) });
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('clock');
  });

  test('counts at the token URL as well', async () => {
    const { client, deadline } = await aClient({
      onToken: (request, response) => {
        response.setHeader('date', new Date(START + 60 * MINUTE).toUTCString());
        aToken()(request, response);
      },
    });
    expect((await failureOf(client.page(0, deadline()))).detail).toContain('/auth/v2/token');
  });
});
