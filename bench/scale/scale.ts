/** Many organizations, on paper and in a small simulation. */
import { largestFleet, pagesOf, shortestInterval } from '../../lib/core/rate/interval.ts';
import { RATES } from '../../lib/core/rate/limits.ts';
import type { Extent } from '../options.ts';
import { figure, median, promise, type Row, ratioRow, type Section } from '../report.ts';
import { builtBundle, openFunction, openWorld, payloadFor, takeEnvironment } from '../world/open.ts';
import { YEAR_HOW, years } from './year.ts';

/** DynamoDB's limits (AWS, "Service quotas" and "Designing partition keys"): units a second of one partition. */
const PARTITION = { writes: 1_000, reads: 3_000 };
/** New and changed groups of an organization in one partition: 2 units a kilobyte in a transaction, state and change row. */
const ORGANIZATIONS = 100;
const GROUPS = 10_000;
const STATE_KILOBYTES = 2;
/** Transactions follow each other, 49 groups each; one takes about so long within a region. */
const TRANSACTION_MILLISECONDS = 20;
const GROUPS_A_TRANSACTION = 49;
const GATE = 1.6;

export async function scale(extent: Extent): Promise<Section> {
  const { short } = extent;
  return {
    name: 'Scale',
    how: `Small organizations share one process, as on Lambda; CPU of an unchanged warm run of the first, alone and among the others. ${YEAR_HOW} The rest is computed:
partitions against DynamoDB's limits of one (${PARTITION.writes} write and ${PARTITION.reads.toLocaleString('en-US')} read units a second), intervals by lib/core/rate/interval.ts from the API's limits (${RATES.strict.map(({ calls, milliseconds }) => `${calls} in ${milliseconds / 1_000} s`).join(', ')}).`,
    rows: [
      ...(await manyOrganizations(short ? 10 : ORGANIZATIONS)),
      ...(await years(extent)),
      ...partitions(),
      ...intervals(),
    ],
  };
}

async function manyOrganizations(organizations: number): Promise<readonly Row[]> {
  const groups = 20;
  const world = await openWorld();
  await world.ask('fleet', { groups });
  await world.ask('table', 'scale');
  takeEnvironment(world, 'scale');
  const fn = openFunction(world, builtBundle());
  const runs = async (ids: readonly string[]): Promise<number> => {
    const times: number[] = [];
    for (const id of ids) {
      const before = process.cpuUsage();
      await fn.run(payloadFor(world, id));
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000);
    }
    return median(times);
  };
  const ids = Array.from({ length: organizations }, (_, index) => `org-${index}`);
  const rounds = Array.from({ length: 40 }, () => 'org-0');
  await runs(rounds);
  const alone = await runs(rounds);
  const before = await world.ask('used', null);
  await runs(ids);
  const after = await world.ask('used', null);
  for (let round = 0; round < 2; round += 1) await runs(ids);
  const among = await runs([...ids, ...ids, ...ids, ...ids].slice(0, Math.max(40, organizations)));
  await world.close();
  const units = (after.units - before.units) / (organizations - 1);
  return [
    ratioRow(
      `CPU of a run, one of ${organizations} organizations`,
      { ours: among, beside: alone, unit: 'ms', than: 'alone' },
      { goal: 1.1, gate: GATE },
    ),
    figure(
      `first run of each of ${organizations - 1} more`,
      `${units.toFixed(0)} units an organization of ${groups} groups`,
    ),
  ];
}

/** An organization's items are one partition, each epoch's rows one more, its alerts and runs others: nothing is shared. */
function partitions(): readonly Row[] {
  const transactions = Math.ceil(GROUPS / GROUPS_A_TRANSACTION);
  const seconds = (transactions * TRANSACTION_MILLISECONDS) / 1_000;
  const storm = (GROUPS * STATE_KILOBYTES * 2) / seconds;
  const unchanged = 2 / 60;
  const cold = (GROUPS * STATE_KILOBYTES * 1_024) / 4_096;
  const organizations = (ORGANIZATIONS * 2) / 60;
  return [
    promise(
      'hottest partition, unchanged, a run a minute',
      `${unchanged.toFixed(3)} units/s`,
      `${PARTITION.writes} units/s`,
      unchanged < PARTITION.writes,
    ),
    promise(
      'organizations in the list of all, 100 first runs in a minute',
      `${organizations.toFixed(1)} units/s`,
      `${PARTITION.writes} units/s`,
      organizations < PARTITION.writes,
    ),
    figure(
      `storm of ${GROUPS.toLocaleString('en-US')} groups, as fast as transactions follow each other`,
      `${storm.toFixed(0)} units/s for ${seconds.toFixed(1)} s`,
      `${PARTITION.writes} units/s: DynamoDB throttles, the SDK waits; ${Math.ceil((GROUPS * STATE_KILOBYTES * 2) / PARTITION.writes)} s at least`,
    ),
    figure(
      `cold read of ${GROUPS.toLocaleString('en-US')} groups`,
      `${cold.toFixed(0)} units`,
      `${(cold / PARTITION.reads).toFixed(1)} s of ${PARTITION.reads.toLocaleString('en-US')} units/s`,
    ),
  ];
}

function intervals(): readonly Row[] {
  const fleets = [1_000, 2_200, 2_800, 5_000, 10_000, 20_000].map((groups) => {
    const minutes = shortestInterval(groups, 'strict');
    return figure(
      `shortest interval for ${groups.toLocaleString('en-US')} groups`,
      `${minutes} min`,
      `${pagesOf(groups)} calls a run; exempt: ${shortestInterval(groups, 'exempt')} min`,
      { groups, minutes },
    );
  });
  return [
    ...fleets,
    figure(
      'largest fleet each minute',
      `${largestFleet(1, 'strict').toLocaleString('en-US')} groups`,
      `exempt: ${largestFleet(1, 'exempt').toLocaleString('en-US')}`,
    ),
  ];
}
