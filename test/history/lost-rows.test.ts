import { expect, test } from '@jest/globals';
import { DAY, HOUR, instant, plus } from '../../lib/core/time.ts';
import { createMemoryStore } from '../../lib/memory-store/memory-store.ts';
import { memoryPast } from './memory-past.ts';
import { BEGINNING, play } from './play.ts';
import { happen } from './story.ts';

/** Four polls, in which group 7 fell, eased and recovered; then the row of the second change is lost. */
async function withLostRow() {
  const store = createMemoryStore();
  const story = play(store, {}, () => 2_000);
  happen(story.fleet, { id: '7', what: 'connected' });
  happen(story.fleet, { id: '11', what: 'connected' });
  await story.run();
  for (const what of ['disconnected', 'warning', 'connected'] as const) {
    happen(story.fleet, { id: '7', what });
    await story.run();
  }
  store.expire(instant(Date.UTC(9000, 0, 1)), (key) => !key.endsWith('#GROUP#7#00000003'));
  const range = { from: instant(BEGINNING + 2_000), to: story.now() };
  return { past: memoryPast(store, story.now, () => DAY), range };
}

const HOLE = [{ group: '7', from: 3, to: 3 }];

test('a row that is lost is admitted to by every question that it touches', async () => {
  const { past, range } = await withLostRow();
  expect(await past.snapshot('acme', range.to)).toMatchObject({ holes: HOLE });
  expect(await past.changes('acme', range)).toMatchObject({ holes: HOLE });
  expect(await past.uptime('acme', { range })).toMatchObject({ holes: HOLE });
  expect(await past.timeline('acme', '11', range)).toMatchObject({ holes: [] });
});

test('time whose rows are lost counts neither as up nor as down, until the group stands whole again', async () => {
  const { past, range } = await withLostRow();
  const timeline = await past.timeline('acme', '7', { ...range, to: plus(range.to, HOUR) });
  if (!timeline.answered) throw new Error(timeline.detail);
  expect(timeline.holes).toEqual(HOLE);
  expect(timeline.stretches.map(({ standing, why }) => `${standing} ${why}`)).toEqual([
    'connected null',
    'unknown rows lost',
    'unknown not seen yet',
  ]);
});
