import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { ratesOf } from '../../lib/core/history/times.ts';
import { DAY, instant, MINUTE, SECOND } from '../../lib/core/time.ts';
import { createMemoryStore } from '../../lib/memory-store/memory-store.ts';
import { memoryPast } from './memory-past.ts';
import { BEGINNING, INTERVAL, play } from './play.ts';
import { happen } from './story.ts';

/** The values of the document's example, by their names. */
async function documented(): Promise<ReadonlyMap<string, number>> {
  const text = await readFile('docs/history.md', 'utf8');
  const example = text.slice(text.indexOf('## A worked example'), text.indexOf('## Exactness'));
  const rows = example.matchAll(/^\| `([a-z ]+)` \| ([\d.]+) \|/gm);
  return new Map([...rows].map(([, name = '', value]) => [name, Number(value)]));
}

test('the worked example of the documentation is what comes out', async () => {
  const store = createMemoryStore();
  const story = play(store, {}, () => 2 * SECOND);
  const see = async (what: Parameters<typeof happen>[1]['what'], runs: number): Promise<void> => {
    happen(story.fleet, { id: '7', what });
    for (let run = 0; run < runs; run += 1) await story.run();
  };
  story.wait(54 * MINUTE + 58 * SECOND);
  await see('connected', 3);
  await see('disconnected', 3);
  await see('warning', 1);
  await see('connected', 2);
  // Each run waits for its slot; three slots on, two have passed without one.
  story.wait(3 * INTERVAL - 2 * SECOND);
  await see('connected', 1);
  await see('word', 2);

  const range = { from: instant(BEGINNING + 60 * MINUTE), to: instant(BEGINNING + 120 * MINUTE) };
  const answer = await memoryPast(store, story.now, () => DAY).uptime('acme', { range });
  if (!answer.answered) throw new Error(answer.detail);
  const times = answer.parts[0]?.groups[0]?.times;
  if (times === undefined) throw new Error('The group is not in the answer.');
  const { mttr, mtbf, ...shares } = ratesOf(times);
  const rounded = Object.entries(shares).map(([name, share]) => [name, Number(share?.toFixed(4))] as const);
  const { connected, degraded, down, unknown, unknownBecause, uncertain, outages } = times;
  const is = new Map<string, number | null>([
    ...Object.entries({ connected, degraded, down, unknown }),
    ...Object.entries(unknownBecause).filter(([, length]) => length > 0),
    ...Object.entries({ uncertain, outages, mttr, mtbf }),
    ...rounded,
  ]);
  expect(is).toEqual(await documented());
  expect(answer.gaps).toMatchObject([
    { from: '2026-03-02T15:35:00.000Z', to: '2026-03-02T15:49:58.000Z', why: 'No run was started.' },
  ]);
});
