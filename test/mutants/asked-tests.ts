/** Which tests are asked whether they notice a mutant. */
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The tests of decisions, and of what is made of them: all that need no process, network or engine of their own. */
const FOLDERS = ['test/core', 'test/config', 'test/history', 'test/sync'];

/** Left out, and why: what notices a mutant only after seconds, or does not run lib/core in this process. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'test/config/load.test.ts': 'reads files of its own making',
  'test/history/analytics.test.ts': 'runs a process of its own',
  'test/history/engine.test.ts': 'asks the embedded engine',
  'test/history/kills.long.test.ts': 'plays every kill of every write',
};

/** Tests that take a second or more each, of messages about thousands of groups: others say the same of a few. */
const SLOW: readonly RegExp[] = [
  / of 50000 groups/,
  /: 5000 down$/,
  /size\.long\.test\.ts › A message fits › (?!whatever the names of 1 groups)/,
  /whatever is put into every foreign text at once/,
  /names the first groups of a storm/,
  /cut to a size at which any one group fits/,
  /a configuration of thousands of networks/,
  /gives up on a list without end/,
  /more events than one alert can carry/,
];

/** Whether a test is asked, by its id. */
export function isAsked(id: string): boolean {
  return !SLOW.some((pattern) => pattern.test(id));
}

/** Paths from the root, in a stable order. */
export function askedTests(root: string): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.split(sep).join('/')}`)
      .filter((file) => file.endsWith('.test.ts') && LEFT_OUT[file] === undefined)
      .sort(),
  );
}
