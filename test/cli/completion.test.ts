import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SHELLS, type Shell } from '../../lib/cli/completion/shells.ts';
import { aShell, type Shell as Person } from './a-shell.ts';

let person: Person;
beforeAll(async () => {
  person = aShell({ clock: { now: Date.now, sleep: async () => undefined }, random: Math.random });
  for (const shell of SHELLS) {
    const { out, err, code } = await person.type('completion', shell);
    expect([err, code]).toEqual(['', 0]);
    writeFileSync(join(person.folder, shell), out);
  }
  writeFileSync(join(person.folder, 'records.csv'), '');
});
afterAll(() => person.leave());

/** Asks a shell what it offers for the last of some words; each in a line. */
const ASK: Readonly<Record<Shell, ((words: readonly string[]) => string) | null>> = {
  bash: (words) =>
    `source ./bash; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _tunnelwatch; printf '%s\\n' "\${COMPREPLY[@]}"`,
  fish: (words) => `source ./fish; complete -C '${words.join(' ')}' | string split -f 1 \\t`,
  // Without a terminal zsh completes nothing; that it takes the script is tested below.
  zsh: null,
};

function isThere(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

function offered(shell: Shell, ...words: readonly string[]): readonly string[] {
  const script = ASK[shell]?.(['tunnelwatch', ...words]) ?? '';
  const { stdout, stderr } = spawnSync(shell, ['-c', script], { cwd: person.folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

/** What is typed, and what is offered for its last word. */
const ROWS: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['sta'], ['status']],
  [['test'], ['test-alert']],
  [
    ['silence', ''],
    ['add', 'end', 'list'],
  ],
  [['silence', 'add', '--gr'], ['--group-region']],
  [
    ['export', '--what', ''],
    ['changes', 'incidents', 'runs', 'snapshots'],
  ],
  [['export', '--format', 'n'], ['ndjson']],
  [['changes', '--from', '16:00', '--kind', 'st'], ['status']],
  [
    ['uptime', '--by', ''],
    ['group', 'month', 'region'],
  ],
  [
    ['completion', ''],
    ['bash', 'fish', 'zsh'],
  ],
  [['export', '--out', 'rec'], ['records.csv']],
  [['status', '--watch', '--js'], ['--json']],
];

describe.each(['bash', 'fish'] as const)('%s', (shell) => {
  // The gate has bash; not every machine has the others.
  const where = isThere(shell) ? test : test.skip;
  where.each(ROWS)('completes %j', (words, expected) => {
    expect(offered(shell, ...words)).toEqual(expected);
  });
});

test.each(SHELLS)('%s takes the script', (shell) => {
  if (!isThere(shell)) return;
  const { status, stderr } = spawnSync(shell, ['-n', join(person.folder, shell)], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
