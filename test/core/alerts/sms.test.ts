import { describe, expect, test } from '@jest/globals';
import { sms } from '../../../lib/core/alerts/sms.ts';
import { inCharacters } from '../../../lib/core/alerts/summary.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import type { Bounds, Instant } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import { ACME, alertOf, changed, ended, fallen, opened, utc } from './scenes.ts';

const site = (name: string) => aGroup({ id: `7${name.length}`, name });
const between = (after: string | null, by: string): Bounds => ({
  after: after === null ? null : utc(after),
  by: utc(by),
});
const said = (groups: readonly GroupState[], asOf: Instant = utc('13:06:05')): string =>
  sms(alertOf({ groups, asOf })).replace(/^.*Acme, /, '');
const down = (name: string, since: Bounds) => opened(fallen(site(name)), since, since.by);

describe('An SMS says when', () => {
  test.each<[what: string, groups: () => readonly GroupState[], when: string]>([
    ['to the minute', () => [down('A', between('13:04:02', '13:05:03'))], 'since 14:05 CET'],
    [
      'with both bounds where they lie apart',
      () => [down('A', between('12:55:03', '13:05:03'))],
      'since 13:55-14:05 CET',
    ],
    [
      'with one where they lie less far apart',
      () => [down('A', between('12:55:04', '13:05:03'))],
      'since 14:05 CET',
    ],
    ['with one where there is no other', () => [down('A', between(null, '13:05:03'))], 'since 14:05 CET'],
    [
      'of what goes on, since the first of it',
      () => [down('A', between('13:04:02', '13:05:03')), down('BB', between('13:02:02', '13:03:03'))],
      'since 14:03 CET',
    ],
    [
      'of what is over, from the first to the last',
      () =>
        [
          ['A', '13:03:03'],
          ['BB', '13:05:03'],
          ['CCC', '13:04:03'],
        ].map(([name = '', by = '']) => {
          const state = ended(site(name), 'connected', between('12:23:02', '12:24:03'));
          const last = { after: utc(by), by: utc(by) };
          return {
            ...state,
            untold: state.untold.map((event) => ({ ...event, ended: last })) as GroupState['untold'],
          };
        }),
      'at 14:03-14:05 CET',
    ],
    [
      'of a change, when it changed',
      () => [changed(fallen(site('A')), 'warning', between(null, '12:24:03'))],
      'since 14:05 CET',
    ],
  ])('%s', (_what, groups, when) => {
    expect(said(groups())).toBe(when);
  });

  test('and that it is told late', () => {
    expect(said([down('A', between('13:04:02', '13:05:03'))], utc('13:30:00'))).toBe(
      'since 14:05 CET (told late)',
    );
  });
});

describe('An SMS is one', () => {
  test.each([1, 40, 60, 90])(
    'with a name of %d characters, of which it keeps what there is room for',
    (length) => {
      const state = opened(fallen({ ...site('N'.repeat(length)), region: 'ap-southeast-2' }));
      const organization = { ...ACME, name: 'The Worshipful Company of Fishmongers' };
      const text = sms(alertOf({ groups: [state], organization }));
      expect(text.length).toBeLessThanOrEqual(140);
      expect(text).toMatch(/^DOWN N+(\.\.\.)? \(ap-southeast-2\), The Worshipful Co\.\.\., since 14:05 CET$/);
    },
  );

  test('in which a name is shortened first, and never to less than eight characters', () => {
    const words = { tag: 'DOWN', lead: 'first: ', name: 'A name that is long', tail: ' (r1)' };
    expect(inCharacters(words, 40)).toBe('first: A name that is long (r1)');
    expect(inCharacters(words, 26)).toBe('first: A name that... (r1)');
    expect(inCharacters(words, 20)).toBe('first: A nam... (r1)');
    expect(inCharacters({ ...words, name: '' }, 12)).toBe('first:  (r1)');
  });
});
