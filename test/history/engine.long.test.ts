import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, epochMilliseconds, HOUR, instant } from '../../lib/core/time.ts';
import { type Engine, startEngine } from './engine.ts';
import { type Examined, examineInstant, examineRange, type Place, place, placed } from './examine.ts';
import { play } from './play.ts';
import { SMALL_EPOCHS, type Step, step, tell } from './story.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const COMPLETE: Step = { happenings: [], run: 'complete', pause: 0, retention: null, expire: false };

/** What a story begins with, so that each has a gap. */
const A_GAP: readonly Step[] = [0, 3 * HOUR, 0].map((pause) => ({ ...COMPLETE, pause }));

/** The entry of the epoch under way expires while nobody looks, and a run then ends that epoch. */
const AN_ENTRY_EXPIRED: readonly Step[] = [
  { ...COMPLETE, retention: 2 * HOUR },
  { ...COMPLETE, run: 'none', pause: 20 * DAY },
  { ...COMPLETE, run: 'fails', expire: true },
  ...[COMPLETE, COMPLETE, COMPLETE],
];

interface Told {
  readonly table: string;
  readonly examined: Examined;
}

/** Plays a story on a table of its own, expired rows gone in any order. */
async function toldOnEngine(table: string, steps: readonly Step[]): Promise<Told> {
  const story = play(await engine.open(table), { history: SMALL_EPOCHS });
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
  return { table, examined: { oracle: story.oracle, past, now: now(), retention } };
}

async function examine(examined: Examined, places: readonly Place[]): Promise<void> {
  const instants = places.map((one) => placed(examined, one));
  for (const at of instants) await examineInstant(examined, at);
  for (let index = 0; index + 1 < instants.length; index += 2) {
    const [from = 0, to = 0] = instants.slice(index, index + 2).sort((a, b) => a - b);
    if (from < to) await examineRange(examined, from, to);
  }
}

const stories = fc.array(step, { minLength: 4, maxLength: 14 });
const fourPlaces = fc.array(place, { minLength: 4, maxLength: 4 });
const numRuns = Number(process.env.HISTORY_STORIES_ON_ENGINE ?? 4);

test('the embedded engine answers as the oracle does, through a client of its own, expired rows gone in any order', async () => {
  let tables = 0;
  await fc.assert(
    fc.asyncProperty(stories, fourPlaces, async (steps, places) => {
      tables += 1;
      const { examined } = await toldOnEngine(`story-${tables}`, steps);
      await examine(examined, places);
    }),
    { numRuns },
  );
  expect(tables).toBeGreaterThan(0);
}, 120_000);

test('an epoch whose entry expired while nobody looked is ended whole, and can be read', async () => {
  const { examined } = await toldOnEngine('entry-expired', AN_ENTRY_EXPIRED);
  await examineRange(examined, examined.now - DAY, examined.now);
}, 120_000);

test('rows that version 1 wrote are answered from as well, wherever in a story the new version took over', async () => {
  let [tables, gaps] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      stories,
      fourPlaces,
      fc.double({ min: 0.4, max: 1, noNaN: true }),
      async (steps, places, when) => {
        tables += 1;
        const { table, examined } = await toldOnEngine(`old-${tables}`, [...A_GAP, ...steps]);
        const readings = examined.oracle.readings.map(({ to }) => to);
        const takenOver = readings[Math.floor(when * readings.length)] ?? examined.now;
        gaps += await engine.asVersion1Wrote(table, instant(takenOver));
        await examine(examined, places);
      },
    ),
    { numRuns },
  );
  expect(gaps).toBeGreaterThan(0);
}, 120_000);
