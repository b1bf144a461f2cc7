/** A year of many organizations: whether what one of them takes grows with their number, or with its past. */
import { DAY, instant, MINUTE } from '../../lib/core/time.ts';
import { createQuickMonitor } from '../../lib/demo/past/quick-monitor.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import type { Extent } from '../options.ts';
import { figure, median, promise, type Row, ratioRow, timed } from '../report.ts';

const BEGUN = Date.UTC(2026, 0, 1);
/** Every four weeks some groups fall, and are back ten minutes later. */
const TIMES = 13;
const BETWEEN = 28 * DAY;
const BACK_AFTER = 10 * MINUTE;
const SHARE_FALLEN = 0.002;

const GATE = 1.5;

export function yearOf({ short, all }: Extent): { readonly organizations: number; readonly groups: number } {
  if (all) return { organizations: 100, groups: 10_000 };
  return { organizations: short ? 4 : 10, groups: 1_000 };
}

export const YEAR_HOW = `A year: organizations one after another in one process, over the store in memory, each with a run that sees ${SHARE_FALLEN * 100} % of its groups fall
and one that sees them back, every four weeks; of the minutes between, which find nothing new, only what the last one leaves is
written. Epochs turn and rows expire as in a year. A store is dropped with its year, because 100 would not fit in memory.`;

interface Year {
  /** Milliseconds of CPU time of the runs that saw groups come back, in order. */
  readonly runs: readonly number[];
  /** Of the whole year, its first run included. */
  readonly cpu: number;
  /** Of the rows of its history, as JSON. */
  readonly bytes: number;
  readonly epochs: number;
  readonly changes: number;
  readonly messages: number;
}

export async function years(extent: Extent): Promise<readonly Row[]> {
  const { organizations, groups } = yearOf(extent);
  const all: Year[] = [];
  for (let index = 0; index < organizations; index += 1) all.push(await aYear(`org-${index}`, groups));
  const share = Math.max(1, Math.floor(organizations / 10));
  // The first warms the process up.
  const [early, late] = [all.slice(1, 1 + share), all.slice(-share)];
  const of = (some: readonly Year[], what: (year: Year) => number): number => median(some.map(what));
  const what = `${organizations} organizations × ${groups.toLocaleString('en-US')} groups, a year`;
  const [first] = all;
  if (first === undefined) throw new Error('There was no organization.');
  return [
    ratioRow(
      `${what}: CPU of one, the last`,
      {
        ours: of(late, ({ cpu }) => cpu),
        beside: of(early, ({ cpu }) => cpu),
        unit: 'ms',
        than: 'the first',
      },
      { goal: 1.1, gate: GATE },
    ),
    ratioRow(
      `${what}: CPU of a run, in its last months`,
      {
        ours: of(all, ({ runs }) => median(runs.slice(-4))),
        beside: of(all, ({ runs }) => median(runs.slice(1, 5))),
        ...{ unit: 'ms', than: 'in its first' },
      },
      { goal: 1.1, gate: GATE },
    ),
    promise(
      `${what}: rows of the year`,
      `${first.changes} changes in ${first.epochs} epochs, ${(first.bytes / 1e6).toFixed(1)} MB, ${first.messages} messages`,
      'the same of each',
      all.every(
        ({ changes, epochs, messages }) =>
          changes === first.changes && epochs === first.epochs && messages === first.messages,
      ),
    ),
    figure(
      `${what}: bytes, the most and the least of one`,
      `${(Math.max(...all.map(({ bytes }) => bytes)) / 1e6).toFixed(2)} MB`,
      `${(Math.min(...all.map(({ bytes }) => bytes)) / 1e6).toFixed(2)} MB`,
    ),
  ];
}

async function aYear(id: string, groups: number): Promise<Year> {
  let now = BEGUN;
  const fleet = aFleet({ groups, seed: 1, now: () => now });
  const monitor = createQuickMonitor({ fleet, organization: { id, name: id, timeZone: 'UTC' } });
  const fallen = Math.max(1, Math.round(groups * SHARE_FALLEN));
  const runs: number[] = [];
  let [changes, messages] = [0, 0];
  const run = async (at: number): Promise<number> => {
    now = at;
    await monitor.rest(at - MINUTE);
    const { cpu } = await timed(async () => {
      const summary = await monitor.run(at);
      if (summary.outcome !== 'complete') throw new Error(`${id}: ${summary.failure?.detail}`);
      changes += summary.changes;
      messages += summary.alerts;
    });
    return cpu;
  };
  const { cpu } = await timed(async () => {
    await run(BEGUN);
    for (let time = 0; time < TIMES; time += 1) {
      const at = BEGUN + DAY + time * BETWEEN;
      // Others each time, so that none flaps.
      const some = fleet.groups.slice(time * fallen, (time + 1) * fallen).map((group) => group.id);
      for (const group of some)
        for (const hub of ['primary', 'secondary'] as const) fleet.dropHub(group, hub);
      await run(at);
      for (const group of some) fleet.restore(group);
      runs.push(await run(at + BACK_AFTER));
      monitor.store.expire(instant(at));
    }
  });
  const { epochs } = monitor.store.contents(id);
  const rows = epochs.map((epoch) => monitor.store.epochRows(id, epoch.id));
  return {
    ...{ runs, cpu, changes, messages, epochs: epochs.length },
    bytes: rows.reduce((sum, of) => sum + Buffer.byteLength(JSON.stringify(of)), 0),
  };
}
