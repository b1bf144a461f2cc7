/** `npm run mutants [-- FOLDER-OR-FILE …]`: changes lib/core in thousands of small ways and counts what the tests notice. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  countsOf,
  explanationOf,
  lineOf,
  outdatedExplanations,
  type Report,
  scoreOf,
  survivorsOf,
  tableOf,
} from './report.ts';

/** The share of mutants to be noticed, in per cent. */
const LEAST_SCORE = 90;

const STRYKER = 'test/mutants/node_modules/@stryker-mutator/core/bin/stryker.js';
const REPORT = 'coverage/mutants/mutants.json';

const mutated = process.argv.slice(2).map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.ts`));

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

const report: Report = JSON.parse(readFileSync(REPORT, 'utf8'));
const unexplained = survivorsOf(report).filter((one) => explanationOf(one) === undefined);
const outdated = outdatedExplanations(report);
const counts = countsOf(report);
for (const one of unexplained) console.log(`${lineOf(one)}\n`);
for (const one of outdated) console.log(`Explained in explained.ts, and no survivor: ${one}\n`);
console.log(tableOf(counts));
const all = counts.at(-1);
process.exitCode = all === undefined || scoreOf(all) < LEAST_SCORE || outdated.length > 0 ? 1 : 0;

/** Runs a program to its end, its output being ours. */
function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    // The plugin is TypeScript, in Stryker's own process and in its workers. A tenth of the stories is enough to notice most.
    env: { HISTORY_STORIES: '10', ...process.env, NODE_OPTIONS: '--import tsx' },
  });
  if (status !== 0) process.exit(status ?? 1);
}
