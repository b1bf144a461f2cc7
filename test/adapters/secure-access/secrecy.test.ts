/** Canaries: a key, a secret and a token that a hostile server sends back wherever it can, looked for in all that comes out. */
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../../lib/adapters/secure-access/redact.ts';
import { type Handler, inTurn, json, text } from '../../support/http-server.ts';
import {
  aClient,
  aList,
  anApiKey,
  aToken,
  type HarnessOptions,
  MINUTE,
  START,
  someCredentials,
} from './a-client.ts';

const KEY = 'canary-key-3f9a';
const SECRET = 'canary/secret+77c1=';
const TOKEN = `eyJhbGciOiJSUzI1NiJ9.${'canaryToken'.repeat(20)}.sig-8d2e`;
const BASIC = Buffer.from(`${KEY}:${SECRET}`).toString('base64');
const CANARIES = [KEY, SECRET, TOKEN, BASIC, encodeURIComponent(SECRET), 'canary', BASIC.slice(0, 16)];

const everything = `${KEY} ${SECRET} ${encodeURIComponent(SECRET)} ${TOKEN} Bearer ${TOKEN} Basic ${BASIC}`;
const echo = (status: number, headers: Record<string, string> = {}): Handler =>
  json(
    status,
    {
      error: everything,
      message: everything,
      requestId: everything,
      validationErrors: { [everything]: everything },
    },
    headers,
  );

const reset: Handler = (_request, response) => void response.socket?.resetAndDestroy();
const never: Handler = () => {};
const overflow: Handler = (_request, response) =>
  response.writeHead(200, { echo: everything.repeat(200) }).end('{}');
const notHttp: Handler = (_request, response) => void response.socket?.end(`${everything}\r\n\r\n`);
const cut: Handler = text(200, `{"data": "${everything}`);
const page: Handler = text(200, everything, { 'content-type': everything });
const withDate: Handler = json(200, aList(), {
  date: new Date(START + 60 * MINUTE).toUTCString(),
  echo: everything,
});
const redirects = [
  `https://login.example/?${everything}`,
  everything,
  `x:${everything}`,
  `https://${KEY}@login.example`,
];

const ANSWERS: readonly (readonly [string, Handler])[] = [
  ...[201, 204, 302, 400, 401, 403, 404, 409, 413, 418, 429, 500, 503, 504].map(
    (status): [string, Handler] => [`${status}`, echo(status)],
  ),
  ...redirects.map((location): [string, Handler] => [
    `a redirect to ${location.slice(0, 12)}…`,
    echo(307, { location: encodeURI(location) }),
  ]),
  ['429 with a long Retry-After', echo(429, { 'retry-after': '86400' })],
  ['429 with a strange Retry-After', echo(429, { 'retry-after': everything })],
  ['a reset', reset],
  ['silence', never],
  ['headers without end', overflow],
  ['no HTTP', notHttp],
  ['JSON that breaks off', cut],
  ['a page', page],
  ['another time', withDate],
  ['text for data', json(200, { data: everything, total: everything })],
];

/** All that can be seen of what was thrown, logged and counted. */
async function seen(options: HarnessOptions): Promise<string> {
  const credentials = someCredentials(anApiKey(KEY, SECRET));
  const limits = { totalMilliseconds: 50, bodyBytes: 100_000 };
  const onToken = aToken({ access_token: TOKEN });
  const { client, log, deadline } = await aClient({ credentials, limits, onToken, ...options });
  const thrown: unknown[] = [];
  for (const call of [
    () => client.page(0, deadline(20_000)),
    () => client.groupsWithIds(['1', '2'], deadline(20_000)),
    () => client.group('1', deadline(20_000)),
  ])
    await call().catch((error: unknown) => thrown.push(error));
  const out = [...thrown, log.lines, client.takeUsage(), client, credentials];
  const deep = { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null };
  const errors = thrown.flatMap((error) =>
    error instanceof Error ? [error.message, error.stack, String(error.cause), JSON.stringify(error)] : [],
  );
  return [...out.map((each) => inspect(each, deep)), JSON.stringify(out), ...errors].join('\n');
}

/** The canaries in a text, but for those of this file's own source, which stack traces may quote. */
function canariesIn(text: string): readonly string[] {
  return CANARIES.filter((canary) => text.includes(canary));
}

describe('Nothing secret is seen', () => {
  test.each(ANSWERS)('where the API answers with %s', async (_what, onApi) => {
    expect(canariesIn(await seen({ onApi }))).toEqual([]);
  });

  test.each(ANSWERS)('where the token URL answers with %s', async (_what, onToken) => {
    expect(canariesIn(await seen({ onToken }))).toEqual([]);
  });

  test.each<[string, Handler]>([
    ['is for another kind', aToken({ access_token: TOKEN, token_type: everything })],
    ['would break the header', aToken({ access_token: `${TOKEN}\r\nx: y` })],
    ['stands in a list', json(200, [TOKEN])],
  ])('where the token %s', async (_what, onToken) => {
    expect(canariesIn(await seen({ onToken }))).toEqual([]);
  });

  test('where a token cannot be renewed early', async () => {
    const credentials = someCredentials(anApiKey(KEY, SECRET));
    const onToken = inTurn(aToken({ access_token: TOKEN }), echo(401));
    const { client, clock, log, deadline } = await aClient({ credentials, onToken });
    await client.page(0, deadline());
    clock.pass(31 * MINUTE);
    await client.page(0, deadline());
    expect(log.lines).toHaveLength(1);
    expect(canariesIn(JSON.stringify(log.lines))).toEqual([]);
  });

  test('and the test would see it', async () => {
    const { client, deadline } = await aClient({ onApi: echo(403) });
    const failure: unknown = await client.page(0, deadline()).catch((error: unknown) => error);
    expect(canariesIn(inspect(failure))).toContain(KEY);
  });
});

describe('Foreign text is made fit to be told', () => {
  test('with the longest secret first, where one contains another', () => {
    const redactor = createRedactor();
    redactor.learn('abcd');
    redactor.learn('abcdefgh');
    expect(redactor.clean('x abcdefgh y abcd z')).toBe('x [secret] y [secret] z');
  });

  test('without what looks like a credential, whosever it is', () => {
    const { clean } = createRedactor();
    expect(clean('sent Bearer abcdefgh12345 to me')).toBe('sent [secret] to me');
    expect(clean('sent basic dXNlcjpwYXNz to me')).toBe('sent [secret] to me');
    expect(clean('got eyJhbGciOiJSUzI1NiJ9.e30.c2ln')).toBe('got [secret]');
  });

  test('however many tokens there have been', () => {
    const redactor = createRedactor();
    for (let minted = 0; minted < 100; minted += 1)
      for (const text of ['the-key', 'the-secret', `token-no-${minted}`]) redactor.learn(text);
    expect(redactor.clean('the-key the-secret token-no-99 token-no-98')).toBe(
      '[secret] [secret] [secret] [secret]',
    );
  });
});
