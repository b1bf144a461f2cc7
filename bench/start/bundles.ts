/** The bundle as it is deployed, and as it might be; and what it is held against. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../lib/infra/bundle.ts';

export interface Built {
  readonly name: string;
  readonly file: string;
  readonly kilobytes: number;
}

export const AS_DEPLOYED = 'as deployed';
export const BARE = 'the bare clients of a run';
export const EMPTY = 'empty handler';

const root = fileURLToPath(new URL('../../', import.meta.url));
const HANDLER = 'lambda/sync/handler.ts';
const CLIENTS = 'bench/start/bare-clients.ts';

interface Variant {
  readonly name: string;
  readonly entry: string;
  readonly options: BuildOptions;
}

const COMPARED: readonly Variant[] = [
  { name: BARE, entry: CLIENTS, options: {} },
  { name: AS_DEPLOYED, entry: HANDLER, options: {} },
];

/** What was tried. */
const TRIED: readonly Variant[] = [
  { name: 'names kept', entry: HANDLER, options: { keepNames: true } },
  { name: 'not minified', entry: HANDLER, options: { minify: false } },
  { name: 'nothing left out', entry: HANDLER, options: { external: [] } },
  { name: 'for Node 24', entry: HANDLER, options: { target: 'node24' } },
  { name: "the libraries' CommonJS sources", entry: HANDLER, options: { mainFields: ['main'] } },
  {
    ...{ name: 'ECMAScript module', entry: HANDLER },
    options: {
      format: 'esm',
      banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    },
  },
  {
    ...{ name: 'without SNS: the most that loading it late could gain', entry: HANDLER },
    options: { alias: { '@aws-sdk/client-sns': './bench/start/stand-ins/no-sns.ts' } },
  },
  {
    ...{ name: 'undici whole', entry: HANDLER },
    options: {
      alias: {
        'undici/lib/dispatcher/agent.js': './bench/start/stand-ins/whole-undici-agent.ts',
        'undici/lib/api/api-request.js': './bench/start/stand-ins/whole-undici-request.ts',
      },
    },
  },
];

/** Builds into a folder that exists. `tried`: also what was tried and is not deployed. */
export function built(folder: string, tried: boolean): readonly Built[] {
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, 'exports.handler=async()=>{};\n');
  return [
    { name: EMPTY, file: empty, kilobytes: 0 },
    ...[...COMPARED, ...(tried ? TRIED : [])].map((variant, index) => build(folder, variant, index)),
  ];
}

function build(folder: string, { name, entry, options }: Variant, index: number): Built {
  const own = join(folder, String(index));
  mkdirSync(own);
  const outfile = join(own, options.format === 'esm' ? 'index.mjs' : 'index.cjs');
  buildSync({
    ...BUNDLE_OPTIONS,
    ...options,
    absWorkingDir: root,
    entryPoints: [join(root, entry)],
    outfile,
  });
  return { name, file: outfile, kilobytes: Math.ceil(statSync(outfile).size / 1024) };
}
