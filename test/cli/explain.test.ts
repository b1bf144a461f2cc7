import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EXIT_CODES } from '../../lib/cli/exit-codes.ts';
import { CAUSES, RESPONSES } from '../../lib/core/explanations.ts';
import { FAILURES, type FailureKind } from '../../lib/core/failure.ts';
import { kindOf } from '../../lib/core/responses.ts';
import { aShell, type Shell } from './a-shell.ts';

const KINDS = Object.keys(FAILURES) as readonly FailureKind[];

let shell: Shell;
beforeAll(() => {
  shell = aShell({ clock: { now: () => 0, sleep: async () => undefined }, random: () => 0 });
});
afterAll(() => shell.leave());

const explain = (...words: string[]) => shell.type('explain', ...words);

describe('tunnelwatch explain', () => {
  test.each(KINDS)('%s: what it means, why, and what to do', async (kind) => {
    const { meaning, remedy, title } = FAILURES[kind];
    for (const words of [[kind], kind.split(' '), [kind.replaceAll(' ', '-')], [title.toUpperCase()]]) {
      const { out, code } = await explain(...words);
      expect(code).toBe(0);
      for (const text of [meaning, remedy, ...CAUSES[kind]]) expect(out).toContain(text);
    }
    expect(CAUSES[kind].length).toBeGreaterThan(0);
  });

  test.each(Object.keys(RESPONSES))('%s: with the failure it is', async (status) => {
    const { out, code } = await explain(status);
    expect(code).toBe(0);
    expect(out).toContain(RESPONSES[Number(status)]?.meaning);
    if (status !== '200')
      for (const party of ['API', 'token URL'] as const)
        expect(out).toContain(FAILURES[kindOf(party, Number(status))].remedy);
  });

  test('tells the API from the token URL where they differ', async () => {
    const { out } = await explain('403');
    expect([...out.matchAll(/^403.*$/gm)].map(([line]) => line)).toEqual([
      '403 of the API: not permitted, API key lacks a scope',
      '403 of the token URL: credentials refused, API credentials refused',
    ]);
  });

  test('knows statuses that no document names by their class', async () => {
    expect((await explain('418')).out).toContain('418: request refused');
    expect((await explain('599')).out).toContain('599: API unavailable');
  });

  test.each(Object.values(EXIT_CODES))('exit $code', async ({ code, meaning }) => {
    expect((await explain('exit', String(code))).out).toContain(meaning);
  });

  test.each([
    ['credential refused', 'Did you mean "credentials refused"?'],
    ['pigeons', 'tunnelwatch explain lists all of them.'],
    ['exit 99', 'docs/commands.md lists those there are.'],
    ['999', 'For the exit code of a command: tunnelwatch explain exit CODE.'],
  ])('does not know %s', async (asked, remedy) => {
    const { out, err, code } = await explain(asked);
    expect([out, err.split('\n')[1], code]).toEqual(['', remedy, 3]);
  });

  test('lists all of them, for people and for programs', async () => {
    const { out } = await explain();
    for (const kind of KINDS) expect(out).toContain(kind);
    const all = JSON.parse((await explain('--json')).out);
    expect(all.failures).toHaveLength(KINDS.length);
    expect(JSON.parse((await explain('429', '--json')).out).explanations).toMatchObject([
      { kind: 'rate limited' },
    ]);
  });
});
