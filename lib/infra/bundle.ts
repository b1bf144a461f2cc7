import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, type Metafile, transformSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Folder of the function's code, from the root of the repository. */
export const SYNC_FUNCTION_FOLDER = join(ROOT, 'lambda', 'sync');

/** What Lambda calls: `handler` in `index.cjs`, which loads the other files. */
export const SYNC_FUNCTION_HANDLER = 'index.handler';
const ENTRY = 'index.cjs';

/**
 * What the libraries ask for and the function never reaches, over a fifth of the whole.
 *
 * Where AWS credentials could come from: in Lambda they stand in the environment, which is looked at first. (Within the
 * repository Node still finds the others, so a profile works there.)
 *
 * undici's HTTP parser for processors without vector instructions: Node has compiled the other one since version 16 on
 * every processor that Lambda has. Its bodies that are forms: ours are texts.
 *
 * The SDK's streams of events, which none of our calls answers with, and its knowledge of browsers.
 */
export const LEFT_OUT = [
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
  '*/llhttp/llhttp-wasm.js',
  '*/web/fetch/body.js',
  '@smithy/core/event-streams',
  'bowser',
];

/** How the function is bundled; docs/adr/0004-bundle.md has the reasons, `npm run bench -- --only start` the numbers. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  platform: 'node',
  // Older than the deployed run time, so that the same file runs wherever the tests and the demo do.
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
  external: LEFT_OUT,
  // Under jest, undici would take the parser that is left out.
  define: { 'process.env.JEST_WORKER_ID': 'undefined' },
} as const satisfies BuildOptions;

export interface Bundle {
  /** The file that Lambda loads. */
  readonly file: string;
  /** Of all files. */
  readonly bytes: number;
  /** Of the files that are loaded at once; the others are loaded by the runs that need them. */
  readonly bytesAtOnce: number;
  /** Every source file in it, relative to the root of the repository. */
  readonly inputs: readonly string[];
  /** What it asks for from outside: parts of Node, and what is left out. */
  readonly imports: readonly string[];
}

export interface BundleProps {
  /** Also write source maps beside the files. They are never deployed: Lambda would have to read them. @default false */
  readonly sourceMap?: boolean;
  /** Other than how the function is bundled, to compare. @default {} */
  readonly options?: BuildOptions;
}

/**
 * Bundles the sync function with everything it needs into `outDir`. Deployment and `npm run build` both call this, so
 * what is tried on a laptop is, byte for byte, what is deployed. Throws what esbuild throws.
 */
export function buildSyncFunction(outDir: string, props: BundleProps = {}): Bundle {
  return bundleInParts(join(SYNC_FUNCTION_FOLDER, 'handler.ts'), outDir, props);
}

/**
 * Bundles `entry` into `index.cjs` and further files in `outDir`: what is imported by a call of `import()` is in files of its own.
 * esbuild divides only ECMAScript modules, so they are made first, and then each is made the CommonJS module that loads faster.
 */
export function bundleInParts(
  entry: string,
  outDir: string,
  { sourceMap = false, options = {} }: BundleProps = {},
): Bundle {
  const { outputFiles = [], metafile } = buildSync({
    ...{ ...BUNDLE_OPTIONS, ...options },
    ...{ format: 'esm', splitting: true, write: false, metafile: true },
    sourcemap: sourceMap && 'inline',
    ...{
      absWorkingDir: ROOT,
      entryPoints: { index: entry },
      outdir: outDir,
      outExtension: { '.js': '.cjs' },
    },
  });
  const { outputs = {}, inputs = {} } = metafile ?? {};
  const named = withNumbers(Object.keys(outputs));
  mkdirSync(outDir, { recursive: true });
  const bytes = new Map<string, number>();
  for (const { path, text } of outputFiles) {
    const name = named(basename(path));
    const { code, map } = transformSync(named(text), {
      ...{ format: 'cjs', platform: 'node', target: BUNDLE_OPTIONS.target, logLevel: 'error' },
      ...{ minify: options.minify ?? BUNDLE_OPTIONS.minify, supported: { 'dynamic-import': false } },
      // External: the files do not mention their maps, and so are the same with them and without.
      ...(sourceMap && { sourcemap: 'external', sourcefile: name }),
    });
    writeFileSync(join(outDir, name), code);
    if (sourceMap) writeFileSync(join(outDir, `${name}.map`), map);
    bytes.set(name, Buffer.byteLength(code));
  }
  const sum = (names: Iterable<string>): number =>
    [...names].reduce((all, name) => all + (bytes.get(name) ?? 0), 0);
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  return {
    file: join(outDir, ENTRY),
    bytes: sum(bytes.keys()),
    bytesAtOnce: sum([...loadedAtOnce(outputs)].map((path) => named(basename(path)))),
    inputs: Object.keys(inputs),
    imports: [...new Set(imports.flatMap(({ path, external }) => (external === true ? [path] : [])))],
  };
}

/** The entry, and what is imported from there on without a call. */
function loadedAtOnce(outputs: Metafile['outputs']): ReadonlySet<string> {
  const found = new Set(Object.keys(outputs).filter((path) => basename(path) === ENTRY));
  for (const path of found)
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && outputs[next] !== undefined) found.add(next);
  return found;
}

/**
 * Puts a number in the place of the hash in each file's name, wherever it stands: of the same length, so that source maps hold, and
 * the same whether there are any.
 */
function withNumbers(paths: readonly string[]): (text: string) => string {
  const hashes = paths.flatMap((path) => /-([A-Z0-9]{8})\.cjs$/.exec(path)?.[1] ?? []);
  const numbers = new Map(hashes.map((hash, index) => [hash, String(index + 1).padStart(hash.length, '0')]));
  return (text) => text.replaceAll(/(?<=-)[A-Z0-9]{8}(?=\.cjs\b)/g, (hash) => numbers.get(hash) ?? hash);
}
