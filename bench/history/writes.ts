/** Write units of production runs, as the engine counts them; the engine leaves out the index, which is added here. */
import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { createWarmCache } from '../../lib/adapters/system/warm-cache.ts';
import { compareIds } from '../../lib/core/fleet/change.ts';
import type { Group } from '../../lib/core/fleet/group.ts';
import { runTimes } from '../../lib/core/policy.ts';
import { sync } from '../../lib/sync/sync.ts';
import type { RunRequest, World } from '../../lib/sync/world.ts';
import { BEGINNING, createFleet, INTERVAL } from './fleet.ts';
import { ORGANIZATION, POLICY } from './ours.ts';
import type { BenchTable } from './table.ts';

const PAGE = 200;

export interface Writes {
  /** Write units of a run that finds nothing. */
  readonly unchanged: number;
  /** Write units for each change, with everything that its run does because of it: state, history, index, telling, records. */
  readonly perChange: number;
  readonly runs: number;
  readonly changes: number;
}

/** Plays polls in production runs. The calm fleet's changes come one in a run, the nervous one's several. */
export async function measureWrites(
  bench: BenchTable,
  table: string,
  changesADay: number,
  days: number,
): Promise<Writes> {
  await bench.create(table);
  const fleet = createFleet(changesADay);
  const groups = new Map<string, Group>([...fleet.states].map(([id, { group }]) => [id, group]));
  let [now, runs] = [Date.parse(BEGINNING), 0];
  const clock = { now: () => now, sleep: async () => undefined };
  const nobody = (): void => undefined;
  const log = { debug: nobody, info: nobody, warn: nobody, error: nobody };
  const world: World = {
    clock,
    log,
    cache: createWarmCache(),
    store: createStore({ client: bench.documents, table, clock, random: Math.random, log }),
    alerts: {
      destination: 'arn:aws:sns:us-east-1:000000000000:alerts',
      publish: async () => ({ messageId: 'm' }),
    },
    api: {
      page: async (offset) => {
        const listed = [...groups.values()].sort((a, b) => compareIds(a.id, b.id));
        return {
          records: listed.slice(offset, offset + PAGE).map((group) => ({ group })),
          total: listed.length,
        };
      },
      groupsWithIds: async () => [],
      group: async () => null,
      takeUsage: () => ({ calls: 5, tokenRequests: 0, retries: 0 }),
    },
  };
  const run = async (at: number): Promise<number> => {
    now = at;
    runs += 1;
    const name = `${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}-${String(runs).padStart(8, '0')}`;
    const deadline = { at: now + runTimes(INTERVAL).run };
    const organization = { id: ORGANIZATION, name: 'Acme', timeZone: 'UTC' };
    const request: RunRequest = { organization, policy: POLICY, run: name, deadline };
    const { units } = await bench.measure(async () => {
      const { outcome } = await sync(request, world);
      if (outcome !== 'complete') throw new Error(`A run ended ${outcome}.`);
    });
    return units;
  };
  await run(now);
  const unchanged = await run(now + INTERVAL);
  // Once for each group, the process loads nothing: what it writes is what it wrote.
  let [units, changes, changedRuns] = [0, 0, 0];
  const offset = 2 * INTERVAL;
  for (const poll of fleet.days(days)) {
    for (const { after } of poll.changes) groups.set(after.id, after.group);
    units += await run(Date.parse(poll.at) + offset);
    changes += poll.changes.length;
    changedRuns += 1;
  }
  // The index takes one unit for each change row: its entries are under a kilobyte.
  const perChange = (units - changedRuns * unchanged) / changes + 1;
  return { unchanged, perChange, runs: changedRuns, changes };
}
