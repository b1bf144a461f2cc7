import { describe, expect, test } from '@jest/globals';
import { inTurn, json, text } from '../../support/http-server.ts';
import { aClient, aList, anApiKey, aToken, failureOf, MINUTE, SECOND, someCredentials } from './a-client.ts';

const unavailable = json(503, { message: 'Service Unavailable' });

describe('A token', () => {
  test('is asked for as OAuth 2.0 client credentials', async () => {
    const credentials = someCredentials(anApiKey('ab-c', 'd:e/f'));
    const { client, token, deadline } = await aClient({ credentials });
    await client.page(0, deadline());
    const [request] = token();
    expect(request).toMatchObject({ method: 'POST', body: 'grant_type=client_credentials' });
    expect(request?.query.size).toBe(0);
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('ab-c:d:e/f').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    });
  });

  test('is asked for at its own URL, which need not be at the API', async () => {
    const elsewhere = await aClient();
    const { client, token, deadline } = await aClient({ tokenUrl: `${elsewhere.url}/auth/v2/token` });
    await client.page(0, deadline());
    expect(token()).toHaveLength(0);
    expect(elsewhere.token()).toHaveLength(1);
  });

  test('serves run after run until half of its life is over', async () => {
    const { client, clock, token, deadline } = await aClient();
    for (let minute = 0; minute < 30; minute += 1) {
      await client.page(0, deadline());
      clock.pass(MINUTE);
    }
    expect(token()).toHaveLength(1);
    await client.page(0, deadline());
    expect(token()).toHaveLength(2);
  });

  test('is used by the calls after it was renewed', async () => {
    const { client, clock, api, deadline } = await aClient();
    await client.page(0, deadline());
    clock.pass(31 * MINUTE);
    await client.page(0, deadline());
    expect(api().map((request) => request.headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  test('is shared by calls that need one at the same time', async () => {
    const { client, token, deadline } = await aClient();
    await Promise.all([0, 200, 400].map((offset) => client.page(offset, deadline())));
    expect(token()).toHaveLength(1);
  });

  test('is renewed when it is past its end, or nearly', async () => {
    const { client, clock, token, deadline } = await aClient({
      onToken: inTurn(aToken({ expires_in: 600 }), unavailable),
    });
    await client.page(0, deadline());
    clock.pass(9 * MINUTE + SECOND);
    expect(await failureOf(client.page(0, deadline()))).toMatchObject({
      kind: 'API unavailable',
      status: 503,
    });
    expect(token().length).toBeGreaterThan(2);
  });

  test('is renewed when the clock has stepped back behind its beginning', async () => {
    const { client, clock, token, deadline } = await aClient();
    await client.page(0, deadline());
    clock.pass(-MINUTE);
    await client.page(0, deadline());
    expect(token()).toHaveLength(2);
  });

  test.each([
    ['a number as text', '3600', 29, 1],
    ['missing', undefined, 4, 1],
    ['missing, and half of a cautious life over', undefined, 6, 2],
    ['rubbish', 'soon', 6, 2],
    ['negative', -1, 6, 2],
    ['absurdly long', 1e12, 11 * 60, 1],
    ['absurdly long, and half a day over', 1e12, 13 * 60, 2],
    ['zero', 0, 0, 2],
  ])('may have an expires_in that is %s (%j)', async (_what, expiresIn, minutes, minted) => {
    const { client, clock, token, deadline } = await aClient({ onToken: aToken({ expires_in: expiresIn }) });
    await client.page(0, deadline());
    clock.pass(minutes * MINUTE);
    await client.page(0, deadline());
    expect(token()).toHaveLength(minted);
  });

  test.each([
    ['has no token', json(200, { token_type: 'bearer', expires_in: 3600 })],
    ['has an empty token', aToken({ access_token: '' })],
    ['has a token that would break the header', aToken({ access_token: 'a\r\nX-Evil: b' })],
    ['has a token that is not text', aToken({ access_token: 5 })],
    ['is for another kind of token', aToken({ token_type: 'mac' })],
    ['is a list', json(200, [])],
    ['is a page', text(200, '<html>Sign in</html>', { 'content-type': 'text/html' })],
    ['is a redirect', text(302, '', { location: 'https://login.example/x?y' })],
  ])('is not had where the answer %s: the API has changed', async (_what, onToken) => {
    const { client, api, token, deadline } = await aClient({ onToken });
    const failure = await failureOf(client.page(0, deadline()));
    expect(failure.kind).toBe('API changed');
    expect(failure.detail).toContain('/auth/v2/token');
    expect([token().length, api().length]).toEqual([1, 0]);
  });

  test('may come with the token type in any case', async () => {
    const { client, deadline } = await aClient({ onToken: aToken({ token_type: 'Bearer' }) });
    await expect(client.page(0, deadline())).resolves.toEqual({ records: [], total: 0 });
  });

  test('is had in spite of a passing trouble at the token URL', async () => {
    const { client, deadline } = await aClient({ onToken: inTurn(unavailable, text(429, ''), aToken()) });
    await client.page(0, deadline());
    expect(client.takeUsage()).toEqual({ calls: 1, tokenRequests: 3, retries: 2 });
  });
});

describe('From half of its life on a token is renewed when convenient', () => {
  test('and where that fails for the moment, the one at hand goes on', async () => {
    const { client, clock, api, log, deadline } = await aClient({ onToken: inTurn(aToken(), unavailable) });
    await client.page(0, deadline());
    clock.pass(31 * MINUTE);
    await client.page(0, deadline());
    expect(api()[1]?.headers.authorization).toBe('Bearer token-1');
    expect(log.lines.map((line) => line.level)).toEqual(['warn']);
    expect(clock.sleeps).toEqual([]);
  });

  test('but no more than once a minute', async () => {
    const { client, clock, token, deadline } = await aClient({ onToken: inTurn(aToken(), unavailable) });
    await client.page(0, deadline());
    clock.pass(31 * MINUTE);
    for (let call = 0; call < 12; call += 1) {
      await client.page(0, deadline());
      clock.pass(10 * SECOND);
    }
    expect(token()).toHaveLength(1 + 2);
  });

  test('so that an outage of the token URL is not felt until the end', async () => {
    const { client, clock, deadline } = await aClient({ onToken: inTurn(aToken(), unavailable) });
    for (let minute = 0; minute < 59; minute += 1) {
      await client.page(0, deadline());
      clock.pass(MINUTE);
    }
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('API unavailable');
  });

  test('also where the key is refused: as long as the token is good, the fleet is watched', async () => {
    const refused = json(401, { message: 'invalid key' });
    const credentials = someCredentials();
    const { client, clock, deadline } = await aClient({ credentials, onToken: inTurn(aToken(), refused) });
    await client.page(0, deadline());
    clock.pass(31 * MINUTE);
    await expect(client.page(0, deadline())).resolves.toBeDefined();
    expect(credentials.rereads()).toBe(1);
    clock.pass(29 * MINUTE);
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('credentials refused');
  });

  test('and a token URL that does not answer costs seconds, not the run', async () => {
    const never = () => {};
    const { client, clock, api, deadline } = await aClient({
      onToken: inTurn(aToken(), never),
      onApi: json(200, aList()),
      limits: { totalMilliseconds: 50 },
    });
    await client.page(0, deadline());
    clock.pass(31 * MINUTE);
    await client.page(0, deadline());
    expect(api()[1]?.headers.authorization).toBe('Bearer token-1');
  });
});
