import { describe, expect, test } from '@jest/globals';
import { type Handler, inTurn, json } from '../../support/http-server.ts';
import { aClient, aList, anApiKey, aToken, failureOf, someCredentials } from './a-client.ts';

const unauthorized = json(401, { error: 'Authorization token is invalid.', requestId: 'r-1' });
const invalidRequest = json(400, { error: 'invalid_request' });
const badKey = json(401, { message: 'invalid client' });
const list = json(200, aList());

/** A token URL that knows one key alone. */
function onlyFor(key: string, secret: string, granted: Handler = aToken()): Handler {
  const basic = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
  return (request, response) =>
    (request.headers.authorization === basic ? granted : badKey)(request, response);
}

describe('A token that the API refuses', () => {
  test.each([
    ['401', unauthorized],
    ['400 invalid_request', invalidRequest],
  ])('with %s is replaced, and the call repeated', async (_what, refusal) => {
    const credentials = someCredentials();
    const { client, api, deadline } = await aClient({ credentials, onApi: inTurn(refusal, list) });
    await client.page(0, deadline());
    expect(api().map((request) => request.headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(credentials.rereads()).toBe(0);
  });

  test('twice makes the secret be read again; a new key in it is used', async () => {
    const credentials = someCredentials(anApiKey(), anApiKey('new-key', 'new-secret'));
    const { client, api, token, deadline } = await aClient({
      credentials,
      onApi: inTurn(unauthorized, unauthorized, list),
    });
    await client.page(0, deadline());
    expect(api()).toHaveLength(3);
    expect(token()[2]?.headers.authorization).toBe(
      `Basic ${Buffer.from('new-key:new-secret').toString('base64')}`,
    );
  });

  test('twice ends the run where the secret still holds the same key', async () => {
    const credentials = someCredentials();
    const { client, url, api, token, deadline } = await aClient({ credentials, onApi: unauthorized });
    expect(await failureOf(client.page(0, deadline()))).toEqual({
      kind: 'credentials refused',
      detail: `GET ${url}/deployments/v2/networktunnelgroups (offset 0) answered 401: "Authorization token is invalid". Request id: r-1.`,
      status: 401,
      requestId: 'r-1',
    });
    expect([api().length, token().length, credentials.rereads()]).toEqual([2, 2, 1]);
  });

  test('also with the key read again ends the run, without a loop', async () => {
    const credentials = someCredentials(
      anApiKey(),
      anApiKey('new-key'),
      anApiKey('newer-key'),
      anApiKey('newest-key'),
    );
    const { client, api, token, deadline } = await aClient({ credentials, onApi: unauthorized });
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('credentials refused');
    expect([api().length, token().length, credentials.rereads()]).toEqual([3, 3, 1]);
  });

  test('is not blamed a second time for 400 invalid_request: then the request is at fault', async () => {
    const credentials = someCredentials();
    const { client, api, deadline } = await aClient({ credentials, onApi: invalidRequest });
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('request refused');
    expect([api().length, credentials.rereads()]).toEqual([2, 0]);
  });

  test('is not blamed for any other 400', async () => {
    const { client, api, deadline } = await aClient({ onApi: json(400, { error: 'Validation Error' }) });
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('request refused');
    expect(api()).toHaveLength(1);
  });

  test('is not blamed for the word alone, under another status', async () => {
    const { client, api, deadline } = await aClient({ onApi: json(403, { error: 'invalid_request' }) });
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('not permitted');
    expect(api()).toHaveLength(1);
  });

  test('is replaced once for calls that were refused at the same time', async () => {
    const { client, token, deadline } = await aClient({
      onApi: (request, response) =>
        (request.headers.authorization === 'Bearer token-1' ? unauthorized : list)(request, response),
    });
    await Promise.all([0, 200, 400].map((offset) => client.page(offset, deadline())));
    expect(token()).toHaveLength(2);
  });
});

describe('A key that the token URL refuses', () => {
  test.each([
    ['401', badKey],
    ['403', json(403, { message: 'forbidden' })],
    ['400 invalid_client', json(400, { error: 'invalid_client' })],
  ])('with %s is read again, once, and given up where it is the same', async (_what, onToken) => {
    const credentials = someCredentials();
    const { client, api, token, deadline } = await aClient({ credentials, onToken });
    const failure = await failureOf(client.page(0, deadline()));
    expect(failure.kind).toBe('credentials refused');
    expect(failure.detail).toMatch(/The secret still holds the same key\.$/);
    expect([api().length, token().length, credentials.rereads()]).toEqual([0, 1, 1]);
  });

  test('is replaced by the one that the secret holds by now', async () => {
    const credentials = someCredentials(anApiKey('old', 'old'), anApiKey('new', 'new'));
    const { client, token, deadline } = await aClient({ credentials, onToken: onlyFor('new', 'new') });
    await client.page(0, deadline());
    expect(token()).toHaveLength(2);
  });

  test('is given up where the new one is refused as well', async () => {
    const credentials = someCredentials(anApiKey('old'), anApiKey('new'), anApiKey('newer'));
    const { client, token, deadline } = await aClient({ credentials, onToken: badKey });
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('credentials refused');
    expect([token().length, credentials.rereads()]).toEqual([2, 1]);
  });

  test('in the middle of a run, after the token was refused, is found rotated', async () => {
    const credentials = someCredentials(anApiKey('old', 'old'), anApiKey('new', 'new'));
    const { client, deadline } = await aClient({
      credentials,
      onApi: inTurn(list, unauthorized, list),
      onToken: inTurn(aToken(), onlyFor('new', 'new')),
    });
    await client.page(0, deadline());
    await expect(client.page(200, deadline())).resolves.toBeDefined();
  });

  test('is tried again by the next run', async () => {
    const { client, deadline } = await aClient({ onToken: inTurn(badKey, aToken()) });
    await failureOf(client.page(0, deadline()));
    await expect(client.page(0, deadline())).resolves.toBeDefined();
  });
});

describe('A secret that cannot be read', () => {
  test('ends the run with its own failure', async () => {
    const { RunFailure } = await import('../../../lib/core/failure.ts');
    const missing = new RunFailure({ kind: 'credentials missing', detail: 'The secret x is empty.' });
    const credentials = { read: () => Promise.reject(missing), reread: () => Promise.reject(missing) };
    const { client, deadline } = await aClient({ credentials });
    expect((await failureOf(client.page(0, deadline()))).kind).toBe('credentials missing');
  });
});
