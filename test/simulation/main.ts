/** `npm run simulate`: the fault simulation. Documentation: `docs/simulation.md`. */
import { neverHappened } from './coverage.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { reportLines, stopwatch } from './print.ts';
import { bugNamed } from './teeth/bugs.ts';
import { tryTeeth } from './teeth/command.ts';
import { playSeeds } from './workers.ts';

const COMMAND = 'npm run simulate';

async function simulate({ from, seeds, workers, json, bug, atLeast }: Options): Promise<boolean> {
  const elapsed = stopwatch();
  const report = await playSeeds(from, seeds, workers, bug === null ? [] : bugNamed(bug).mutations);
  const took = elapsed();
  if (json) console.log(JSON.stringify({ ...report, ...took }));
  else for (const line of reportLines(report, took, commandWith(bug))) console.log(line);
  const isQuick = report.coverage.seeds >= atLeast * took.processorSeconds;
  if (!isQuick) console.error(`That is slower than ${atLeast} seeds a second of one core.`);
  return isQuick && report.findings.length === 0 && neverHappened(report.coverage).length === 0;
}

function commandWith(bug: string | null): string {
  return bug === null ? `${COMMAND} --` : `${COMMAND} -- --bug "${bug}"`;
}

async function main(): Promise<boolean> {
  const options = parseOptions(process.argv.slice(2));
  if (options.teeth) return tryTeeth(options);
  if (options.engine === 'memory') return simulate(options);
  // Loaded only here: it brings the AWS SDK and the embedded engine along.
  const { simulateEmbedded } = await import('./embedded/command.ts');
  return simulateEmbedded(options);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
