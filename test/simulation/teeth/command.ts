/** `npm run simulate -- --teeth`: every deliberate bug, and how many seeds it took to find it. */
import type { Options } from '../options.ts';
import { BUGS } from './bugs.ts';
import { type Bite, bite } from './try.ts';

export async function tryTeeth({
  from,
  seeds,
  workers,
  json,
}: Pick<Options, 'from' | 'seeds' | 'workers' | 'json'>): Promise<boolean> {
  const left = [...BUGS];
  const bites: Bite[] = [];
  const tryNext = async (): Promise<void> => {
    for (let bug = left.shift(); bug !== undefined; bug = left.shift()) {
      const found = await bite(bug, from, seeds);
      bites.push(found);
      if (!json) console.log(lineOf(found));
    }
  };
  await Promise.all(Array.from({ length: workers }, tryNext));
  const missed = bites.filter(({ seed }) => seed === null).length;
  if (json) console.log(JSON.stringify({ bites, missed }));
  else console.log(`\n${bites.length - missed} of ${bites.length} deliberate bugs found.`);
  return missed === 0;
}

function lineOf({ bug, seed, seeds, invariant, detail }: Bite): string {
  if (seed === null) return `MISSED  ${bug} (${seeds} seeds)`;
  const why = detail?.replace(/\s+/g, ' ') ?? '';
  return `${String(seeds).padStart(5)} ${seeds === 1 ? 'seed ' : 'seeds'}  ${bug}: ${invariant} ${why.length > 90 ? `${why.slice(0, 90)}…` : why}`;
}
