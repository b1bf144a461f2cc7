import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Past } from '../../lib/core/history/past.ts';
import { DAY, epochMilliseconds, HOUR, instant } from '../../lib/core/time.ts';
import { createMemoryStore } from '../../lib/memory-store/memory-store.ts';
import type { Store } from '../../lib/sync/ports.ts';
import { aGroup } from '../support/builders.ts';
import { type Engine, startEngine } from './engine.ts';
import { examineInstant, examineRange } from './examine.ts';
import { memoryPast } from './memory-past.ts';
import { factsOf } from './oracle.ts';
import { Killed, type Meddling, type Play, play } from './play.ts';
import { happen, SMALL_EPOCHS } from './story.ts';

const RETENTION = 60 * DAY;

/** A fleet that has been watched for a while; the next run sees a group fall, one go and one come, and begins an epoch. */
async function upToTheFall(store: Store): Promise<Play> {
  const story = play(store, { history: SMALL_EPOCHS });
  for (const id of ['7', '11', '103']) story.fleet.set(id, { listed: aGroup({ id, name: `Branch ${id}` }) });
  await story.run();
  happen(story.fleet, { id: '7', what: 'warning' });
  await story.run();
  await story.run();
  story.wait(7 * HOUR);
  happen(story.fleet, { id: '7', what: 'disconnected' });
  happen(story.fleet, { id: '11', what: 'gone' });
  happen(story.fleet, { id: '12', what: 'connected' });
  return story;
}

/** What follows: a run that completes what was left, a recovery, and one more epoch. */
async function whatFollows(story: Play): Promise<void> {
  await story.run();
  happen(story.fleet, { id: '7', what: 'connected' });
  await story.run();
  story.wait(7 * HOUR);
  await story.run();
}

/**
 * Up to the killed run, and from the next complete one on, history is exactly what was. In between, each group is as it was
 * before or as the killed run saw it; nothing else.
 */
async function expectExact(
  story: Play,
  past: Past,
  killed: { from: number; to: number },
  questions: 'all' | 'few' = 'all',
): Promise<void> {
  const { oracle } = story;
  const now = epochMilliseconds(story.now());
  const examined = { oracle, past, now, retention: RETENTION };
  const next = oracle.readings.find(({ to }) => to > killed.from)?.to ?? now;
  const last = oracle.readings.at(-1)?.to ?? now;
  for (const { to } of oracle.readings)
    for (const at of questions === 'all' ? [to - 1, to, to + 1] : [to])
      if (at <= killed.from || at >= next) await examineInstant(examined, at);
  if (questions === 'all') await examineRange(examined, (oracle.readings[0]?.to ?? 0) - HOUR, killed.from);
  if (questions === 'all' && next < last) await examineRange(examined, next, last);
  for (const at of [killed.from + 1, killed.to, killed.to + 1, next - 1].filter((one) => one < next)) {
    const answer = await past.snapshot('acme', instant(at));
    if (!answer.answered) throw new Error(answer.detail);
    expect(answer.holes).toEqual([]);
    for (const { id, presence, group } of answer.groups) {
      const possible = [killed.from, next].flatMap((when) => oracle.sighting(id, when) ?? []);
      expect(possible.map((seen) => factsOf(seen.presence, seen.group))).toContain(factsOf(presence, group));
    }
  }
  const range = { from: instant(killed.from - HOUR), to: instant(last) };
  const whole = await past.uptime('acme', { range });
  if (!whole.answered) throw new Error(whole.detail);
  expect(whole.holes).toEqual([]);
  const { times, groups } = whole.parts[0]?.fleet ?? { times: null, groups: 0 };
  const { connected = 0, degraded = 0, down = 0, unknown = 0 } = times ?? {};
  expect(connected + degraded + down + unknown).toBe(groups * (last - killed.from + HOUR));
}

function killAt(at: number, when: 'before' | 'after'): Meddling {
  return {
    [when]: (_call: string, count: number) => {
      if (count === at) throw new Killed();
    },
  };
}

describe('a run that sees changes and begins an epoch, killed at any call of the store', () => {
  test.each(['before', 'after'] as const)('%s it takes effect, leaves history exact', async (when) => {
    const undisturbed = await upToTheFall(createMemoryStore());
    await undisturbed.run();
    const calls = [...undisturbed.calls];
    expect(calls).toEqual(
      expect.arrayContaining(['commitGap', 'commitGroups', 'writeSnapshot', 'switchEpoch', 'finish']),
    );
    for (const at of calls.keys()) {
      const store = createMemoryStore();
      const story = await upToTheFall(store);
      const from = story.oracle.readings.at(-1)?.to ?? 0;
      await story.run({ meddling: killAt(at, when) });
      const killed = { from, to: epochMilliseconds(story.now()) };
      // Sometimes the next process dies as well, at the very same place.
      if (at % 2 === 1) await story.run({ meddling: killAt(at, when) });
      await whatFollows(story);
      await expectExact(
        story,
        memoryPast(store, story.now, () => RETENTION),
        killed,
      );
    }
  });
});

describe('on the embedded engine, killed at any single write', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.close());

  const WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'TransactWriteItems']);

  /** From this write on the process is dead: none of its calls has an effect, until it is over. Gives how many there were. */
  function dieAtWrite(number: number, when: 'before' | 'after'): { count: number } {
    const seen = { count: 0 };
    engine.aws.breakWith((operation) => {
      const isWrite = WRITES.has(operation);
      if (isWrite) seen.count += 1;
      if (seen.count < number || (seen.count === number && !isWrite)) return undefined;
      return isWrite && seen.count === number && when === 'after' ? 'fail-after' : 'fail-before';
    });
    return seen;
  }

  async function playOut(name: string, number: number, when: 'before' | 'after'): Promise<number> {
    const store = await engine.open(name);
    const story = await upToTheFall(store);
    const now = (): number => epochMilliseconds(story.now());
    const from = story.oracle.readings.at(-1)?.to ?? 0;
    const writes = dieAtWrite(number, when);
    await story.run().catch(() => null);
    engine.aws.breakWith();
    const killed = { from, to: now() };
    await whatFollows(story);
    await expectExact(story, engine.history(name, now, RETENTION), killed, 'few');
    return writes.count;
  }

  test('history is exact', async () => {
    const writes = await playOut('undisturbed', Number.POSITIVE_INFINITY, 'before');
    expect(writes).toBeGreaterThan(9);
    for (let number = 1; number <= writes; number += 1) {
      await playOut(`before-${number}`, number, 'before');
      await playOut(`after-${number}`, number, 'after');
    }
  }, 300_000);
});
