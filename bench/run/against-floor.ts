/** Warm runs of the function as it is deployed, against the same calls made bare. */
import { PAGE_LIMIT } from '../../lib/core/fleet/pages.ts';
import { pagesOf } from '../../lib/core/rate/interval.ts';
import type { Extent } from '../options.ts';
import { median, type Row, ratioRow, type Section, timed } from '../report.ts';
import { type Floor, openFloor } from '../world/floor.ts';
import {
  builtBundle,
  type Invocations,
  type OpenWorld,
  openFunction,
  openWorld,
  takeEnvironment,
} from '../world/open.ts';

/** An answer that comes from far away: what a page takes at the least between two continents, and less than the API takes. */
const FAR_MILLISECONDS = 100;

/** Both are the gates as well: CPU times in turn are steady enough, also on a busy machine. */
const GOAL_UNCHANGED = 1.3;
const GOAL_CPU = 3;

interface Stage {
  readonly world: OpenWorld;
  readonly floor: Floor;
  readonly invocations: Invocations;
  readonly groups: number;
}

export async function againstFloor({ short, all }: Extent): Promise<Section> {
  const sizes = short ? [10, 1_000, 2_800] : [10, 200, 1_000, 2_800, 10_000];
  const bundle = builtBundle();
  const rows: Row[] = [];
  const world = await openWorld();
  for (const groups of sizes) {
    const table = `run-${groups}`;
    await world.ask('fleet', { groups });
    await world.ask('table', table);
    takeEnvironment(world, table);
    const invocations = openFunction(world, bundle);
    await invocations.run();
    await world.ask('copy', { from: table, to: `${table}-floor` });
    const floor = openFloor(world, { from: table, to: `${table}-floor` });
    const stage = { world, floor, invocations, groups };
    rows.push(...(await unchanged(stage, short)));
    rows.push(...(await cpu(stage, short)));
    if (!short) rows.push(...(await changed(stage, all)));
    await floor.close();
  }
  await world.close();
  return {
    name: 'A warm run against the floor',
    how: `The bundle's handler over an API whose ${PAGE_LIMIT}-group pages were made before, and a DynamoDB engine; both in another process. The floor:
the same requests over HTTP in the same order and as many at once, bodies thrown away, on a copy of the table. In turn, medians.
CPU is this process's own; beside it JSON.parse of the same bytes, in the same process. By its CPU: the floor, and the CPU time that a
run takes beyond it; a run on a machine with nothing else to do takes as long, and a busy one does not disturb it.`,
    rows,
  };
}

/** Medians of a run and its floor, in milliseconds. */
interface Times {
  readonly ours: number;
  readonly floor: number;
  /** CPU time of this process that the run took beyond its floor. */
  readonly ownCpu: number;
}

/** Runs and floors in turn. */
async function inTurn(
  { world, floor, invocations, groups }: Stage,
  times: number,
  before: (time: number) => Promise<unknown> = async () => undefined,
): Promise<Times> {
  const runs: { readonly ours: number; readonly floor: number; readonly ownCpu: number }[] = [];
  for (let time = 0; time < times; time += 1) {
    await before(time);
    await world.ask('record', null);
    const run = await timed(() => invocations.run());
    const calls = await world.ask('recorded', null);
    const bare = await timed(() => floor.play(pagesOf(groups), calls));
    runs.push({ ours: run.milliseconds, floor: bare.milliseconds, ownCpu: run.cpu - bare.cpu });
  }
  const of = (name: keyof Times): number => median(runs.map((one) => one[name]));
  return { ours: of('ours'), floor: of('floor'), ownCpu: of('ownCpu') };
}

async function unchanged(stage: Stage, short: boolean): Promise<readonly Row[]> {
  const what = `${count(stage.groups)}, unchanged`;
  await inTurn(stage, 3);
  const near = await inTurn(stage, 9);
  await stage.world.ask('latency', FAR_MILLISECONDS);
  const far = await inTurn(stage, short ? 3 : 5);
  await stage.world.ask('latency', 0);
  const unit = 'ms';
  return [
    ratioRow(`${what}, 0 ms a page`, { ours: near.ours, beside: near.floor, unit, than: 'floor' }),
    ratioRow(
      `${what}, ${FAR_MILLISECONDS} ms a page`,
      { ours: far.ours, beside: far.floor, unit, than: 'floor' },
      { goal: GOAL_UNCHANGED },
    ),
    ratioRow(
      `${what}, ${FAR_MILLISECONDS} ms a page, by its CPU`,
      { ours: far.floor + far.ownCpu, beside: far.floor, unit, than: 'floor' },
      { goal: GOAL_UNCHANGED, gate: GOAL_UNCHANGED },
    ),
  ];
}

async function cpu({ world, invocations, groups }: Stage, short: boolean): Promise<readonly Row[]> {
  const texts = await Promise.all(
    Array.from({ length: pagesOf(groups) }, (_, page) => world.ask('page', page)),
  );
  const [runs, parses]: [number[], number[]] = [[], []];
  for (let time = 0; time < (short ? 9 : 15); time += 1) {
    runs.push((await timed(() => invocations.run())).cpu);
    parses.push((await timed(() => texts.map((text) => JSON.parse(text ?? '')))).cpu);
  }
  const isGoal = groups >= 1_000;
  return [
    ratioRow(
      `${count(groups)}, unchanged, CPU`,
      { ours: median(runs), beside: median(parses), unit: 'ms', than: 'JSON.parse' },
      isGoal ? { goal: GOAL_CPU, gate: GOAL_CPU } : {},
    ),
  ];
}

/** Each time other groups, so that none flaps; all of them once down, once up. */
async function changed(stage: Stage, all: boolean): Promise<readonly Row[]> {
  const { groups, world } = stage;
  const share = Math.ceil(groups / 100);
  const kinds = [
    { what: '1 change', count: 1, times: 3 },
    ...(share > 1 ? [{ what: '1 % changed', count: share, times: 2 }] : []),
    ...(groups <= 1_000 || all ? [{ what: 'all changed', count: groups, times: 2 }] : []),
  ];
  const rows: Row[] = [];
  let next = 0;
  for (const { what, count: some, times } of kinds) {
    const { ours, floor } = await inTurn(stage, times, (time) => {
      const isAll = some === groups;
      const from = isAll ? 0 : next;
      next = isAll ? 0 : next + some;
      return world.ask('turn', { from, count: some, up: isAll && time % 2 === 1 });
    });
    rows.push(
      ratioRow(`${count(groups)}, ${what}, 0 ms a page`, { ours, beside: floor, unit: 'ms', than: 'floor' }),
    );
  }
  return rows;
}

function count(groups: number): string {
  return `${groups.toLocaleString('en-US')} groups`;
}
