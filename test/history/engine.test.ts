import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { epochMilliseconds } from '../../lib/core/time.ts';
import { type Engine, startEngine } from './engine.ts';
import { examineInstant, examineRange, place, placed } from './examine.ts';
import { play } from './play.ts';
import { SMALL_EPOCHS, step, tell } from './story.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

test('the embedded engine answers as the oracle does, through a client of its own, expired rows gone in any order', async () => {
  let tables = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 14 }),
      fc.array(place, { minLength: 4, maxLength: 4 }),
      async (steps, places) => {
        tables += 1;
        const table = `story-${tables}`;
        const store = await engine.open(table);
        const story = play(store, { history: SMALL_EPOCHS });
        const now = (): number => epochMilliseconds(story.now());
        engine.runBy(now);
        let drawn = 0;
        const random = (): number => {
          drawn += 1;
          return ((drawn * 7) % 16) / 16;
        };
        await tell(story, steps, async (spared) => {
          await engine.aws.expireItems(table, { random, atMost: Math.ceil((1 - spared) * 20) });
        });
        const { retention } = story.policy.history;
        const past = engine.history(table, now, retention);
        const examined = { oracle: story.oracle, past, now: now(), retention };
        const instants = places.map((one) => placed(examined, one));
        for (const at of instants) await examineInstant(examined, at);
        for (let index = 0; index + 1 < instants.length; index += 2) {
          const [from = 0, to = 0] = instants.slice(index, index + 2).sort((a, b) => a - b);
          if (from < to) await examineRange(examined, from, to);
        }
      },
    ),
    { numRuns: Number(process.env.HISTORY_STORIES_ON_ENGINE ?? 6) },
  );
  expect(tables).toBeGreaterThan(0);
});
