/** The bundle as it is deployed, and as it might be; and what it is held against. */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';
import { BUNDLE_OPTIONS, bundleInParts } from '../../lib/infra/bundle.ts';

export interface Built {
  readonly name: string;
  readonly file: string;
  /** Of what is loaded at a start. */
  readonly kilobytes: number;
  /** Of all files. */
  readonly kilobytesInAll: number;
}

export const AS_DEPLOYED = 'as deployed';
export const BARE = 'the bare clients of a run';
export const EMPTY = 'empty handler';

const root = fileURLToPath(new URL('../../', import.meta.url));
const HANDLER = join(root, 'lambda/sync/handler.ts');
const CLIENTS = join(root, 'bench/start/bare-clients.ts');

interface Variant {
  readonly name: string;
  /** Builds into an empty folder. */
  readonly build: (folder: string) => Omit<Built, 'name'>;
}

const COMPARED: readonly Variant[] = [
  { name: BARE, build: inParts(CLIENTS) },
  { name: AS_DEPLOYED, build: inParts(HANDLER) },
];

/** What was tried. */
const TRIED: readonly Variant[] = [
  { name: 'all in one file', build: otherwise({ format: 'cjs' }, 'index.cjs') },
  {
    ...{ name: 'ECMAScript modules' },
    build: otherwise(
      {
        ...{ format: 'esm', splitting: true, outExtension: { '.js': '.mjs' } },
        banner: {
          js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
        },
      },
      'index.mjs',
    ),
  },
  { name: 'names kept', build: inParts(HANDLER, { keepNames: true }) },
  { name: 'not minified', build: inParts(HANDLER, { minify: false }) },
  { name: 'nothing left out', build: inParts(HANDLER, { external: [] }) },
  { name: 'for Node 24', build: inParts(HANDLER, { target: 'node24' }) },
  { name: "the libraries' CommonJS sources", build: inParts(HANDLER, { mainFields: ['main'] }) },
  {
    name: "without Node's HTTP/2",
    build: inParts(HANDLER, { alias: { 'node:http2': './bench/start/stand-ins/no-http2.ts' } }),
  },
  {
    name: 'undici whole',
    build: inParts(HANDLER, {
      alias: {
        'undici/lib/dispatcher/agent.js': './bench/start/stand-ins/whole-undici-agent.ts',
        'undici/lib/api/api-request.js': './bench/start/stand-ins/whole-undici-request.ts',
      },
    }),
  },
];

/** Builds into a folder that exists. `tried`: also what was tried and is not deployed. */
export function built(folder: string, tried: boolean): readonly Built[] {
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, 'exports.handler=async()=>{};\n');
  return [
    { name: EMPTY, file: empty, kilobytes: 0, kilobytesInAll: 0 },
    ...[...COMPARED, ...(tried ? TRIED : [])].map(({ name, build }, index) => {
      const own = join(folder, String(index));
      mkdirSync(own);
      return { name, ...build(own) };
    }),
  ];
}

function inParts(entry: string, options: BuildOptions = {}): Variant['build'] {
  return (folder) => {
    const { file, bytes, bytesAtOnce } = bundleInParts(entry, folder, { options });
    return { file, kilobytes: kilobytesOf(bytesAtOnce), kilobytesInAll: kilobytesOf(bytes) };
  };
}

/** As esbuild writes it by itself. */
function otherwise(options: BuildOptions, name: string): Variant['build'] {
  return (folder) => {
    buildSync({
      ...{ ...BUNDLE_OPTIONS, ...options },
      ...{ absWorkingDir: root, entryPoints: { index: HANDLER }, outdir: folder },
      outExtension: { '.js': '.cjs', ...options.outExtension },
    });
    const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
    const all = kilobytesOf(sizes.reduce((sum, size) => sum + size, 0));
    return { file: join(folder, name), kilobytes: all, kilobytesInAll: all };
  };
}

function kilobytesOf(bytes: number): number {
  return Math.ceil(bytes / 1024);
}
