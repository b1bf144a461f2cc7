import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR } from '../../lib/core/time.ts';
import { aSession, type Session } from './a-session.ts';

const BIN = fileURLToPath(new URL('../../bin/tunnelwatch.js', import.meta.url));

let session: Session;
beforeAll(async () => {
  session = await aSession();
  await session.run();
  session.wait(HOUR);
  await session.run();
});
afterAll(() => session.close());

/** The command as a person starts it, in a process of its own. */
function start(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<{ readonly out: string; readonly err: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...words], { env: { ...environment(), ...variables } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ out, err, code }));
  });
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, ...session.env, NODE_OPTIONS: '', NO_COLOR: undefined };
}

function inBash(command: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile('bash', ['-c', command], { env: environment() }, (error, stdout, stderr) =>
      error === null ? resolve({ stdout, stderr }) : reject(error),
    );
  });
}

describe('the command in a process of its own', () => {
  test('asks the table that its environment names, ends by itself, and warns of nothing', async () => {
    expect(await start(['incidents', '--open'])).toEqual({ out: 'No incident is open.\n', err: '', code: 0 });
  });

  test('reads times in the zone of the machine', async () => {
    const words = [
      'silence',
      'add',
      '--all',
      '--from',
      '2037-07-01 12:00',
      '--for',
      '1h',
      '--reason',
      'x',
      '--json',
    ];
    const { out } = await start(words, { TZ: 'America/New_York' });
    expect(JSON.parse(out).silence).toMatchObject({ from: '2037-07-01T16:00:00.000Z' });
  });

  test('ends with the exit code of what went wrong', async () => {
    expect(await start(['silence', 'end', 'nosuch'])).toMatchObject({ out: '', code: 3 });
    expect(await start(['incidents', '--opne'])).toMatchObject({ out: '', code: 2 });
  });

  test('says so where nobody answers', async () => {
    const { err, code } = await start(['incidents'], { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' });
    expect(err).toMatch(
      /^AWS was not reached \(.*ECONNREFUSED.*\)\.\nCheck your network and the region, and repeat/,
    );
    expect(code).toBe(5);
  });

  test('ends quietly where its reader has seen enough', async () => {
    const command = `'${process.execPath}' '${BIN}' export --what snapshots --every 1s --from 2026-03-02T14:00Z --to 2026-03-02T15:00Z`;
    const { stdout, stderr } = await inBash(`${command} | head -n 2; echo "\${PIPESTATUS[0]}"`);
    expect([stdout.split('\n').slice(2), stderr]).toEqual([['0', ''], '']);
  });

  test('ends in order where it is interrupted', async () => {
    const child = spawn(process.execPath, [BIN, 'status', '--watch'], { env: environment() });
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve([code, signal])));
    child.stdout.once('data', () => child.kill('SIGINT'));
    expect(await ended).toEqual([0, null]);
  });

  test('says so where there are no credentials', async () => {
    const none = {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: '/nonexistent',
      AWS_PROFILE: undefined,
    };
    const { err, code } = await start(['incidents'], none);
    expect(err).toMatch(/^No AWS credentials were found\.\n/);
    expect(code).toBe(4);
  });
});
