/** The simulation as one module: quicker to start in many workers, and the place where deliberate bugs are put in. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A module in a temporary file. */
export interface Bundle {
  readonly url: string;
  /** To be called when the module has been loaded. */
  remove(): Promise<void>;
}

/** A deliberate change of the source: what stands there, and what is to stand there instead. */
export interface Mutation {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * Renderers that take longer than all the rest of a run and that no invariant looks at: here they render nothing. They have
 * tests of their own; subject and JSON document are rendered as in production.
 */
const WORDS: ReadonlyMap<string, string> = new Map(
  ['email', 'sms', 'chat'].map((channel) => [
    `lib/core/alerts/${channel}.ts`,
    `export function ${channel}() { return ''; }`,
  ]),
);

/**
 * Bundles an entry of this folder with mutations into a temporary file, and says where. Throws where a mutation's text is
 * not found exactly once: a bug that is not put in would be found by nobody and missed by nobody.
 */
export async function bundle(entry: string, mutations: readonly Mutation[] = []): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'tunnelwatch-simulation-'));
  const outfile = join(folder, 'simulation.mjs');
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'test', 'simulation', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    write: false,
    supported: { 'object-rest-spread': false, 'regexp-unicode-property-escapes': true },
    packages: 'bundle',
    logLevel: 'silent',
    plugins: [mutating(mutations)],
  });
  await writeFile(outfile, withQuickCopies(outputFiles[0]?.text ?? ''));
  return { url: pathToFileURL(outfile).href, remove: () => rm(folder, { recursive: true }) };
}

/**
 * `{ ...a, b }` is a third of a simulation's time: V8 copies slowly where objects of many shapes meet at one place, and
 * esbuild's own stand-ins for it more slowly still, since they mind accessors and symbols, which nothing here has.
 */
function withQuickCopies(text: string): string {
  return Object.entries(QUICK).reduce(
    (source, [helper, code]) =>
      source.replace(new RegExp(`^var ${helper} = .*?^(?=var )`, 'ms'), `var ${helper} = ${code};\n`),
    text,
  );
}

const QUICK = {
  __spreadValues: 'Object.assign',
  __spreadProps: 'Object.assign',
  __objRest: `(source, without) => {
  const rest = {};
  for (const key in source) if (!without.includes(key)) rest[key] = source[key];
  return rest;
}`,
};

function mutating(mutations: readonly Mutation[]): Plugin {
  return {
    name: 'mutations',
    setup: ({ onLoad, onEnd }) => {
      const left = new Set(mutations);
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(ROOT, path).split(sep).join('/');
        const silent = WORDS.get(file);
        if (silent !== undefined) return { contents: silent, loader: 'ts' };
        const here = mutations.filter((mutation) => mutation.file === file);
        if (here.length === 0) return null;
        let contents = await readFile(path, 'utf8');
        for (const mutation of here) {
          contents = mutated(contents, mutation);
          left.delete(mutation);
        }
        return { contents, loader: 'ts' };
      });
      onEnd(() => {
        for (const { file } of left)
          throw new Error(`The simulation does not import ${file}, so nothing can be changed there.`);
      });
    },
  };
}

function mutated(contents: string, { file, find, replace }: Mutation): string {
  const places = contents.split(find).length - 1;
  if (places !== 1)
    throw new Error(`${file} holds the text to be changed ${places} times instead of once: ${find}`);
  return contents.replace(find, () => replace);
}
