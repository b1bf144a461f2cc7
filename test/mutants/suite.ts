/**
 * The tests as one script, whose modules are evaluated anew for each mutant: neither a mutated constant nor anything remembered
 * from another mutant is left over, in a fraction of what a fresh process would cost. A module is evaluated when the first
 * test file that needs it is opened, so a mutant that the first test kills costs little more than that test.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { expect } from 'expect';
import fc from 'fast-check';
import { describe, getState, resetState, test } from 'jest-circus';

/** A test as declared, with its place in words. */
export interface DeclaredTest {
  /** File, blocks and name: unlike any other's. */
  readonly id: string;
  readonly run: () => unknown;
}

/** Declares the tests of a file. Files opened by the same function share their modules. */
export type OpenFile = (file: string) => readonly DeclaredTest[];

type Block = ReturnType<typeof getState>['rootDescribeBlock'];

/** What stands in for `@jest/globals`. */
const GLOBALS = '__testGlobals__';

/** Bundles test files below a root. Each call of the answer begins anew, with no module evaluated. */
export async function bundleTests(root: string, files: readonly string[]): Promise<() => OpenFile> {
  const entries = files.map((file) => `${JSON.stringify(file)}: () => require('./${file}'),`);
  const { outputFiles } = await build({
    stdin: { contents: `module.exports = {${entries.join('\n')}};`, resolveDir: root },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'silent',
    plugins: [inPlace],
  });
  const filename = join(root, 'tests.cjs');
  const script = new Script(`(module, require) => {${outputFiles[0]?.text}}`, { filename });
  const require = createRequire(filename);
  // That a property fails is enough to know; how small its smallest example is, is not asked.
  fc.configureGlobal({ endOnFailure: true });
  Object.assign(globalThis, { [GLOBALS]: { describe, expect, test } });
  return () => {
    const module: { exports: Record<string, () => void> } = { exports: {} };
    script.runInThisContext()(module, require);
    return (file) => {
      resetState();
      module.exports[file]?.();
      return declaredIn(getState().rootDescribeBlock, [file]);
    };
  };
}

const CALL = '__testCall__';
const caller = new Script(`${CALL}()`);

/** Calls a function that is cut short, with an error, if it does not return (or await) within so many milliseconds. */
export function within<T>(milliseconds: number, work: () => T): T {
  Object.assign(globalThis, { [CALL]: work });
  return caller.runInThisContext({ timeout: milliseconds });
}

/** Each module believes to be where its source is, and has the test functions of here. */
const inPlace: Plugin = {
  name: 'in-place',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: GLOBALS, namespace: GLOBALS }));
    onLoad({ filter: /.*/, namespace: GLOBALS }, () => ({ contents: `module.exports = ${GLOBALS};` }));
    onLoad({ filter: /\/(lib|test)\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
      loader: 'ts',
    }));
  },
};

function declaredIn(block: Block, place: readonly string[]): DeclaredTest[] {
  if (block.hooks.length > 0) throw new Error(`${place.join(' › ')} has hooks, which are not run here.`);
  return block.children.flatMap((child) => {
    const within = [...place, child.name];
    if (child.type === 'describeBlock') return declaredIn(child, within);
    return [{ id: within.join(' › '), run: child.fn as () => unknown }];
  });
}
