import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import { aShell, type Shell } from '../cli/a-shell.ts';

let shell: Shell;
beforeEach(() => {
  shell = aShell({ clock: systemClock, random: Math.random });
});
afterEach(() => shell.leave());

function configure(...organizations: readonly object[]): void {
  writeFileSync(join(shell.folder, 'tunnelwatch.config.json'), JSON.stringify({ email: [], organizations }));
}

describe('tunnelwatch watch refuses', () => {
  test.each([
    [
      'an interval that is none',
      ['--every', '0'],
      2,
      '--every "0" is no interval.\nGive whole minutes, 1 to 60.\n',
    ],
    ['a port that is none', ['--port', '99999'], 2, '--port "99999" is no port.\n'],
    ['a time zone that is none', ['--time-zone', 'Mars'], 2, 'There is no time zone "Mars".\n'],
    [
      'a webhook without encryption',
      ['--webhook', 'http://example.com/x'],
      2,
      'What --webhook gives cannot be used.\n',
    ],
    [
      'an organization for the demo',
      ['--demo', '--org', 'acme'],
      2,
      '--org and --demo do not go together.\n',
    ],
    [
      'to begin without a key',
      [],
      2,
      'There is no API key, and nobody at a terminal who could be asked for it.\n',
    ],
  ])('%s', async (_name, words, code, beginning) => {
    const refused = await shell.type('watch', ...words);
    expect(refused).toMatchObject({ code, out: '' });
    expect(refused.err.slice(0, beginning.length)).toBe(beginning);
  });

  test('a key of which half is missing, and repeats nothing of the other', async () => {
    shell.env.TUNNELWATCH_API_KEY = 'canary-key';
    const { code, err } = await shell.type('watch');
    expect([code, err]).toEqual([
      2,
      'TUNNELWATCH_API_SECRET is empty.\nGive both, as Secure Access showed them.\n',
    ]);
  });

  test('a webhook of the environment, and repeats nothing of it', async () => {
    shell.env.TUNNELWATCH_WEBHOOK_URL = 'http://example.com/canary-token';
    const { code, err } = await shell.type('watch', '--demo');
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^What TUNNELWATCH_WEBHOOK_URL gives cannot be used\.\nGive an https URL/),
    ]);
    expect(err).not.toContain('canary');
  });

  test('to choose among several organizations', async () => {
    configure({ id: 'acme' }, { id: 'umbrella' });
    const { code, err } = await shell.type('watch');
    expect([code, err]).toEqual([
      2,
      'The configuration file knows 2 organizations.\nSay which with --org: acme, umbrella.\n',
    ]);
  });

  test('a configuration that is wrong', async () => {
    configure({ id: 'acme', everyMinutes: 90 });
    const { code, err } = await shell.type('watch');
    expect(code).toBe(2);
    expect(err).toContain('everyMinutes: found 90');
  });
});
