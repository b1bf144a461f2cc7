/**
 * `npm run bench:history`: what history weighs and costs, beside a row for each group and poll (literal) and a row for each
 * group and state (interval), on the embedded engine. `-- --short` loads fewer days of the nervous fleet, which the gate has
 * time for. Ends with 1 where a bound is not kept.
 */
import type { Instant } from '../../lib/core/time.ts';
import { DAY, HOUR, plus } from '../../lib/core/time.ts';
import * as other from './alternatives.ts';
import { measureExport } from './export-memory.ts';
import { createFleet, GROUPS, POLLS_A_DAY, pollAt } from './fleet.ts';
import { load, ORGANIZATION, type Size, sizeOf } from './ours.ts';
import { type BenchTable, type Cost, openTable } from './table.ts';
import { measureWrites } from './writes.ts';

const YEAR = 365;
const SAMPLES_A_YEAR = GROUPS * POLLS_A_DAY * YEAR;

/** A kind of fleet, and how much of its time is simulated rather than extrapolated. */
interface Kind {
  readonly name: string;
  readonly changesADay: number;
  /** Days whose rows are made for sizes; a year of them is linear in days. */
  readonly daysSized: number;
  /** Days that are loaded and asked about. */
  readonly daysLoaded: number;
  /** Days of production runs for write units. */
  readonly daysRun: number;
  /** The range of timelines and uptimes, in days. */
  readonly range: number;
  readonly boundWrites: number;
  readonly boundBytes: number | null;
}

const SHORT = process.argv.includes('--short');

const KINDS: readonly Kind[] = [
  {
    ...{ name: 'calm: 20 changes a day', changesADay: 20, daysSized: YEAR, daysLoaded: 396, daysRun: 1 },
    ...{ range: 92, boundWrites: 100, boundBytes: 0.09 },
  },
  {
    ...{
      name: 'nervous: 2,000 changes a day',
      changesADay: 2_000,
      daysSized: SHORT ? 10 : 30,
      daysLoaded: SHORT ? 3 : 8,
      daysRun: SHORT ? 0.1 : 0.25,
    },
    ...{ range: SHORT ? 2 : 7, boundWrites: 20, boundBytes: null },
  },
];

const failures: string[] = [];

function bound(what: string, kept: boolean): void {
  console.log(`  ${kept ? 'kept  ' : 'BROKEN'}  ${what}`);
  if (!kept) failures.push(what);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function row(cells: readonly string[]): void {
  console.log(
    `  ${cells.map((cell, index) => (index === 0 ? cell.padEnd(34) : cell.padStart(28))).join('')}`,
  );
}

function times({ rows, bytes }: Size, factor: number): Size {
  return { rows: rows * factor, bytes: bytes * factor };
}

async function sizes(bench: BenchTable, kind: Kind): Promise<void> {
  const factor = YEAR / kind.daysSized;
  const {
    epochs,
    changes,
    writes: historyWrites,
    ...mine
  } = sizeOf(createFleet(kind.changesADay), kind.daysSized);
  const ours = times(mine, factor);
  const interval = times(other.intervalSize(createFleet(kind.changesADay), kind.daysSized), factor);
  const literal = other.literalSize(createFleet(kind.changesADay), YEAR);
  const writes = await measureWrites(bench, `writes-${kind.changesADay}`, kind.changesADay, kind.daysRun);
  const polls = POLLS_A_DAY * YEAR;
  const units = {
    ours: polls * writes.unchanged + historyWrites * factor,
    // A change closes one row (an update) and puts another; an unchanged poll writes as ours does.
    interval: polls * writes.unchanged + changes * factor * 2 + GROUPS,
    literal: literal.rows,
  };
  const everything =
    polls * writes.unchanged + changes * factor * writes.perChange + epochs * factor * GROUPS;
  console.log(`\n${kind.name}; ${count(GROUPS)} groups, each five minutes, a year`);
  row(['', 'ours', 'interval', 'literal']);
  row(['rows', ...[ours, interval, literal].map((size) => count(size.rows))]);
  row(['bytes', ...[ours, interval, literal].map((size) => count(size.bytes))]);
  row([
    'bytes a sample',
    ...[ours, interval, literal].map(({ bytes }) => (bytes / SAMPLES_A_YEAR).toFixed(4)),
  ]);
  row(['write units of history', ...[units.ours, units.interval, units.literal].map(count)]);
  row(['with state, telling and records', count(everything), '', '']);
  console.log(
    `  Simulated: ${kind.daysSized} days of changes for rows and bytes, ${count(writes.runs)} production runs with ${count(writes.changes)} changes for write units
  (${writes.unchanged} a run, ${writes.perChange.toFixed(1)} more for each change with its state, alerts and records). Linear, and extrapolated: polls, and days
  beyond those. Write units of history are the head's, and those of snapshots, changes and index: the other designs know
  nothing of state, telling and records either, and the interval design is not charged for transactions.`,
  );
  if (kind.boundBytes !== null)
    bound(`${kind.boundBytes} bytes a sample or less`, ours.bytes / SAMPLES_A_YEAR <= kind.boundBytes);
  bound(
    `write units of history at least ${kind.boundWrites} times fewer than literal (${(units.literal / units.ours).toFixed(0)} times; with everything ${(units.literal / everything).toFixed(0)})`,
    units.literal >= kind.boundWrites * units.ours,
  );
}

/** Costs of one question in each design, and whether they keep the bounds. */
function compare(what: string, ours: Cost, interval: Cost, literal: Cost, queriesMost: number | null): void {
  const cell = ({ calls, units, milliseconds }: Cost): string =>
    `${count(calls)} / ${count(units)} / ${milliseconds < 10 ? milliseconds.toFixed(1) : count(milliseconds)}`;
  row([what, cell(ours), cell(interval), cell(literal)]);
  if (queriesMost !== null)
    bound(
      `${queriesMost} queries and the head, plus a page for each further MB`,
      ours.calls <= queriesMost + 1 + Math.floor(ours.units / 256),
    );
  bound(
    'not slower than both alternatives',
    ours.milliseconds <= Math.max(interval.milliseconds, literal.milliseconds),
  );
}

function scaled({ calls, units, milliseconds }: Cost, factor: number): Cost {
  return { calls: calls * factor, units: units * factor, milliseconds: milliseconds * factor };
}

async function questions(bench: BenchTable, kind: Kind): Promise<void> {
  const [ours, interval, literal] = ['ours', 'interval', 'literal'].map(
    (name) => `${name}-${kind.changesADay}`,
  );
  if (ours === undefined || interval === undefined || literal === undefined) return;
  const past = await load(bench, ours, createFleet(kind.changesADay), kind.daysLoaded);
  const fleet = createFleet(kind.changesADay);
  await bench.create(interval);
  await bench.load(interval, other.intervalRows(fleet, fleet.days(kind.daysLoaded)));
  await bench.create(literal);
  const states = [...fleet.states.values()];
  const ids = states.map(({ id }) => id);
  const last = kind.daysLoaded * POLLS_A_DAY - 1;
  /** Days of one group that are loaded of the literal design, for its timeline. */
  const literalDays = Math.min(7, kind.range);
  await bench.load(literal, other.literalRows(states, 1, last));
  const [one = states[0], ...others] = states;
  if (one === undefined || others.length === 0) return;
  await bench.load(literal, other.literalRows([one], literalDays * POLLS_A_DAY, last - 1));

  const now = pollAt(last);
  console.log(`\n${kind.name}: calls / read units / milliseconds`);
  row(['', 'ours', 'interval', 'literal']);
  const instants: readonly (readonly [string, Instant])[] = [
    ['fleet now', now],
    ['fleet an hour ago', plus(now, -HOUR)],
    ...(kind.daysLoaded > 7 ? ([['fleet a week ago', plus(now, -7 * DAY)]] as const) : []),
    ...(kind.daysLoaded > 395 ? ([['fleet 13 months ago', plus(now, -395 * DAY)]] as const) : []),
  ];
  // A first question opens connections and warms the engine; it is not counted.
  await past.snapshot(ORGANIZATION, now);
  const literalFleet = await bench.measure(() => other.fleetAt(bench, literal, ids, now));
  for (const [what, at] of instants)
    compare(
      what,
      await bench.measure(() => past.snapshot(ORGANIZATION, at)),
      await bench.measure(() => other.fleetAt(bench, interval, ids, at)),
      literalFleet,
      2,
    );

  const from = plus(now, -kind.range * DAY);
  const range = { from, to: now };
  const ranges = kind.range / literalDays;
  const literalTimeline = await bench.measure(() =>
    other.timeline(bench, literal, one.id, plus(now, -literalDays * DAY)),
  );
  compare(
    `timeline of a group, ${kind.range} days`,
    await bench.measure(() => past.timeline(ORGANIZATION, one.id, range)),
    await bench.measure(() => other.timeline(bench, interval, one.id, from)),
    scaled(literalTimeline, ranges),
    null,
  );
  compare(
    `uptime of the fleet, ${kind.range} days`,
    await bench.measure(() => past.uptime(ORGANIZATION, { range })),
    await bench.measure(async () => {
      for (const id of ids) await other.timeline(bench, interval, id, from);
    }),
    scaled(literalTimeline, ranges * GROUPS),
    null,
  );
  console.log(
    `  Loaded: ${kind.daysLoaded} days of ours and of interval; of literal, whose cost for an instant does not depend on how much
  there is, the last poll of every group, and ${literalDays} days of one. Linear, and extrapolated: literal timelines beyond these
  days, and literal uptimes, from that one group's.`,
  );
}

const bench = await openTable();
for (const kind of KINDS) {
  await sizes(bench, kind);
  await questions(bench, kind);
}
await bench.close();

console.log('\nExport of changes as CSV, in one process: records / text / largest heap in use');
const [small, large] = [await measureExport(100_000), await measureExport(1_000_000)];
for (const { records, megabytes, heap } of [small, large])
  console.log(`  ${count(records)} / ${count(megabytes)} MB / ${heap.toFixed(0)} MB`);
bound('memory stays flat: ten times the records take no more than 20 MB more', large.heap - small.heap <= 20);
console.log(failures.length === 0 ? '\nAll bounds are kept.' : `\nNot kept: ${failures.join('; ')}.`);
process.exitCode = failures.length === 0 ? 0 : 1;
