import { describe, expect, test } from '@jest/globals';
import { aClock, aReader, aSimulator, askForToken, aToken, NOON, read } from './a-simulator.ts';

describe('The token endpoint', () => {
  test('answers the specified request with exactly the three specified fields', async () => {
    const simulator = await aSimulator();
    const { status, body, headers } = await askForToken(simulator);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(body).toEqual({ token_type: 'bearer', access_token: expect.any(String), expires_in: 3600 });
    expect(body.access_token.length).toBeGreaterThanOrEqual(2000);
    expect(body.access_token.length).toBeLessThanOrEqual(4096);
  });

  test('gives another token each time', async () => {
    const simulator = await aSimulator();
    expect(await aToken(simulator)).not.toBe(await aToken(simulator));
  });

  const refusals: readonly [string, Parameters<typeof askForToken>[1], number, string][] = [
    ['a wrong secret', { basic: 'key:wrong' }, 401, 'Invalid API key or secret'],
    ['no credentials', { headers: { Authorization: '' } }, 401, 'Invalid API key or secret'],
    [
      'a bearer token in place of Basic',
      { headers: { Authorization: 'Bearer x' } },
      401,
      'Invalid API key or secret',
    ],
    ['another grant type', { body: 'grant_type=password' }, 400, 'grant_type must be client_credentials'],
    ['an empty form', { body: '' }, 400, 'grant_type must be client_credentials'],
    [
      'JSON in place of a form',
      { headers: { 'Content-Type': 'application/json' } },
      400,
      'Content-Type must be application/x-www-form-urlencoded',
    ],
    ['GET', { method: 'GET' }, 404, 'Not Found'],
    ['a body of 100 kB', { body: 'x'.repeat(100_000) }, 413, 'Content Too Large'],
  ];
  test.each(refusals)(
    'refuses %s with a message and nothing else',
    async (_what, change, status, message) => {
      const simulator = await aSimulator({ key: 'key', secret: 'right' });
      expect(await askForToken(simulator, change)).toMatchObject({ status, body: { message } });
    },
  );

  test('answers 429 with Retry-After to the 21st request of a minute, and serves again when it says', async () => {
    const clock = aClock();
    const simulator = await aSimulator({ now: clock });
    for (let request = 1; request <= 20; request += 1) {
      expect((await askForToken(simulator, request % 2 ? { basic: 'wrong:wrong' } : {})).status).not.toBe(
        429,
      );
    }
    clock.pass(18_500);
    const refused = await askForToken(simulator);
    expect(refused).toMatchObject({ status: 429, body: { message: 'Too Many Requests' } });
    expect(refused.headers.get('retry-after')).toBe('42');
    clock.pass(41_400);
    expect((await askForToken(simulator)).status).toBe(429);
    clock.pass(100);
    expect((await askForToken(simulator)).status).toBe(200);
  });
});

describe('The API key', () => {
  test('gets no token once it has expired', async () => {
    const clock = aClock();
    const simulator = await aSimulator({ now: clock });
    simulator.apiKey.expiresAt = NOON + 1000;
    expect((await askForToken(simulator)).status).toBe(200);
    clock.pass(1000);
    expect((await askForToken(simulator)).status).toBe(401);
  });

  test('gets no token once it is revoked, and its tokens are refused', async () => {
    const simulator = await aSimulator();
    const get = await aReader(simulator);
    simulator.apiKey.revoked = true;
    expect((await askForToken(simulator)).status).toBe(401);
    expect((await get('/networktunnelgroups')).status).toBe(401);
  });

  test('when its secret is rotated, the old secret is refused and tokens live on', async () => {
    const simulator = await aSimulator({ key: 'key', secret: 'old' });
    const get = await aReader(simulator);
    simulator.apiKey.secret = 'new';
    expect((await askForToken(simulator, { basic: 'key:old' })).status).toBe(401);
    expect((await askForToken(simulator, { basic: 'key:new' })).status).toBe(200);
    expect((await get('/networktunnelgroups')).status).toBe(200);
  });

  test.each([
    ['an address that is not listed', ['192.0.2.1'], 403],
    ['a network that is not listed', ['192.0.2.0/24', '2001:db8::/32'], 403],
    ['a network that is listed', ['127.0.0.0/8'], 200],
    ['an address that is listed', ['192.0.2.1', '127.0.0.1'], 200],
  ])('from %s', async (_what, allowedIPs, status) => {
    const simulator = await aSimulator();
    const token = await aToken(simulator);
    simulator.apiKey.allowedIPs = allowedIPs;
    expect((await askForToken(simulator)).status).toBe(status);
    expect((await read(simulator, '/networktunnelgroups', token)).status).toBe(status);
  });

  test('without the scope gets a token that the API forbids to use', async () => {
    const simulator = await aSimulator();
    simulator.apiKey.scopes = ['deployments.regions:read'];
    const get = await aReader(simulator);
    expect(await get('/networktunnelgroups')).toMatchObject({
      status: 403,
      body: { error: 'Access Forbidden', requestId: expect.any(String) },
    });
    expect((await get('/regions')).status).toBe(200);
  });

  test('with the broad scope reads all', async () => {
    const simulator = await aSimulator();
    simulator.apiKey.scopes = ['deployments:read'];
    const get = await aReader(simulator);
    expect((await get('/networktunnelgroups')).status).toBe(200);
    expect((await get('/regions')).status).toBe(200);
  });
});

describe('An access token', () => {
  const invalid = {
    error: 'Authorization token is invalid.',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  };

  test('lives as long as expires_in said, by the injected clock', async () => {
    const clock = aClock();
    const simulator = await aSimulator({ now: clock, expiresInSeconds: 90 });
    const get = await aReader(simulator);
    clock.pass(89_999);
    expect((await get('/networktunnelgroups')).status).toBe(200);
    clock.pass(1);
    expect(await get('/networktunnelgroups')).toMatchObject({ status: 401, body: invalid });
  });

  test('stays valid until its own end when another is issued', async () => {
    const clock = aClock();
    const simulator = await aSimulator({ now: clock });
    const older = await aReader(simulator);
    clock.pass(1_800_000);
    const newer = await aReader(simulator);
    expect((await older('/networktunnelgroups')).status).toBe(200);
    clock.pass(1_800_000);
    expect((await older('/networktunnelgroups')).status).toBe(401);
    expect((await newer('/networktunnelgroups')).status).toBe(200);
  });

  test('that ends before its time is refused, and a new one works', async () => {
    const simulator = await aSimulator();
    const get = await aReader(simulator);
    simulator.tokens.endAll();
    expect((await get('/networktunnelgroups')).status).toBe(401);
    expect((await (await aReader(simulator))('/networktunnelgroups')).status).toBe(200);
  });

  test('that expired is answered 400 invalid_request where the simulator is set so, an unknown one still 401', async () => {
    const simulator = await aSimulator({ expiredToken: 400 });
    const get = await aReader(simulator);
    simulator.tokens.endAll();
    expect(await get('/networktunnelgroups')).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', requestId: expect.any(String) },
    });
    expect((await read(simulator, '/networktunnelgroups', 'never-issued')).status).toBe(401);
  });

  test.each([
    ['absent', {}],
    ['unknown', { Authorization: 'Bearer never-issued' }],
    ['under another scheme', { Authorization: 'Basic never-issued' }],
  ])('that is %s is refused', async (_what, headers) => {
    const simulator = await aSimulator();
    expect(await read(simulator, '/networktunnelgroups', '', { headers })).toMatchObject({
      status: 401,
      body: invalid,
    });
  });
});

describe('The two addresses', () => {
  test('each serve their own only', async () => {
    const simulator = await aSimulator();
    const token = await aToken(simulator);
    expect(new URL(simulator.tokenUrl).port).not.toBe(new URL(simulator.apiUrl).port);
    const swapped = { ...simulator, tokenUrl: `${simulator.apiUrl}/auth/v2/token` };
    expect((await askForToken(swapped)).status).toBe(401);
    const origin = new URL(simulator.tokenUrl).origin;
    expect((await read({ ...simulator, apiUrl: origin }, '/networktunnelgroups', token)).status).toBe(404);
  });

  test('can be one', async () => {
    const simulator = await aSimulator({ onePort: true });
    expect(simulator.tokenUrl).toBe(`${simulator.apiUrl}/auth/v2/token`);
    expect((await (await aReader(simulator))('/networktunnelgroups')).status).toBe(200);
  });
});
