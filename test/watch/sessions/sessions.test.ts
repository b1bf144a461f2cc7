import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fault } from '../../../lib/simulator/fault.ts';
import { aFleet } from '../../../lib/simulator/generate.ts';
import { type Simulator, startSimulator } from '../../../lib/simulator/simulator.ts';
import { type HttpServer, startHttpServer } from '../../support/http-server.ts';
import { killAll, startWatch, type WatchProcess } from './a-process.ts';

let directory: string;
let simulator: Simulator;
let receiver: HttpServer;
/** What the receiver answers. */
let status: number;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tunnelwatch-watch-'));
  simulator = await startSimulator({
    now: Date.now,
    fleet: aFleet({ groups: 12, now: Date.now }),
    onePort: true,
  });
  status = 204;
  receiver = await startHttpServer((_request, response) => response.writeHead(status).end());
  const { apiUrl, tokenUrl } = simulator;
  const content = { email: [], organizations: [{ id: 'acme', name: 'Acme', apiUrl, tokenUrl }] };
  writeFileSync(join(directory, 'tunnelwatch.config.json'), JSON.stringify(content));
});
afterEach(async () => {
  killAll();
  await Promise.all([simulator.close(), receiver.close()]);
  rmSync(directory, { recursive: true, force: true });
});
afterAll(killAll);

function start(...words: readonly string[]): WatchProcess {
  const { key, secret } = simulator.apiKey;
  const env = {
    TUNNELWATCH_API_KEY: key,
    TUNNELWATCH_API_SECRET: secret,
    TUNNELWATCH_WEBHOOK_URL: `${receiver.url}/a/token`,
  };
  return startWatch({ directory, words, env });
}

const folder = (): string => join(directory, '.local', 'share', 'tunnelwatch', 'acme');

/** A group falls, or returns; its name as a pattern. */
function changes(index: number, how: 'drop' | 'restore'): string {
  const group = simulator.fleet.groups[index];
  if (group === undefined) throw new Error('There is no such group.');
  simulator.fleet[how](group.id);
  return group.name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What was posted, in order, in a line each. */
function posted(): readonly string[] {
  return receiver.requests.map(({ body }) => JSON.parse(body).summary);
}

describe('tunnelwatch watch', () => {
  test('tells of a fall on the terminal and to the webhook, serves the page, and ends on Ctrl-C within two seconds', async () => {
    const watch = start();
    const [, link = ''] = await watch.says(/Page\s+(http:\S+)/);
    await watch.says(/\[WATCHING\] 12 groups, all connected - Acme/);
    await watch.says(/12 groups: 12 connected/);
    const name = changes(3, 'drop');
    watch.nudge();
    await watch.says(new RegExp(`\\[DOWN\\] ${name}`));
    await watch.says(/12 groups: 11 connected, 1 disconnected/);
    expect(posted()).toEqual([expect.stringContaining('[WATCHING]'), expect.stringContaining('[DOWN]')]);
    expect(receiver.requests[1]?.headers).toMatchObject({ 'content-type': 'application/json' });

    const { headers } = await fetch(link, { redirect: 'manual' });
    const Cookie = headers.get('Set-Cookie')?.split(';')[0] ?? '';
    const answer = await fetch(`${new URL(link).origin}/api/fleet?org=acme`, { headers: { Cookie } });
    expect(await answer.json()).toMatchObject({ counts: { down: 1, connected: 11 } });

    const asked = Date.now();
    expect(await watch.end('SIGINT')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(2_000);
    expect(watch.printed()).toContain('Ended. Nobody watches now; what was seen is kept.');
    expect(existsSync(join(folder(), 'lock'))).toBe(false);
  });

  test('goes on after a kill: what was told is not told again, and what happened meanwhile is told', async () => {
    const first = start();
    await first.says(/12 groups: 12 connected/);
    const fell = changes(3, 'drop');
    first.nudge();
    await first.says(/11 connected, 1 disconnected/);
    expect(await first.end('SIGKILL')).toBe('SIGKILL');
    const fellMeanwhile = changes(7, 'drop');

    const second = start();
    await second.says(new RegExp(`\\[DOWN\\] ${fellMeanwhile}`));
    await second.says(/10 connected, 2 disconnected/);
    changes(3, 'restore');
    second.nudge();
    await second.says(new RegExp(`\\[UP\\] ${fell}`));
    await second.end('SIGINT');
    expect(second.printed()).not.toMatch(new RegExp(`\\[DOWN\\] ${fell}|\\[WATCHING\\]`));
    expect(posted().map((summary) => /^\[[A-Z ]+\]/.exec(summary)?.[0])).toEqual([
      '[WATCHING]',
      '[DOWN]',
      '[DOWN]',
      '[UP]',
    ]);
  });

  test('refuses a second one on the same data, and the first goes on', async () => {
    const first = start();
    await first.says(/12 groups: 12 connected/);
    const second = start();
    expect(await second.ended).toBe(12);
    expect(second.printed()).toContain(`Another tunnelwatch has the data in ${folder()}: process `);
    changes(3, 'drop');
    first.nudge();
    await first.says(/11 connected, 1 disconnected/);
    expect(await first.end('SIGINT')).toBe(0);
  });

  test('keeps untold what the webhook does not take, over a restart, and shows it once on each terminal', async () => {
    status = 503;
    const first = start();
    await first.says(/\[WATCHING\]/);
    await first.says(/The webhook at http:\/\/127\.0\.0\.1:\d+ did not take it: it answered 503\./);
    first.nudge();
    await first.says(/did not take it/);
    await first.end('SIGINT');
    expect(first.printed().match(/\[WATCHING\]/g)).toHaveLength(1);
    const refused = receiver.requests.length;
    status = 200;
    const second = start();
    await second.says(/\[WATCHING\]/);
    await second.says(/12 groups/);
    await second.end('SIGINT');
    expect(receiver.requests).toHaveLength(refused + 1);
    const events = receiver.requests.map(({ body }) => JSON.parse(body).events[0].id);
    expect(new Set(events).size).toBe(1);
  });

  test('shows and keeps no part of the key, and nothing of the webhook but its host', async () => {
    const watch = start('--log');
    await watch.says(/12 groups: 12 connected/);
    await watch.end('SIGINT');
    const { key, secret } = simulator.apiKey;
    const stored = filesIn(folder()).map((path) => readFileSync(path, 'latin1'));
    expect(stored.join('')).toContain(simulator.fleet.groups[0]?.name);
    for (const text of [watch.printed(), ...stored])
      for (const hidden of [key, secret, '/a/token']) expect(text).not.toContain(hidden);
    expect(statSync(folder()).mode & 0o077).toBe(0);
  });

  test('ends at once where the key is refused and nothing was ever seen', async () => {
    const watch = startWatch({
      directory,
      words: ['--no-page'],
      env: { TUNNELWATCH_API_KEY: 'wrong', TUNNELWATCH_API_SECRET: 'wrong-too' },
    });
    expect(await watch.ended).toBe(8);
    expect(watch.printed()).toMatch(/Secure Access does not accept the API key/);
  });

  test('ends soon where the API does not answer, and says at the next start that a run was cut off', async () => {
    const watch = start();
    await watch.says(/12 groups: 12 connected/);
    simulator.faults.add(fault.slowHeaders(60_000));
    const before = simulator.requests.length;
    watch.nudge();
    while (simulator.requests.length === before) await setImmediate();
    const asked = Date.now();
    expect(await watch.end('SIGINT')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(3_000);
    expect(watch.printed()).toContain('Ended in the middle of a run, which the next start completes.');
    simulator.faults.clear();
    const next = start();
    await next.says(/The run before was cut off\. Within a minute its time is over, and this goes on\./);
    expect(await next.end('SIGINT')).toBe(0);
  });

  test('says why a run fails, goes on, and says when it sees again', async () => {
    const watch = start();
    await watch.says(/12 groups: 12 connected/);
    const { apiUrl } = simulator;
    await simulator.close();
    watch.nudge();
    await watch.says(/The run failed: Secure Access API not reached\. The next is at \d\d:\d\d:\d\d\./);
    simulator = await startSimulator({
      now: Date.now,
      fleet: simulator.fleet,
      port: Number(new URL(apiUrl).port),
      onePort: true,
      ...simulator.apiKey,
    });
    watch.nudge();
    await watch.says(/12 groups: 12 connected/);
    expect(await watch.end('SIGINT')).toBe(0);
  });
});

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** A disk of six megabytes; only root may mount one, so elsewhere this is left out. */
const small = mounted();
afterAll(() => {
  if (small !== null) execFileSync('umount', [small]);
});

function mounted(): string | null {
  const path = mkdtempSync(join(tmpdir(), 'tunnelwatch-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', path], { stdio: 'ignore' });
    return path;
  } catch {
    rmSync(path, { recursive: true });
    return null;
  }
}

(small === null ? describe.skip : describe)('on a disk that fills', () => {
  test('ends with a sentence and a code, and goes on from what was stored when there is room', async () => {
    const data = ['--data', small ?? ''];
    const first = start(...data);
    await first.says(/12 groups: 12 connected/);
    const filling = join(small ?? '', 'filling');
    try {
      writeFileSync(filling, Buffer.alloc(8 * 1024 * 1024));
    } catch {
      // As far as there was room.
    }
    const name = changes(3, 'drop');
    first.nudge();
    expect(await first.ended).toBe(13);
    expect(first.printed()).toMatch(
      /The disk that .* is on is full: nothing more can be stored, so watching ends\./,
    );
    rmSync(filling);
    const second = start(...data);
    await second.says(new RegExp(`\\[DOWN\\] ${name}`));
    await second.says(/11 connected, 1 disconnected/);
    expect(await second.end('SIGINT')).toBe(0);
    expect(second.printed()).not.toContain('[WATCHING]');
  });
});
