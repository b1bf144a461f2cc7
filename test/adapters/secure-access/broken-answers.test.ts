import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { type Handler, inTurn, json, startHttpServer, text } from '../../support/http-server.ts';
import { aClient, aList, failureOf } from './a-client.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };

/** Writes without end, as fast as it is read. */
const endless =
  (status: number): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    const piece = ' '.repeat(16_384);
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', more);
    more();
  };

/** Writes a little now and then, without end. */
const trickle =
  (status: number): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(timer));
  };

describe('An answer with 200 is not a list where it is', () => {
  test.each([
    ['a page', '<html>Sign in</html>', 'something that is not JSON (text/html; charset=utf-8)'],
    ['empty', '', 'an empty body (text/html; charset=utf-8)'],
    ['plain text', 'OK', 'something that is not JSON (text/html; charset=utf-8)'],
  ])('%s: the API has changed, and asking again does not help', async (_what, body, what) => {
    const { client, api, deadline } = await aClient({ onApi: text(200, body, html) });
    const failure = await failureOf(client.page(0, deadline()));
    expect(failure).toMatchObject({ kind: 'API changed', status: 200 });
    expect(failure.detail).toContain(`answered 200 with ${what}.`);
    expect(api()).toHaveLength(1);
  });

  test('JSON that breaks off, again and again: the network', async () => {
    const { client, api, deadline } = await aClient({ onApi: text(200, '{"data": [{"id": 1}') });
    const failure = await failureOf(client.page(0, deadline()));
    expect(failure.kind).toBe('network');
    expect(failure.detail).toMatch(/the JSON of the answer breaks off\. Given up after 4 attempts\.$/);
    expect(api()).toHaveLength(4);
  });
});

describe('An answer is a list', () => {
  test('whatever its content type says, if it is one', async () => {
    const { client, deadline } = await aClient({
      onApi: text(200, `\uFEFF ${JSON.stringify(aList())}\n`, html),
    });
    await expect(client.page(0, deadline())).resolves.toEqual({ records: [], total: 0 });
  });

  test('with characters of several bytes, wherever the pieces end', async () => {
    const name = 'Zürich 日本 🚇';
    const body = Buffer.from(JSON.stringify(aList([{ id: 1, name }])));
    const { client, deadline } = await aClient({
      onApi: (_request, response) => {
        response.writeHead(200);
        for (const byte of body) response.write(Buffer.of(byte));
        response.end();
      },
    });
    expect((await client.page(0, deadline())).records).toMatchObject([{ group: { name } }]);
  });
});

describe('An answer without end', () => {
  test('is cut off at its size: the API has changed', async () => {
    const { client, api, deadline } = await aClient({ onApi: endless(200), limits: { bodyBytes: 100_000 } });
    const failure = await failureOf(client.page(0, deadline()));
    expect(failure.kind).toBe('API changed');
    expect(failure.detail).toContain('the answer is larger than 100000 bytes');
    expect(api()).toHaveLength(1);
  });

  test('that trickles is cut off at its time: the network', async () => {
    const { client, deadline } = await aClient({ onApi: trickle(200), limits: { totalMilliseconds: 60 } });
    const failure = await failureOf(client.page(0, deadline()));
    expect(failure.kind).toBe('network');
    expect(failure.detail).toContain('time-out: no whole answer within 60 ms. Given up after 4 attempts.');
  });

  test.each([
    ['endless', endless(403)],
    ['trickling', trickle(403)],
  ])('does not hide the status of an error (%s)', async (_what, onApi) => {
    const { client, deadline } = await aClient({ onApi, limits: { totalMilliseconds: 150 } });
    expect(await failureOf(client.page(0, deadline()))).toMatchObject({ kind: 'not permitted', status: 403 });
  });

  test('is not read to any length where it is an error', async () => {
    const { client, deadline } = await aClient({ onApi: endless(403), limits: { totalMilliseconds: 2_000 } });
    const began = performance.now();
    await failureOf(client.page(0, deadline()));
    expect(performance.now() - began).toBeLessThan(1_900);
  });

  test('leaves the client usable', async () => {
    const list = json(200, aList());
    let calls = 0;
    const { client, deadline } = await aClient({
      onApi: (request, response) => (calls++ === 0 ? endless(200) : list)(request, response),
      limits: { bodyBytes: 100_000 },
    });
    await failureOf(client.page(0, deadline()));
    await expect(client.page(0, deadline())).resolves.toBeDefined();
  });
});

describe('No answer', () => {
  test('comes from a port where nobody listens: the network', async () => {
    const gone = await startHttpServer(() => {});
    await gone.close();
    const { client, deadline } = await aClient({ apiUrl: gone.url });
    const failure = await failureOf(client.page(0, deadline()));
    expect(failure.kind).toBe('network');
    expect(failure.detail).toMatch(
      /no connection: connect ECONNREFUSED 127\.0\.0\.1:\d+\. Given up after 4 attempts\.$/,
    );
  });

  test('comes from a server that keeps silent: the network', async () => {
    const silent: Handler = () => {};
    const { client, log, deadline } = await aClient({
      onApi: inTurn(silent, json(200, aList())),
      limits: { silenceMilliseconds: 40 },
    });
    await client.page(0, deadline());
    expect(log.lines).toMatchObject([{ fields: { kind: 'network' } }]);
    expect(log.lines[0]?.fields?.detail).toContain('time-out: Headers Timeout Error');
  });

  test('comes from a server that does not speak TLS: the network, and asking again does not help', async () => {
    const plain = createServer(() => {});
    let connections = 0;
    plain.on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = plain.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const { client, deadline } = await aClient({ apiUrl: `https://127.0.0.1:${port}` });
    const failure = await failureOf(client.page(0, deadline()));
    await new Promise((resolve) => plain.close(resolve));
    expect(failure.kind).toBe('network');
    expect(connections).toBe(1);
  });
});
