/**
 * `npm run bench`: what runs, starts, memory and storage cost, each figure beside what it can be compared with, both taken in
 * this run. `-- --json` prints one object; `--only NAME` some sections; `--short` what the gate holds. Ends with 1 where a ratio
 * passes its gate.
 */
import { Command } from 'commander';
import { memory } from './large/memory.ts';
import { storage } from './large/storage.ts';
import { storm } from './large/storm.ts';
import type { Extent } from './options.ts';
import { broken, print, type Section } from './report.ts';
import { againstFloor } from './run/against-floor.ts';
import { leaks } from './scale/leaks.ts';
import { scale } from './scale/scale.ts';
import { start } from './start/start.ts';

const SECTIONS: Readonly<Record<string, ((extent: Extent) => Promise<Section>) | undefined>> = {
  run: againstFloor,
  start,
  memory,
  storage,
  storm,
  scale,
  leaks,
};

const program: Command = new Command('bench')
  .option('--json', 'one object instead of a table')
  .option('--short', 'what the gate holds, in a few minutes')
  .option('--all', 'also what takes longest: all groups of large fleets changed, a year of 100 organizations')
  .option('--only <names>', `some of ${Object.keys(SECTIONS).join(', ')}, with commas between`)
  .option('--invocations <count>', 'warm invocations of the search for leaks', (text) =>
    Number.parseInt(text, 10),
  )
  .parse();
const options = program.opts<{
  json?: true;
  short?: true;
  all?: true;
  only?: string;
  invocations?: number;
}>();
const short = options.short === true;
const extent: Extent = {
  short,
  all: options.all === true,
  invocations: options.invocations ?? (short ? 1_000 : 20_000),
};
const names = options.only?.split(',') ?? Object.keys(SECTIONS);

const sections: Section[] = [];
for (const name of names) {
  const measure = SECTIONS[name];
  if (measure === undefined)
    program.error(`There is no section ${name}; there are ${Object.keys(SECTIONS).join(', ')}.`);
  if (process.stderr.isTTY) process.stderr.write(`Measuring ${name} …\n`);
  const section = await measure(extent);
  sections.push(section);
  if (options.json !== true) process.stdout.write(print(section));
}
const passed = broken(sections);
if (options.json === true)
  process.stdout.write(`${JSON.stringify({ node: process.version, sections, broken: passed }, null, 2)}\n`);
else
  process.stdout.write(
    passed.length === 0 ? '\nAll gates are kept.\n' : `\nNot kept: ${passed.join('; ')}.\n`,
  );
process.exitCode = passed.length === 0 ? 0 : 1;
