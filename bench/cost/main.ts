/**
 * `npm run cost`: a month's bill, from what runs use (measured here), what is deployed (counted in the template) and a dated table
 * of prices. Ends with 1 where a bound is not kept, or where the README or docs/cost.md have other figures; `-- --write` writes these there.
 */
import { pagesOf, shortestInterval } from '../../lib/core/rate/interval.ts';
import { measureUnits } from '../../test/sync/units.ts';
import {
  ASSUMED,
  type BillLine,
  billedMilliseconds,
  billOf,
  type Counted,
  type Measured,
  totalOf,
  withoutAllowances,
} from './bill.ts';
import { countDeployed } from './count.ts';
import { type MeasuredRun, measureRun } from './measure.ts';
import { isStale, write } from './pages.ts';
import { PRICED } from './prices.ts';

const MEASURED = [50, 1_000] as const;

/** Stored on the embedded engine, so many groups take minutes: what they use is on the line through those that are measured. */
const COMPUTED = 10_000;
const MINUTES = [1, 5] as const;
const ORGANIZATIONS = [1, 20] as const;

/** Dollars a month of 1,000 groups at one run each minute. */
const BOUNDS = { first: 3, further: 1 } as const;

/** Write units of a run that finds nothing new. */
const UNCHANGED_WRITES = 2;

interface Fleet {
  readonly groups: number;
  readonly run: MeasuredRun;
  readonly measured: Measured;
}

async function fleetOf(groups: number): Promise<Fleet> {
  const [units, run] = [await measureUnits(groups), await measureRun(groups)];
  const { first, unchanged, cold, change } = units;
  return {
    groups,
    run,
    measured: {
      groups,
      unchanged: { ...run, writes: unchanged.writes, reads: unchanged.reads },
      coldReads: cold.reads - unchanged.reads,
      // The engine does not count the index of changes by group.
      changeWrites: change.writes - unchanged.writes + 1,
      tableBytes: first.bytes,
      changeBytes: change.bytes - first.bytes,
    },
  };
}

/** What grows with the groups, grows in a straight line; pages do so in steps. */
function computed(groups: number, small: Fleet, large: Fleet): Fleet {
  const along = (of: (fleet: Fleet) => number): number => {
    const slope = (of(large) - of(small)) / (large.groups - small.groups);
    return of(large) + slope * (groups - large.groups);
  };
  const pages = pagesOf(groups);
  const run: MeasuredRun = {
    ...large.run,
    pages,
    processorMilliseconds: along((fleet) => fleet.run.processorMilliseconds),
    sentBytes: (large.run.sentBytes / large.run.pages) * pages,
  };
  return {
    groups,
    run,
    measured: {
      ...large.measured,
      groups,
      unchanged: { ...large.measured.unchanged, ...run },
      coldReads: along((fleet) => fleet.measured.coldReads),
      tableBytes: along((fleet) => fleet.measured.tableBytes),
    },
  };
}

const [small, large] = [await fleetOf(MEASURED[0]), await fleetOf(MEASURED[1])];
const fleets = [small, large, computed(COMPUTED, small, large)];

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
const number = (count: number): string => count.toLocaleString('en');

/** What docs/cost.md shows. */
const said: string[] = [];
function say(text: string): void {
  said.push(...text.split('\n'));
  console.log(text);
}

say('What a run that finds nothing new uses, as measured; of 10,000 groups on the line through the others\n');
say('groups  pages  AWS calls  write units  read units  processor  billed (Lambda)  log bytes  metrics');
for (const { groups, run, measured } of fleets) {
  const counted = countDeployed(1, 1, run);
  const { writes, reads } = measured.unchanged;
  say(
    [
      number(groups).padStart(6),
      String(run.pages).padStart(5),
      String(run.calls).padStart(9),
      String(writes).padStart(11),
      String(reads).padStart(10),
      `${run.processorMilliseconds.toFixed(0)} ms`.padStart(9),
      `${billedMilliseconds(measured.unchanged, counted.memoryMegabytes).toFixed(0)} ms`.padStart(15),
      number(run.logBytes).padStart(9),
      String(counted.metrics).padStart(7),
    ].join('  '),
  );
}
say(
  `\nAssumed: ${ASSUMED.page} ms for a page, ${ASSUMED.call} ms for a call of AWS, a share of a processor as ${number(ASSUMED.wholeProcessorMegabytes)} MB give a whole one,` +
    `\n${ASSUMED.processesADay} cold starts and ${ASSUMED.changesADay} changes of a group a day, told to ${ASSUMED.addresses} address; 13 months kept.`,
);

const of = (
  fleet: Fleet,
  organizations: number,
  everyMinutes: number,
): readonly [Counted, readonly BillLine[]] => {
  const counted = countDeployed(organizations, everyMinutes, fleet.run);
  return [counted, billOf(fleet.measured, counted, everyMinutes)];
};

const bills = [small, large].map((fleet) => {
  const [counted, one] = of(fleet, 1, 1);
  const [, two] = of(fleet, 2, 1);
  const lines = one.map(({ what, dollars: first }, index) => ({
    what,
    first,
    further: (two[index]?.dollars ?? 0) - first,
  }));
  return {
    fleet,
    counted,
    lines: [...lines, { what: 'all', first: totalOf(one), further: totalOf(two) - totalOf(one) }],
  };
});
say(`\nA month's bill, a run each minute, ${PRICED.region}, prices of ${PRICED.date}\n`);
say(
  `${' '.repeat(13)}${bills.map(({ fleet }) => `${number(fleet.groups)} groups: one`.padStart(18) + 'each further'.padStart(14)).join('')}`,
);
for (const [index, { what }] of (bills[0]?.lines ?? []).entries()) {
  const cells = bills.map(({ lines }) => {
    const { first = 0, further = 0 } = lines[index] ?? {};
    return `${dollars(first).padStart(18)}${dollars(further).padStart(14)}`;
  });
  say(`${what.padEnd(13)}${cells.join('')}`);
}
const allowed = bills.map(({ fleet, counted }) => dollars(withoutAllowances(fleet.measured, counted, 1)));
say(
  `\nCounted as free, because few accounts use them up: 3 dashboards, 14 million invocations of EventBridge Scheduler, 100 GB to the` +
    `\ninternet. Where they are used up: ${allowed.join(' and ')} more for one organization. All other free allowances are not counted.`,
);

/** Processor time differs from machine to machine and with what else it does: a third of it is no other bill. */
const OF_PROCESSOR = 1 / 3;
const TEN_CENTS = 0.1;

/** One figure of the README's table, which says it rounded up. `ofProcessor`: what of it moves with each measurement. */
const cells = fleets.flatMap((fleet) =>
  MINUTES.flatMap((everyMinutes) =>
    ORGANIZATIONS.map((count) => {
      const [, lines] = of(fleet, count, everyMinutes);
      const ofProcessor = lines.find(({ what }) => what === 'function')?.dollars ?? 0;
      return { fleet, everyMinutes, ofProcessor, shown: dollars(Math.ceil(totalOf(lines) * 10) / 10) };
    }),
  ),
);
const rows = cells.flatMap(({ fleet, everyMinutes, shown }, index) => {
  if (index % ORGANIZATIONS.length > 0) return [];
  const shortest = shortestInterval(fleet.groups, 'strict');
  const note = shortest === null || shortest > everyMinutes ? ' (needs higher limits of the API)' : '';
  const every = everyMinutes === 1 ? 'minute' : `${everyMinutes} minutes`;
  return [`| ${number(fleet.groups)} | ${every}${note} | ${shown} | ${cells[index + 1]?.shown} |`];
});
const table = [
  '| groups | every | one organization | 20 organizations |',
  '| --- | --- | --- | --- |',
  ...rows,
].join('\n');
console.log(
  `\nThe README's table: groups and interval of each organization, dollars a month, rounded up to ten cents\n\n${table}\n`,
);

let failed = false;
function hold(what: string, is: number, bound: number, shown: (value: number) => string): void {
  const kept = is < bound;
  failed ||= !kept;
  console.log(`${kept ? 'kept' : 'BROKEN'}: ${what}: ${shown(is)}, under ${shown(bound)}`);
}
const [, ofLarge] = bills.map(({ lines }) => lines.at(-1));
hold('one organization of 1,000 groups, each minute', ofLarge?.first ?? 0, BOUNDS.first, dollars);
hold(
  'each further organization of 1,000 groups, each minute',
  ofLarge?.further ?? 0,
  BOUNDS.further,
  dollars,
);
hold('write units of an unchanged run', large.measured.unchanged.writes, UNCHANGED_WRITES + 1, String);

const pages = [
  {
    page: new URL('../../README.md', import.meta.url),
    part: /\| groups \| every \|[\s\S]*?\n(?!\|)/,
    now: `${table}\n`,
    slack: (_amount: number, index: number) => TEN_CENTS + (cells[index]?.ofProcessor ?? 0) * OF_PROCESSOR,
  },
  {
    page: new URL('../../docs/cost.md', import.meta.url),
    part: /```text\n[\s\S]*?```/,
    now: `\`\`\`text\n${said.join('\n').trim()}\n\`\`\``,
    slack: (amount: number) => Math.max(TEN_CENTS / 2, amount * OF_PROCESSOR),
  },
];
if (process.argv.includes('--write')) pages.forEach(write);
for (const name of pages.filter(isStale).map(({ page }) => page.pathname.split('/').at(-1))) {
  failed = true;
  console.log(`BROKEN: ${name} has other figures; npm run cost -- --write writes these.`);
}
process.exitCode = failed ? 1 : 0;
