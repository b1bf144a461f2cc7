/** Which tests are asked whether they notice a mutant. */
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The tests of decisions, and of what is made of them: all that need no process, network or engine of their own. */
const FOLDERS = ['test/core', 'test/config', 'test/history', 'test/sync'];

/** Files of other folders that are asked too. */
const FILES = ['test/incidents/incidents.long.test.ts'];

/** Left out, and why: what notices a mutant only after seconds, or does not run lib/core in this process. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'test/config/documents.test.ts': 'takes longer to open than all others together to run',
  'test/config/load.test.ts': 'reads files of its own making',
  'test/history/analytics.test.ts': 'runs a process of its own',
  'test/history/engine.long.test.ts': 'asks the embedded engine',
  'test/history/kills.long.test.ts': 'plays every kill of every write',
};

/** Tests that take a second or more each, most of messages about thousands of groups: others say the same of a few. */
const SLOW: readonly RegExp[] = [
  / of 50000 groups/,
  /: 5000 down$/,
  /size\.long\.test\.ts › A message fits › (?!whatever the names of 1 groups)/,
  /whatever is put into every foreign text at once/,
  /names the first groups of a storm/,
  /cut to a size at which any one group fits/,
  /a configuration of thousands of networks/,
  /gives up on a list without end/,
  / › 5000 down$/,
  /fits the largest fleet of its own length/,
];

/** Incidents that are played in a few dozen milliseconds; only what they read like is asked. */
const QUICK_INCIDENTS = [
  'status word seen in passing',
  'one poll fails',
  'blip at one poll',
  'removed while healthy',
  'status word never seen before',
  'configuration changed, and asked to be told',
  'three runs killed on a slow schedule',
  'API down for 5 minutes',
  'removed while down',
  'unknown, then down',
  'unknown in the middle of an outage',
  'some fall while others return',
  'monitor stopped for six hours',
  'credentials revoked',
  'lab groups need five polls',
  'clock set back',
  'hub first, status a poll later',
  'renamed while down',
  'removed as the silence ends',
  'killed after it told',
  'silence ended early',
  'two groups, one silenced',
  'drop and return',
  'worse inside a silence, better as it ends',
  'hardware replaced under the same name',
  'worse inside a silence than before it',
  'removed together, one of them down',
  'redundancy lost and regained',
  'one hub only',
  'list of groups empty by mistake',
  'one data center',
  'one region',
];

/** Whether a test is asked, by its id. */
export function isAsked(id: string): boolean {
  if (FILES.some((file) => id.startsWith(file)))
    return QUICK_INCIDENTS.some((name) => id.endsWith(`${name} › reads as it was last read and approved`));
  return !SLOW.some((pattern) => pattern.test(id));
}

/** Paths from the root, in a stable order. */
export function askedTests(root: string): readonly string[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.split(sep).join('/')}`)
      .filter((file) => file.endsWith('.test.ts') && LEFT_OUT[file] === undefined)
      .sort(),
  );
  return [...files, ...FILES];
}
