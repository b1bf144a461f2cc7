/**
 * `npm run bench:bundle`: what a cold start pays for the function's code, as it is deployed and as it might be. Each row is
 * the size of the one file and the median time to load it in fresh processes of the Node this is run with.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';
import { BUNDLE_OPTIONS } from '../lib/infra/bundle.ts';

/** Rounds over all variants in turn, so that a busy moment of the machine hits them alike. */
const ROUNDS = 15;

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-bundle-'));

const VARIANTS: Readonly<Record<string, BuildOptions>> = {
  'as deployed': {},
  'names kept': { keepNames: true },
  'not minified': { minify: false },
  'nothing left out': { external: [] },
  'ECMAScript module': {
    format: 'esm',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  },
};

function build(index: number, variant: BuildOptions): string {
  const outfile = join(folder, `${index}${variant.format === 'esm' ? '.mjs' : '.cjs'}`);
  const entryPoints = [join(root, 'lambda', 'sync', 'handler.ts')];
  buildSync({ ...BUNDLE_OPTIONS, ...variant, absWorkingDir: root, entryPoints, outfile });
  return outfile;
}

/** Milliseconds, as the loading process measures them. */
function load(file: string): number {
  const call = file.endsWith('.cjs') ? 'require' : 'await import';
  const code = `(async()=>{const t=performance.now();${call}(${JSON.stringify(file)});process.stdout.write(String(performance.now()-t));process.exit(0)})()`;
  return Number(execFileSync(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] }));
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

try {
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, 'exports.handler=async()=>{};\n');
  const rows = [
    { name: 'empty handler', file: empty, times: [] as number[] },
    ...Object.entries(VARIANTS).map(([name, variant], index) => ({
      name,
      file: build(index, variant),
      times: [] as number[],
    })),
  ];
  for (let round = 0; round < ROUNDS; round++) for (const row of rows) row.times.push(load(row.file));
  process.stdout.write(`Node ${process.version}, ${ROUNDS} loads each\n`);
  for (const { name, file, times } of rows) {
    const kilobytes = Math.ceil(statSync(file).size / 1024);
    process.stdout.write(
      `${name.padEnd(20)}${String(kilobytes).padStart(6)} KB${median(times).toFixed(0).padStart(6)} ms\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
