import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EXIT_CODES } from '../../lib/cli/exit-codes.ts';
import { explained } from '../../lib/cli/explain.ts';
import { aSession, type Session } from './a-session.ts';

let session: Session;
beforeAll(async () => {
  session = await aSession();
  await session.run('acme');
  await session.run('globex');
});
afterAll(() => session.close());

/** What a command says where every call of a name fails so. */
async function where(
  operation: string,
  name: string,
  message = 'no',
  words = ['incidents', '--org', 'acme'],
) {
  session.aws.breakWith((called) => (called === operation ? { error: { name, message } } : undefined));
  try {
    const { out, err, code } = await session.type(...words);
    return { out, said: err.split('\n')[0], code };
  } finally {
    session.aws.breakWith();
  }
}

describe('what AWS refuses is one sentence, and an exit code', () => {
  test.each([
    [
      'Query',
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'Your AWS credentials have expired.',
      4,
    ],
    [
      'Query',
      'UnrecognizedClientException',
      'The security token is invalid.',
      'AWS does not know your credentials, or they were signed wrong.',
      4,
    ],
    [
      'Query',
      'AccessDeniedException',
      'User: arn:aws:iam::1:user/ana is not authorized to perform: dynamodb:Query on resource: table/tunnelwatch',
      'Your AWS credentials do not allow dynamodb:Query.',
      4,
    ],
    ['GetItem', 'AccessDeniedException', 'no', 'Your AWS credentials do not allow dynamodb:GetItem.', 4],
    ['Query', 'ResourceNotFoundException', 'gone', 'There is no table tunnelwatch in us-east-1.', 6],
    [
      'Query',
      'ValidationException',
      'odd',
      'dynamodb:Query on table tunnelwatch in us-east-1 failed (ValidationException: odd).',
      5,
    ],
  ])('%s: %s', async (operation, name, message, said, code) => {
    expect(await where(operation, name, message)).toEqual({ out: '', said, code });
  });

  test('a write names the actions that a transaction needs', async () => {
    const words = ['silence', 'add', '--org', 'acme', '--all', '--for', '1h', '--reason', 'x'];
    expect(await where('TransactWriteItems', 'AccessDeniedException', 'no', words)).toMatchObject({
      said: 'Your AWS credentials do not allow dynamodb:UpdateItem and dynamodb:PutItem.',
      code: 4,
    });
  });
});

describe('errors that only a real AWS would give', () => {
  const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

  test.each([
    [
      named('CredentialsProviderError', 'Could not load credentials from any providers'),
      'No AWS credentials were found.',
      4,
    ],
    [
      named('CredentialsProviderError', 'The SSO session associated with this profile has expired.'),
      'Your AWS credentials have expired.',
      4,
    ],
    [new Error('Region is missing'), 'The AWS region is not known.', 6],
    [
      Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
      'AWS was not reached (connect ECONNREFUSED).',
      5,
    ],
    [named('TimeoutError', 'Connection timed out.'), 'AWS was not reached (Connection timed out).', 5],
    [new Error('odd', { cause: named('ExpiredToken', 'x') }), 'Your AWS credentials have expired.', 4],
    [new TypeError('x is not a function'), 'Something unforeseen happened: x is not a function.', 1],
    ['text', 'Something unforeseen happened: text.', 1],
  ])('%s', (thrown, message, code) => {
    const error = explained(thrown);
    expect([error.message, EXIT_CODES[error.reason].code]).toEqual([message, code]);
  });
});

describe('which organization and which table', () => {
  test.each([
    [['incidents'], 'The table knows 2 organizations.\nSay which with --org: acme, globex.\n', 2],
    [['incidents', '--org', 'acmee'], 'The table knows no organization "acmee".\nDid you mean acme?\n', 3],
    [
      ['incidents', '--org', 'initech'],
      'The table knows no organization "initech".\nIt knows: acme, globex.\n',
      3,
    ],
    [
      ['incidents', '--org', 'acme', '--time-zone', 'Mars/Phobos'],
      'There is no time zone "Mars/Phobos".\nGive an IANA name such as Europe/Berlin.\n',
      2,
    ],
    [
      ['alerts', '--org', 'acme', '--from', '15:00', '--to', '14:00'],
      '--from (15:00:00 CET (14:00:00 UTC)) is later than --to (14:00:00 CET (13:00:00 UTC)).\nSwap them, or name the day: a time alone is today.\n',
      2,
    ],
  ])('%j', async (words, err, code) => {
    expect(await session.type(...words)).toEqual({ out: '', err, code });
  });

  test('is nowhere in a table in which no run was complete', async () => {
    const fresh = await aSession();
    expect(await fresh.type('incidents')).toMatchObject({
      err: expect.stringMatching(/^The table knows no organization: no run has been complete yet\.\n/),
      code: 3,
    });
    await fresh.close();
  });
});

describe('the command line itself', () => {
  test.each([
    [['nope'], "error: unknown command 'nope'\n(see tunnelwatch --help)\n"],
    [
      ['silence', 'add', '--all'],
      "error: required option '--reason <text>' not specified\n(see tunnelwatch silence add --help)\n",
    ],
    [
      ['alerts', '--form', '1h ago'],
      "error: unknown option '--form'\n(Did you mean --from?)\n(see tunnelwatch alerts --help)\n",
    ],
    [['ack'], "error: missing required argument 'incident'\n(see tunnelwatch ack --help)\n"],
  ])('%j is refused with a hint', async (words, err) => {
    expect(await session.type(...words)).toEqual({ out: '', err, code: 2 });
  });

  test('help and version are no errors', async () => {
    expect(await session.type('--version')).toEqual({ out: '0.1.0\n', err: '', code: 0 });
    expect(await session.type('silence', 'add', '--help')).toMatchObject({ err: '', code: 0 });
  });
});
