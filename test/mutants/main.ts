/** `npm run mutants [-- [--one-in N] FOLDER-OR-FILE …]`: changes lib/core in thousands of small ways and counts what the tests notice. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  countsOf,
  explanationOf,
  lineOf,
  outdatedExplanations,
  type Report,
  scoreOf,
  survivorsOf,
  tableOf,
  triedOf,
} from './report.ts';
import { SAMPLE_VARIABLE, type Sample, sampleFrom, standardError } from './sample.ts';

/** The share of mutants to be noticed, in per cent. */
const LEAST_SCORE = 90;

/** A sample fails only where that of all mutants is below it by all odds: so many standard errors. */
const MARGIN_ERRORS = 2;

const STRYKER = 'test/mutants/node_modules/@stryker-mutator/core/bin/stryker.js';
const REPORT = 'coverage/mutants/mutants.json';

const { oneIn, paths } = asked();
const mutated = paths.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.ts`));

if (!existsSync(STRYKER)) run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', 'test/mutants']);
const sandbox = mkdtempSync(join(tmpdir(), 'tunnelwatch-mutants-'));
try {
  run(process.execPath, [
    STRYKER,
    'run',
    'test/mutants/stryker.config.json',
    '--tempDirName',
    sandbox,
    ...(mutated.length === 0 ? [] : ['--mutate', mutated.join(',')]),
  ]);
} finally {
  rmSync(sandbox, { recursive: true, force: true });
}

const report = triedOf(JSON.parse(readFileSync(REPORT, 'utf8')) as Report, oneIn);
const unexplained = survivorsOf(report).filter((one) => explanationOf(one) === undefined);
// A sample says nothing of the mutants that are explained and not in it.
const outdated = oneIn === 1 ? outdatedExplanations(report) : [];
const counts = countsOf(report);
for (const one of unexplained) console.log(`${lineOf(one)}\n`);
for (const one of outdated) console.log(`Explained in explained.ts, and no survivor: ${one}\n`);
console.log(tableOf(counts));
const all = counts.at(-1);
const score = all === undefined ? 0 : scoreOf(all);
const margin = MARGIN_ERRORS * standardError(score, all?.mutants ?? 0, oneIn);
if (oneIn > 1)
  console.log(
    `\nOne mutant in ${oneIn}: of all, ${(score - margin).toFixed(1)} to ${Math.min(100, score + margin).toFixed(1)} % are noticed (two standard errors).`,
  );
console.log(`\nAt least ${LEAST_SCORE} % are to be noticed.`);
process.exitCode = score + margin < LEAST_SCORE || outdated.length > 0 ? 1 : 0;

/** What the command line asks for; ends the program where that is nothing. */
function asked(): { readonly oneIn: Sample; readonly paths: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'one-in': { type: 'string' } },
    });
    return { oneIn: sampleFrom(values['one-in']), paths: positionals };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

/** Runs a program to its end, its output being ours. */
function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    // The plugin is TypeScript, in Stryker's own process and in its workers. A tenth of the stories is enough to notice most.
    env: {
      HISTORY_STORIES: '10',
      ...process.env,
      NODE_OPTIONS: '--import tsx',
      [SAMPLE_VARIABLE]: String(oneIn),
    },
  });
  if (status !== 0) process.exit(status ?? 1);
}
