import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { epochMilliseconds } from '../../lib/core/time.ts';
import { createMemoryStore } from '../../lib/memory-store/memory-store.ts';
import { examineInstant, examineRange, place, placed } from './examine.ts';
import { memoryPast } from './memory-past.ts';
import { play } from './play.ts';
import { SMALL_EPOCHS, step, tell } from './story.ts';

test('every question about any instant or range of any story is answered as it was', async () => {
  let [answered, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 24 }),
      fc.array(place, { minLength: 6, maxLength: 6 }),
      async (steps, places) => {
        const store = createMemoryStore();
        const story = play(store, { history: SMALL_EPOCHS });
        await tell(story, steps, async (fraction) => {
          let count = 0;
          store.expire(story.now(), () => (count++ % 4) / 4 < fraction);
        });
        const { retention } = story.policy.history;
        const past = memoryPast(store, story.now, () => retention);
        const examined = { oracle: story.oracle, past, now: epochMilliseconds(story.now()), retention };
        const instants = places.map((one) => placed(examined, one));
        for (const at of instants) await examineInstant(examined, at);
        for (let index = 0; index + 1 < instants.length; index += 2) {
          const [from = 0, to = 0] = instants.slice(index, index + 2).sort((a, b) => a - b);
          if (from < to) await examineRange(examined, from, to);
        }
        if (story.oracle.readings.length > 0) answered += 1;
        else refused += 1;
      },
    ),
    { numRuns: Number(process.env.HISTORY_STORIES ?? 300) },
  );
  expect(answered).toBeGreaterThan(refused);
});
