import { describe, expect, test } from '@jest/globals';
import { wrap } from '../../../lib/core/alerts/wrap.ts';

describe('A line is folded', () => {
  test.each<[what: string, line: string, folded: readonly string[]]>([
    ['not where it fits', 'one two three', ['one two three']],
    ['at the last space before the edge', 'one two three four', ['one two three', 'four']],
    ['as often as it takes', 'one two three four five six', ['one two three', 'four five six']],
    ['with what follows below a bullet', '- one two three', ['- one two', '  three']],
    ['with what follows below a number', '12. one two three', ['12. one two', '    three']],
    ['with what follows below its indentation', '  - one two three', ['  - one two', '    three']],
    ['with what follows below plain indentation', '    one two three', ['    one two', '    three']],
    ['and a bullet within it is none', 'a - b 1. c', ['a - b 1. c']],
    ['in a word that is wider than a line', 'abcdefghijklmnopqrstuvw', ['abcdefghijklm', 'nopqrstuvw']],
    ['in such a word below a bullet', '- abcdefghijklmnopq', ['- abcdefghijk', '  lmnopq']],
    ['nowhere in a word as wide as a line', 'one abcdefghijklm two', ['one', 'abcdefghijklm', 'two']],
    [
      'into three where a word takes that many',
      'abcdefghijklmnopqrstuvwxyz0',
      ['abcdefghijklm', 'nopqrstuvwxyz', '0'],
    ],
    ['early where characters are wide', '東京 データ センター', ['東京 データ', 'センター']],
    ['in a word of wide characters', '東京データセンター', ['東京データセ', 'ンター']],
    ['not where it is empty', '', ['']],
  ])('%s', (_what, line, folded) => {
    expect(wrap(line, 13)).toEqual(folded);
  });

  test('by the width that characters take: two columns from the first Korean letter on', () => {
    expect(wrap('\u10FF'.repeat(13), 13)).toHaveLength(1);
    expect(wrap('\u1100'.repeat(7), 13)).toEqual(['\u1100'.repeat(6), '\u1100']);
  });
});
