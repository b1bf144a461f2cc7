import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from '@jest/globals';
import { fault } from '../../lib/simulator/fault.ts';
import { type AnInstallation, eachWithInstallation } from './an-installation.ts';

let here: AnInstallation;
eachWithInstallation((fresh) => {
  here = fresh;
});

/** The secret's value at a stage; null where it has none. */
async function stored(stage = 'AWSCURRENT'): Promise<unknown> {
  const client = new SecretsManagerClient({});
  const command = new GetSecretValueCommand({ SecretId: here.deployed.secretArn, VersionStage: stage });
  const { SecretString = 'null' } = await client.send(command).catch(() => ({ SecretString: 'null' }));
  client.destroy();
  return JSON.parse(SecretString);
}

/** The key that Secure Access knows from now on. */
function issued(key: string, secret: string): void {
  Object.assign(here.deployed.simulator.apiKey, { key, secret });
}

const empty = (): string => here.deployed.aws.putSecret('tunnelwatch/acme', ' ');

describe('tunnelwatch credentials set', () => {
  test('asks, tries the key, stores it, and says that its end will be told ahead', async () => {
    empty();
    issued('key-0001', 'secret-0001');
    here.answers(['key-0001', 'secret-0001', '2026-12-31']);
    const { out, err, code } = await here.type('credentials', 'set');
    expect(here.asked).toEqual([
      'API key',
      'API secret',
      'On which day does the key end? You are told ahead. (A day, never, or nothing where it is not known)',
    ]);
    expect([err, code]).toEqual(['', 0]);
    expect(out).toBe(`The key works: a token, and the first page of 3 groups.
! The key can read more than it needs: regions too, as with Deployments, read-only. Deployments > Network Tunnel Groups, read-only is enough.
Stored for organization acme in ${here.deployed.secretArn}.
The next run reads it; nothing needs restarting.
It ends on 2026-12-31, in 303 days; people are told 14 and 3 days before, and nothing has to be deployed for that.
`);
    expect(await stored()).toEqual({ key: 'key-0001', secret: 'secret-0001', expires: '2026-12-31' });
    expect((await here.deployed.run()).outcome).toBe('complete');
  });

  test('of the key that is stored already notes its end', async () => {
    const { key, secret } = here.deployed.simulator.apiKey;
    here.pipe(JSON.stringify({ key, secret, expires: '2026-12-31' }));
    expect((await here.type('credentials', 'set')).out).toContain(
      'The key is the one that was stored already; nothing needs restarting.\nIt ends on 2026-12-31, in 303 days;',
    );
    expect(await stored()).toEqual({ key, secret, expires: '2026-12-31' });
  });

  test('takes what standard input gives, with white space around it', async () => {
    issued('key-0002', 'secret-0002');
    for (const text of ['key-0002\r\nsecret-0002\r\n', ' {"key":"key-0002 ","secret":" secret-0002"} \n']) {
      here.pipe(text);
      expect(await here.type('credentials', 'set', '--json', '--org', 'acme')).toMatchObject({
        code: 0,
        err: '',
      });
      expect(await stored()).toEqual({ key: 'key-0002', secret: 'secret-0002' });
    }
  });

  test('says nothing of scopes where the key has the one that is needed', async () => {
    here.deployed.simulator.apiKey.scopes = ['deployments.networktunnelgroups:read'];
    const { key, secret } = here.deployed.simulator.apiKey;
    here.pipe(`${key}\n${secret}`);
    const { out } = await here.type('credentials', 'set', '--json');
    expect(JSON.parse(out)).toMatchObject({ warning: null, verified: true, organization: 'acme' });
  });

  test.each([
    ['', 'The API key on standard input is empty. Nothing was stored.'],
    ['<API key>\n<API secret>', 'The API key on standard input is a placeholder. Nothing was stored.'],
    ['canary-key\n', 'The API secret on standard input is empty. Nothing was stored.'],
    [
      'canary-key\ncanary sec',
      'The API secret on standard input has characters that are in none. Nothing was stored.',
    ],
    ['canary-key\ncanary-secret\nmore', 'Standard input has more than two lines.'],
    ['{"key":"canary', 'Standard input begins like JSON and is none.'],
    ['{"key":"canary-key","secret":7}', 'The API secret on standard input is empty. Nothing was stored.'],
    [
      '{"key":"canary-key","secret":"canary","expires":"soon"}',
      'The field "expires" on standard input is no day.',
    ],
  ])('refuses %j and repeats nothing of it', async (text, said) => {
    const before = await stored();
    here.pipe(text);
    const { out, err, code } = await here.type('credentials', 'set');
    expect([out, err.split('\n')[0], code]).toEqual(['', said, 2]);
    expect(err).not.toContain('canary');
    expect(await stored()).toEqual(before);
  });

  test('asks again for what can be no key and no day', async () => {
    issued('key-0001', 'secret-0001');
    here.answers(['your-api-key', 'key-0001', '', 'secret-0001', '31.12.2026', 'never']);
    expect((await here.type('credentials', 'set')).code).toBe(0);
    expect(here.asked).toContain('This is a placeholder.');
    expect(here.asked).toContain('This is empty.');
    expect(here.asked).toContain('give a date such as 2027-03-31, or never');
    expect(here.deployed.aws.operations.get('PutSecretValue')?.calls).toBe(1);
  });

  test('leaves everything as it is where the person leaves', async () => {
    const before = await stored();
    here.answers(['key-0001']);
    expect(await here.type('credentials', 'set')).toMatchObject({
      code: 1,
      err: 'Stopped; nothing was done.\n',
    });
    expect(await stored()).toEqual(before);
  });
});

describe('a key that does not work is not stored', () => {
  const rows: readonly (readonly [string, () => void, RegExp, number])[] = [
    [
      'wrong',
      () => issued('other', 'other'),
      /^Secure Access does not accept the API key: .* answered 401: /,
      8,
    ],
    [
      'without the scope',
      () => {
        here.deployed.simulator.apiKey.scopes = ['deployments.regions:read'];
      },
      /The scope deployments\.networktunnelgroups:read is missing\. .* answered 403: .*Nothing was stored\./,
      8,
    ],
    [
      'from an address that is not allowed',
      () => {
        here.deployed.simulator.apiKey.allowedIPs = ['203.0.113.0/24'];
      },
      /not allowed from this address\..* 403/,
      8,
    ],
    [
      'while the API is down',
      () => void here.deployed.simulator.faults.add(fault.status(503), { on: 'list' }),
      /503.*Nothing was stored\./,
      5,
    ],
    [
      'behind a login page',
      () => void here.deployed.simulator.faults.add(fault.loginPage(), { on: 'list' }),
      /JSON.*Nothing was stored\./,
      5,
    ],
  ];
  test.each(rows)('%s', async (_what, happen, said, exit) => {
    const { key, secret } = here.deployed.simulator.apiKey;
    here.pipe(`${key}\n${secret}`);
    happen();
    const { out, err, code } = await here.type('credentials', 'set');
    expect(err).toMatch(said);
    expect(err).not.toContain(secret);
    expect([out, code]).toEqual(['', exit]);
    expect(here.deployed.aws.operations.get('PutSecretValue')).toBeUndefined();
  });

  test('unless it is said that it cannot be tried from here', async () => {
    here.deployed.simulator.apiKey.allowedIPs = ['203.0.113.0/24'];
    here.pipe('key-0009\nsecret-0009');
    const { out, code } = await here.type('credentials', 'set', '--unverified');
    expect([out.split('\n')[0], code]).toEqual(['The key was not tried.', 0]);
    expect(await stored()).toMatchObject({ key: 'key-0009' });
  });

  test('nor where AWS does not let it be', async () => {
    const { key, secret } = here.deployed.simulator.apiKey;
    here.pipe(`${key}\n${secret}`);
    const message = `not authorized to perform: secretsmanager:PutSecretValue on resource: x`;
    here.deployed.aws.breakWith((operation) =>
      operation === 'PutSecretValue' ? { error: { name: 'AccessDeniedException', message } } : undefined,
    );
    const { err, code } = await here.type('credentials', 'set');
    expect([err.split('\n')[0], code]).toEqual([
      'Your AWS credentials do not allow secretsmanager:PutSecretValue.',
      4,
    ]);
  });
});

describe('tunnelwatch credentials rotate', () => {
  test('no run fails: the old key serves until it is refused, then the new one', async () => {
    const old = { ...here.deployed.simulator.apiKey };
    expect((await here.deployed.run()).outcome).toBe('complete');
    here.answers([old.key, old.secret, '']);
    expect(await here.type('credentials', 'rotate')).toMatchObject({
      err: 'This is the key that is stored already. Nothing was stored.\n',
      code: 2,
    });
    issued('key-0002', 'secret-0002');
    here.answers(['key-0002', 'secret-0002', '']);
    const { out, code } = await here.type('credentials', 'rotate');
    expect(code).toBe(0);
    expect(out).toContain('Runs go on with the old key until it is refused, and then take this one');
    expect(await stored('AWSPREVIOUS')).toEqual({ key: old.key, secret: old.secret });
    // At half of its hour the old token is renewed.
    for (let runs = 0; runs < 40; runs += 1) expect((await here.deployed.run()).outcome).toBe('complete');
  });

  test('needs a key to replace', async () => {
    empty();
    expect(await here.type('credentials', 'rotate')).toMatchObject({
      err: 'There is no API key of organization acme yet that could be replaced.\ntunnelwatch credentials set stores the first one.\n',
      code: 3,
    });
  });
});

describe('The end of a key', () => {
  /** Stores another key by the command, with what it says of its end. */
  async function rotate(...flags: readonly string[]): Promise<string> {
    issued('key-0002', 'secret-0002');
    here.pipe('key-0002\nsecret-0002');
    const { out, err, code } = await here.type('credentials', 'rotate', ...flags);
    expect([err, code]).toEqual(['', 0]);
    return out;
  }
  const keep = (expires?: string): void => {
    const { key, secret } = here.deployed.simulator.apiKey;
    here.deployed.aws.putSecret('tunnelwatch/acme', JSON.stringify({ key, secret, expires }));
  };
  const told = () =>
    here.deployed.aws.published.flatMap(({ subject }) => (subject?.startsWith('[KEY') ? [subject] : []));
  const looks = () => here.deployed.aws.operations.get('GetSecretValue')?.calls ?? 0;
  const run = async (configured: string | null = null) =>
    expect(await here.deployed.run(here.deployed.payload({ apiKeyExpires: configured }))).toMatchObject({
      outcome: 'complete',
    });

  test('noted by rotate is told ahead, without a deployment', async () => {
    await run();
    expect(await rotate('--expires', '2026-03-12')).toContain(
      'It ends on 2026-03-12, in 9 days; people are told 14 and 3',
    );
    here.deployed.restart();
    await run();
    expect(told()).toEqual(['[KEY EXPIRES] the API key ends in less than 10 days - Acme']);
  });

  test('of a key that was replaced is not told, although this process has read no other: it looks first, once', async () => {
    keep('2026-03-20');
    await run();
    await rotate('--expires', '2027-03-31');
    await here.wait(5 * 24 * 60 * 60_000);
    const before = looks();
    await run();
    await run();
    expect([told(), looks() - before]).toEqual([[], 1]);
  });

  test('noted with the key goes before the configuration, which may be of a key before it', async () => {
    keep();
    await run();
    expect(await rotate('--expires', 'never')).toContain('It never ends, by what was said.');
    expect(await stored()).toEqual({ key: 'key-0002', secret: 'secret-0002', expires: 'never' });
    here.deployed.restart();
    await run('2026-03-10');
    expect(told()).toEqual([]);
    keep('2026-03-11');
    here.deployed.restart();
    await run('2027-01-01');
    expect(told()).toEqual(['[KEY EXPIRES] the API key ends in less than 9 days - Acme']);
  });

  test('that is not noted is the configured one', async () => {
    keep();
    await run('2026-03-10');
    expect(told()).toEqual(['[KEY EXPIRES] the API key ends in less than 8 days - Acme']);
  });

  test('that cannot be looked up again is told as it was known', async () => {
    keep('2026-03-20');
    await run();
    await here.wait(5 * 24 * 60 * 60_000);
    here.deployed.aws.breakWith((operation) =>
      operation === 'GetSecretValue' ? { error: { name: 'InternalServiceError', message: 'x' } } : undefined,
    );
    await run();
    expect(told()).toHaveLength(1);
    expect(here.deployed.lines.join('\n')).toContain('could not be looked up before warning of its end');
  });

  test('written otherwise is passed over, and the log says so', async () => {
    keep('12.03.2026');
    await run('2026-03-10');
    expect(told()).toHaveLength(1);
    expect(here.deployed.lines.join('\n')).toContain('"expires\\" that is no day such as 2026-12-31');
  });
});

describe('tunnelwatch credentials check', () => {
  test('says what the key does, since when it is there, and when it ends', async () => {
    const { out, code } = await here.type('credentials', 'check');
    expect(code).toBe(0);
    expect(out).toBe(`The key of organization acme works: a token, and the first page of 3 groups.
Secret ${here.deployed.secretArn}, stored 15:00:00 CET (14:00:00 UTC).
! The key can read more than it needs: regions too, as with Deployments, read-only. Deployments > Network Tunnel Groups, read-only is enough.
! On which day it ends is not known: nobody will be told ahead.
`);
  });

  test.each([
    [
      'holds a placeholder',
      '{"key":"<API key>","secret":"<API secret>"}',
      /still holds a placeholder in the field "key"/,
      8,
    ],
    ['is no JSON', 'canary', /is not JSON\. Expected/, 8],
    ['holds a key that is refused', '{"key":"canary","secret":"canary"}', /does not accept the API key/, 8],
  ])('says that the secret %s', async (_what, value, said, exit) => {
    here.deployed.aws.putSecret('tunnelwatch/acme', value);
    const { err, code } = await here.type('credentials', 'check');
    expect(err).toMatch(said);
    expect(err).not.toContain('canary');
    expect(code).toBe(exit);
  });
});
