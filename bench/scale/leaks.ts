/** One process, invoked again and again. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HOUR } from '../../lib/core/time.ts';
import type { Extent } from '../options.ts';
import { figure, median, promise, ratioRow, type Section } from '../report.ts';
import { builtBundle, openFunction, openWorld, takeEnvironment } from '../world/open.ts';

const GROUPS = 10;
/** Parts of the invocations that are compared: the first of them warms up and is left out. */
const PARTS = 10;
/** A leak of as little as this would be 20 MB in the 100,000 invocations of 70 days. */
const GROWTH_MOST_BYTES = 200;
/** What code that is compiled and forgotten moves the heap by. */
const NOISE_BYTES = 1_500_000;
/** CPU time of a run late in the life of a process against one early. */
const GATE = 1.5;

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

export async function leaks({ invocations }: Extent): Promise<Section> {
  const world = await openWorld();
  await world.ask('fleet', { groups: GROUPS });
  await world.ask('table', 'leaks');
  takeEnvironment(world, 'leaks');
  const fn = openFunction(world, builtBundle());
  await fn.run();
  const begun = await world.ask('seen', null);
  const started = performance.now();
  const parts: { readonly cpu: number; readonly heap: number }[] = [];
  for (let part = 0; part < PARTS; part += 1) {
    const times: number[] = [];
    for (let run = 0; run < invocations / PARTS; run += 1) {
      const before = process.cpuUsage();
      await fn.run();
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000);
    }
    parts.push({ cpu: median(times), heap: heap() });
  }
  const hours = (performance.now() - started) / HOUR;
  const ended = await world.ask('seen', null);
  await world.close();

  const [second, last] = [parts[1], parts.at(-1)];
  if (second === undefined || last === undefined) throw new Error('There were too few invocations.');
  const between = (invocations * (PARTS - 2)) / PARTS;
  const growth = last.heap - second.heap;
  const [pages, connections] = [ended.pages - begun.pages, ended.connections - begun.connections];
  const tokens = ended.tokens - begun.tokens;
  // A token of an hour is renewed at half of it.
  const tokensMost = Math.ceil(hours * 2);
  return {
    name: `No slow leaks: ${invocations.toLocaleString('en-US')} warm invocations of one process`,
    how: `${GROUPS} groups, unchanged, one invocation after another (in production a minute lies between); parts of ${(invocations / PARTS).toLocaleString('en-US')}, the first left out. Heap after
a collection. -- --invocations 100000 takes as many as that.`,
    rows: [
      ratioRow(
        'CPU of a run, last part',
        { ours: last.cpu, beside: second.cpu, unit: 'ms', than: 'second part' },
        { goal: 1.1, gate: GATE },
      ),
      promise(
        'heap, grown in the eight parts between',
        `${(growth / 1e6).toFixed(2)} MB`,
        `at most ${((between * GROWTH_MOST_BYTES + NOISE_BYTES) / 1e6).toFixed(2)} MB`,
        growth <= between * GROWTH_MOST_BYTES + NOISE_BYTES,
      ),
      figure(
        'heap in use',
        `${(last.heap / 1e6).toFixed(1)} MB at the end`,
        `${(second.heap / 1e6).toFixed(1)} MB after the second part`,
      ),
      promise('connections to the API', `${connections} new`, `0 for ${pages} pages`, connections === 0),
      promise('token requests', String(tokens), `at most ${tokensMost}`, tokens <= tokensMost),
    ],
  };
}

function heap(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}
