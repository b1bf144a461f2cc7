/** Over the SDK's real client and its real wire protocol, against a server on loopback. */
import { inspect } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createCredentials } from '../../../lib/adapters/secrets-manager/credentials.ts';
import { type Failure, RunFailure } from '../../../lib/core/failure.ts';
import type { Log } from '../../../lib/sync/ports.ts';
import type { Credentials } from '../../../lib/sync/secret.ts';
import { type Handler, type HttpServer, inTurn, json, startHttpServer } from '../../support/http-server.ts';

const KEY = 'canary-key-3f9a';
const SECRET = 'canary-secret-77c1';
const ID = 'tunnelwatch/acme';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

function holding(value: unknown): Handler {
  return json(200, { Name: ID, SecretString: typeof value === 'string' ? value : JSON.stringify(value) });
}

function failing(type: string, message: string, status = 400): Handler {
  return json(status, { __type: type, message });
}

interface Harness {
  readonly credentials: Credentials;
  readonly server: HttpServer;
  readonly logged: unknown[];
}

async function someCredentials(handler: Handler): Promise<Harness> {
  const server = await startHttpServer(handler);
  const client = new SecretsManagerClient({
    endpoint: server.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary-aws' },
    maxAttempts: 1,
  });
  ends.push(() => client.destroy(), server.close);
  const logged: unknown[] = [];
  const keep = (message: string, fields?: Readonly<Record<string, unknown>>) => {
    logged.push([message, fields]);
  };
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  return { credentials: createCredentials({ client, secretId: ID, log }), server, logged };
}

async function failureFor(handler: Handler): Promise<Failure> {
  const { credentials } = await someCredentials(handler);
  const thrown: unknown = await credentials.read().catch((error: unknown) => error);
  if (!(thrown instanceof RunFailure)) throw new Error('No RunFailure was thrown.');
  const seen = inspect(thrown, { depth: 20, showHidden: true });
  expect(seen.includes('canary')).toBe(false);
  return thrown.failure;
}

describe('The API key', () => {
  test('is read from the secret, once', async () => {
    const { credentials, server } = await someCredentials(
      holding({ key: KEY, secret: SECRET, note: 'more' }),
    );
    const { key, secret } = await credentials.read();
    await credentials.read();
    expect([key.reveal(), secret.reveal()]).toEqual([KEY, SECRET]);
    expect(server.requests.map((request) => JSON.parse(request.body))).toEqual([{ SecretId: ID }]);
  });

  test('is read again when asked for, and then is known to be another or the same', async () => {
    const rotated = holding({ key: KEY, secret: 'another' });
    const first = holding({ key: KEY, secret: SECRET });
    const { credentials } = await someCredentials(inTurn(first, first, rotated));
    await credentials.read();
    expect((await credentials.reread()).changed).toBe(false);
    const { apiKey, changed } = await credentials.reread();
    expect([changed, apiKey.secret.reveal()]).toEqual([true, 'another']);
    expect((await credentials.read()).secret.reveal()).toBe('another');
  });

  test('that was never read before counts as another', async () => {
    const { credentials } = await someCredentials(holding({ key: KEY, secret: SECRET }));
    expect((await credentials.reread()).changed).toBe(true);
  });

  test('is asked for anew after a failure', async () => {
    const { credentials } = await someCredentials(inTurn(holding(''), holding({ key: KEY, secret: SECRET })));
    await expect(credentials.read()).rejects.toThrow(RunFailure);
    expect((await credentials.read()).key.reveal()).toBe(KEY);
  });

  test('stays as it was where reading it again fails', async () => {
    const { credentials } = await someCredentials(
      inTurn(holding({ key: KEY, secret: SECRET }), holding('{')),
    );
    await credentials.read();
    await expect(credentials.reread()).rejects.toThrow(RunFailure);
    expect((await credentials.read()).key.reveal()).toBe(KEY);
  });

  test('has white space around it left out, which is logged by field and not by value', async () => {
    const value = `\uFEFF${JSON.stringify({ key: ` ${KEY}`, secret: `${SECRET}\n` })}\n`;
    const { credentials, logged } = await someCredentials(holding(value));
    const { key, secret } = await credentials.read();
    expect([key.reveal(), secret.reveal()]).toEqual([KEY, SECRET]);
    expect(logged).toEqual([
      [
        'The secret has white space around a value; it is left out',
        { secretId: ID, fields: ['key', 'secret'] },
      ],
    ]);
  });

  test('is not seen where the credentials are shown', async () => {
    const { credentials } = await someCredentials(holding({ key: KEY, secret: SECRET }));
    const read = await credentials.read();
    const shown = [
      inspect(credentials, { depth: 9, showHidden: true }),
      inspect(read),
      JSON.stringify(read),
      `${read.key}`,
    ];
    expect(shown.join('\n')).not.toContain('canary');
  });
});

describe('A secret is no API key where it', () => {
  const expected = 'Expected {"key":"<API key>","secret":"<API secret>"}.';
  test.each([
    ['is not JSON', `${KEY}:${SECRET}`, `is not JSON. ${expected}`],
    ['breaks off', `{"key":"${KEY}`, `is not JSON. ${expected}`],
    ['is a list', [KEY, SECRET], `is JSON, but not an object. ${expected}`],
    ['is a text', `"${KEY}"`, `is JSON, but not an object. ${expected}`],
    ['is null', 'null', `still holds a placeholder.`],
    ['has no key', { secret: SECRET }, `has no field "key". ${expected}`],
    ['has no secret', { key: KEY }, `has no field "secret". ${expected}`],
    ['has the key for a field name', { [KEY]: SECRET }, `has no field "key". ${expected}`],
    ['has other names', { Key: KEY, Secret: SECRET }, `has no field "key". ${expected}`],
    ['has an empty key', { key: ' ', secret: SECRET }, `has a field "key" that is empty. ${expected}`],
    ['has a number', { key: KEY, secret: 5 }, `has a field "secret" that is not text. ${expected}`],
    [
      'has an object',
      { key: { key: KEY }, secret: SECRET },
      `has a field "key" that is not text. ${expected}`,
    ],
    [
      'has a line end inside',
      { key: KEY, secret: 'a\nb' },
      `has characters in the field "secret" that are in no API key. ${expected}`,
    ],
    [
      'has a colon in the key',
      { key: `${KEY}:x`, secret: SECRET },
      `has characters in the field "key" that are in no API key. ${expected}`,
    ],
  ])('%s', async (_what, value, what) => {
    const failure = await failureFor(holding(value));
    expect(failure.detail).toBe(`The secret ${ID} ${what}`);
    expect(failure.kind).toBe(what.includes('placeholder') ? 'credentials missing' : 'credentials malformed');
  });

  test.each([
    ['<API key>'],
    ['<key>'],
    ['REPLACE_ME'],
    ['replace-me'],
    ['change me'],
    ['your-api-key'],
    ['YOUR_API_SECRET_HERE'],
    ['placeholder'],
    ['TODO'],
    ['xxxxxxxx'],
    ['...'],
    ['…'],
  ])('still holds the placeholder %s', async (value) => {
    expect(await failureFor(holding({ key: value, secret: SECRET }))).toEqual({
      kind: 'credentials missing',
      detail: `The secret ${ID} still holds a placeholder in the field "key".`,
    });
    expect((await failureFor(holding({ key: KEY, secret: value }))).detail).toContain(
      'in the field "secret"',
    );
    expect((await failureFor(holding(value))).detail).toBe(`The secret ${ID} still holds a placeholder.`);
  });

  test('is binary', async () => {
    const binary = Buffer.from(JSON.stringify({ key: KEY, secret: SECRET })).toString('base64');
    expect(await failureFor(json(200, { Name: ID, SecretBinary: binary }))).toEqual({
      kind: 'credentials malformed',
      detail: `The secret ${ID} holds binary data, not text. Store it as a secret string.`,
    });
  });

  test.each([[''], [' \n']])('is empty (%j)', async (value) => {
    expect(await failureFor(holding(value))).toEqual({
      kind: 'credentials missing',
      detail: `The secret ${ID} is empty.`,
    });
  });
});

describe('A secret cannot be read where', () => {
  test.each<[string, Handler, Failure['kind'], RegExp]>([
    [
      'it does not exist',
      failing('ResourceNotFoundException', "Secrets Manager can't find the specified secret."),
      'credentials missing',
      /^The secret tunnelwatch\/acme does not exist in this account and region\.$/,
    ],
    [
      'it was created without a value',
      failing(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      ),
      'credentials missing',
      /exists but has no value yet\.$/,
    ],
    [
      'it is being deleted',
      failing(
        'InvalidRequestException',
        "You can't perform this operation on the secret because it was marked for deletion.",
      ),
      'credentials missing',
      /marked for deletion\. A secret marked for deletion can be restored\.$/,
    ],
    [
      'the role may not read it',
      failing(
        'AccessDeniedException',
        'User: arn:aws:sts::1:x is not authorized to perform: secretsmanager:GetSecretValue',
      ),
      'credentials missing',
      /allow secretsmanager:GetSecretValue on it\. AWS says: User: arn:aws:sts::1:x is not/,
    ],
    [
      'the role may not use its KMS key',
      failing('AccessDeniedException', 'Access to KMS is not allowed'),
      'credentials missing',
      /allow kms:Decrypt on the KMS key/,
    ],
    [
      'its KMS key does not decrypt it',
      failing('DecryptionFailure', 'x'),
      'credentials missing',
      /allow kms:Decrypt/,
    ],
    [
      'Secrets Manager throttles',
      failing('ThrottlingException', 'x'),
      'network',
      /did not answer \(ThrottlingException\)\.$/,
    ],
    [
      'Secrets Manager fails',
      failing('InternalServiceError', 'x', 500),
      'network',
      /did not answer \(InternalServiceError\)\.$/,
    ],
    [
      'the connection breaks',
      (_request, response) => void response.socket?.resetAndDestroy(),
      'network',
      /Secrets Manager did not answer/,
    ],
  ])('%s', async (_what, handler, kind, detail) => {
    const failure = await failureFor(handler);
    expect(failure.kind).toBe(kind);
    expect(failure.detail).toMatch(detail);
  });
});
