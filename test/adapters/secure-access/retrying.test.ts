import { describe, expect, test } from '@jest/globals';
import { type Handler, inTurn, json, text } from '../../support/http-server.ts';
import { aClient, aList, failureOf, MINUTE, SECOND } from './a-client.ts';

const list = json(200, aList());
const never: Handler = () => {};
const resetBefore: Handler = (_request, response) => void response.socket?.resetAndDestroy();
const resetInTheMiddle: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"data": [', () => response.socket?.resetAndDestroy());
};
const closedInTheMiddle: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"data": [', () => response.socket?.destroy());
};

describe('A passing trouble is waited out:', () => {
  test.each<[string, Handler]>([
    ['429', json(429, { error: 'Too Many Requests' })],
    ['429 with nothing in it', text(429, '')],
    ['500', json(500, { error: 'Internal Server Error' })],
    ['502 with a page', text(502, '<html>Bad Gateway</html>', { 'content-type': 'text/html' })],
    ['503 with nothing in it', text(503, '')],
    ['504', text(504, 'upstream request timeout')],
    ['a reset before the answer', resetBefore],
    ['a reset in the middle of the answer', resetInTheMiddle],
    ['an end in the middle of the answer', closedInTheMiddle],
    ['JSON that breaks off', text(200, '{"data": [{"id": 1')],
  ])('%s', async (_what, trouble) => {
    const { client, deadline } = await aClient({ onApi: inTurn(trouble, trouble, list) });
    await expect(client.page(0, deadline())).resolves.toEqual({ records: [], total: 0 });
    expect(client.takeUsage()).toEqual({ calls: 3, tokenRequests: 1, retries: 2 });
  });

  test('no answer', async () => {
    const { client, api, deadline } = await aClient({
      onApi: inTurn(never, list),
      limits: { totalMilliseconds: 100 },
    });
    await expect(client.page(0, deadline())).resolves.toBeDefined();
    expect(api()).toHaveLength(2);
  });
});

describe('Between attempts', () => {
  test('the pauses grow', async () => {
    const { client, clock, deadline } = await aClient({ onApi: text(503, '') });
    await failureOf(client.page(0, deadline()));
    expect(clock.sleeps).toEqual([1_000, 2_000, 4_000]);
  });

  test('Retry-After is kept, as seconds and as a date', async () => {
    const { client, clock, deadline } = await aClient({
      onApi: inTurn(
        text(429, '', { 'retry-after': '7' }),
        text(503, '', { 'retry-after': 'Mon, 02 Mar 2026 08:00:37 GMT' }),
        list,
      ),
    });
    await client.page(0, deadline());
    expect(clock.sleeps).toEqual([7_000, 30_000]);
  });

  test('the log says why, and for how long', async () => {
    const { client, log, deadline } = await aClient({
      onApi: inTurn(json(503, { error: 'busy', requestId: 'r-9' }), list),
    });
    await client.page(0, deadline());
    expect(log.lines).toMatchObject([
      {
        level: 'warn',
        fields: {
          kind: 'API unavailable',
          status: 503,
          requestId: 'r-9',
          attempt: 1,
          waitMilliseconds: 1_000,
        },
      },
    ]);
  });
});

describe('Giving up', () => {
  test('comes after four attempts, with the last error and their number', async () => {
    const { client, url, api, deadline } = await aClient({
      onApi: inTurn(
        json(500, { error: 'a' }),
        resetBefore,
        json(429, { error: 'b' }),
        json(503, { error: 'c' }),
      ),
    });
    expect(await failureOf(client.page(0, deadline()))).toEqual({
      kind: 'API unavailable',
      status: 503,
      detail: `GET ${url}/deployments/v2/networktunnelgroups (offset 0) answered 503: "c". Given up after 4 attempts.`,
    });
    expect(api()).toHaveLength(4);
  });

  test('comes at once where the API asks for more time than the run has', async () => {
    const { client, clock, api, deadline } = await aClient({
      onApi: text(429, '', { 'retry-after': '86400' }),
    });
    const failure = await failureOf(client.page(0, deadline()));
    expect(failure.kind).toBe('rate limited');
    expect(failure.detail).toMatch(
      /Given up after 1 attempt: asked to wait 86400 s, more than the run has left\.$/,
    );
    expect([api().length, clock.sleeps.length]).toEqual([1, 0]);
  });

  test('leaves the run three seconds to record it', async () => {
    const { client, clock, deadline } = await aClient({ onApi: text(503, ''), random: () => 0.99 });
    const soon = deadline(12 * SECOND);
    const failure = await failureOf(client.page(0, soon));
    expect(failure).toMatchObject({ kind: 'API unavailable', status: 503 });
    expect(failure.detail).toMatch(/Given up after 3 attempts: the run has no time left\.$/);
    expect(clock.now()).toBeLessThanOrEqual(soon.at - 3 * SECOND);
  });

  test('comes before the first attempt where there is no time at all', async () => {
    const { client, api, deadline } = await aClient();
    await client.page(0, deadline());
    expect((await failureOf(client.page(0, deadline(3 * SECOND)))).kind).toBe('deadline');
    expect(api()).toHaveLength(1);
  });

  test('is called a matter of time where the answer was cut short by the end of the run alone', async () => {
    const { client, deadline } = await aClient({ onApi: inTurn(list, never) });
    await client.page(0, deadline());
    expect((await failureOf(client.page(0, deadline(3 * SECOND + 50)))).kind).toBe('deadline');
  });

  test('leaves the next run unharmed', async () => {
    const { client, clock, deadline } = await aClient({
      onApi: inTurn(...Array.from({ length: 4 }, () => text(503, '')), list),
    });
    await failureOf(client.page(0, deadline()));
    clock.pass(MINUTE);
    await expect(client.page(0, deadline())).resolves.toBeDefined();
  });
});
