/** Commands that ask what `watch` keeps, beside it and without it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { configurationIn } from '../../lib/config/file.ts';
import { DAY, MINUTE } from '../../lib/core/time.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { type Simulator, startSimulator } from '../../lib/simulator/simulator.ts';
import { Secret } from '../../lib/sync/secret.ts';
import { type Data, openData } from '../../lib/watch/data.ts';
import { createWatcher } from '../../lib/watch/watcher.ts';
import { aShell, type Shell } from './a-shell.ts';
import { commandsIn } from './commands-in.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

let now: number;
let shell: Shell;
let simulator: Simulator;
let data: Data;
/** The last message. */
let last: string;

const clock = {
  now: () => now,
  sleep: async (milliseconds: number) => {
    now += milliseconds;
  },
};
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const folder = () => join(shell.folder, "Ann's data");

/** As `watch` opens it. */
const openAcme = () =>
  openData({ folder: join(folder(), 'acme'), clock, random: Math.random, retention: 30 * DAY, log });

/** A look of `watch`, a minute after the last. */
async function look(): Promise<void> {
  now += MINUTE;
  const { apiUrl, tokenUrl, apiKey } = simulator;
  const content = { email: [], organizations: [{ id: 'acme', apiUrl, tokenUrl }] };
  const [organization] = configurationIn('the test', content).organizations;
  if (organization === undefined) throw new Error('The configuration has an organization.');
  const seen = await createWatcher({
    organization,
    apiKey: { key: new Secret(apiKey.key), secret: new Secret(apiKey.secret) },
    store: data.store,
    folder: join(folder(), 'acme'),
    alerts: {
      destination: 'terminal',
      publish: async ({ id, email }) => {
        last = email;
        return { messageId: id };
      },
    },
    clock,
    random: Math.random,
    log,
  })();
  expect(seen).toMatchObject({ summary: { outcome: 'complete' } });
}

beforeEach(async () => {
  now = Date.UTC(2026, 2, 2, 14);
  shell = aShell({ clock, random: Math.random });
  simulator = await startSimulator({ now: clock.now, fleet: aFleet({ groups: 3, seed: 1, now: clock.now }) });
  data = await openAcme();
  await look();
  const [group] = simulator.fleet.groups;
  if (group !== undefined) simulator.fleet.drop(group.id);
  await look();
});
afterEach(async () => {
  await data.close();
  await simulator.close();
  shell.leave();
});

test('commands that messages name find the folder by themselves, whatever it is called', async () => {
  const commands = commandsIn(last);
  expect(commands.map(([name]) => name)).toEqual(['ack', 'silence']);
  for (const command of commands) expect(await shell.type(...command)).toMatchObject({ err: '', code: 0 });
  const silences = await shell.type('silence', 'list', '--data', folder());
  expect(silences.out).toContain(`id ${simulator.fleet.groups[0]?.id}`);
});

test.each([['status'], ['snapshot', '--at', '15:01'], ['runs'], ['export']])(
  '%s answers beside a running watch as after its end',
  async (...words) => {
    const beside = await shell.type(...words, '--data', folder());
    expect(beside).toMatchObject({ err: '', code: 0 });
    await data.close();
    expect(await shell.type(...words, '--data', folder())).toEqual(beside);
    data = await openAcme();
  },
);

test('What is kept beside a running watch is what its next run goes by', async () => {
  const all = ['--all', '--for', '1h', '--reason', 'works'];
  expect(await shell.type('silence', 'add', '--data', folder(), ...all)).toMatchObject({ code: 0 });
  const [, second] = simulator.fleet.groups;
  if (second !== undefined) simulator.fleet.drop(second.id);
  await look();
  const { out } = await shell.type('incidents', '--data', folder());
  expect(out).toContain('\n  not told: kept quiet by silence ');
});

test('That nobody looks any more is said as soon as it is so', async () => {
  await data.close();
  now += 4 * MINUTE;
  const { out } = await shell.type('status', '--data', folder());
  expect(out).toContain('\nThe last complete run was 4 minutes ago, and one is expected every minute.\n');
  now += 10 * MINUTE;
  expect((await shell.type('status', '--data', folder())).out).toContain(
    'one is expected every minute: nobody is',
  );
  data = await openAcme();
});

test('The variable names the folder where no flag names anything', async () => {
  shell.env.TUNNELWATCH_DATA = join(folder(), 'acme');
  expect((await shell.type('status')).out).toContain('acme: 3 groups');
  Object.assign(shell.env, { TUNNELWATCH_DATA: join(folder(), 'none'), TUNNELWATCH_TOPIC_ARN: 'none' });
  expect((await shell.type('status')).err).toContain('are no data of watch');
  expect((await shell.type('test-alert')).err).toContain('is not the ARN of an SNS topic');
});

test('A command that looks again finds the watch that was started or ended meanwhile', async () => {
  await data.close();
  let looks = 0;
  shell.whileWaiting(async () => {
    looks += 1;
    if (looks === 1) data = await openAcme();
    else if (looks === 2) await data.close();
    return looks < 4;
  });
  const { out, err, code } = await shell.type('status', '--watch', '--data', folder());
  expect([out.match(/acme: 3 groups/g)?.length, err, code]).toEqual([4, '', 0]);
  data = await openAcme();
});

describe('A folder is refused', () => {
  test('that has no data, or none of that organization', async () => {
    expect(await shell.type('status', '--data', join(shell.folder, 'none'))).toEqual({
      out: '',
      err: `In ${join(shell.folder, 'none')} are no data of watch.\nwatch prints, as it starts, where it keeps them.\n`,
      code: 3,
    });
    expect((await shell.type('status', '--data', folder(), '--org', 'globex')).err).toBe(
      `In ${folder()} are no data of watch of organization globex.\nThere are data of: acme.\n`,
    );
  });

  test('that is a file', async () => {
    const file = join(shell.folder, 'file');
    writeFileSync(file, '');
    expect(await shell.type('status', '--data', file)).toMatchObject({
      err: expect.stringContaining('are no data of watch'),
      code: 3,
    });
  });

  test('that has those of several, unless one is named', async () => {
    mkdirSync(join(folder(), 'globex', 'dynamodb'), { recursive: true });
    expect(await shell.type('status', '--data', folder())).toMatchObject({
      err: `In ${folder()} are data of 2 organizations.\nGive the folder of one of them: ${folder()}/acme, ${folder()}/globex.\n`,
      code: 2,
    });
    expect((await shell.type('status', '--data', folder(), '--org', 'acme')).code).toBe(0);
  });

  test('whose process does not answer', async () => {
    await data.close();
    writeFileSync(join(folder(), 'acme', 'lock'), `${process.ppid}\n`);
    expect(await shell.type('status', '--data', folder())).toMatchObject({
      err: expect.stringContaining(
        `Process ${process.ppid} has the data in ${folder()}/acme, and does not answer.\n`,
      ),
      code: 12,
    });
    writeFileSync(join(folder(), 'acme', 'lock'), '');
    data = await openAcme();
  });

  test('together with flags that name what is deployed', async () => {
    expect((await shell.type('status', '--data', folder(), '--table', 'x')).err).toMatch(
      /^--data and --table do not go together\./,
    );
    expect((await shell.type('test-alert', '--data', folder())).err).toMatch(/unknown option '--data'/);
  });
});
