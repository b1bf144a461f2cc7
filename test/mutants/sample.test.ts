import { describe, expect, test } from '@jest/globals';
import { countsOf, type Report, scoreOf, triedOf } from './report.ts';
import { isTried, sampleFrom, standardError } from './sample.ts';

/** A report of so many mutants, every tenth of which nobody noticed. */
function aReport(mutants: number): Report {
  const place = { line: 1, column: 1 };
  const all = Array.from({ length: mutants }, (_, index) => ({
    ...{ id: `${index}`, mutatorName: 'a', location: { start: place, end: place } },
    status: index % 10 === 0 ? 'Survived' : 'Killed',
  }));
  return { files: { 'lib/core/a.ts': { source: 'a', mutants: all } } };
}

describe('a sample of mutants', () => {
  test('is every so-manieth, and all where none is asked for', () => {
    const ids = ['0', '1', '2', '3', '4', '5', '6'];
    expect(ids.filter((id) => isTried(id, sampleFrom('3')))).toEqual(['0', '3', '6']);
    expect(ids.filter((id) => isTried(id, sampleFrom(undefined)))).toEqual(ids);
  });

  test.each(['0', '-1', '1.5', 'all', ''])('is refused where it is one in "%s"', (text) => {
    expect(() => sampleFrom(text)).toThrow(`One mutant in "${text}" cannot be tried`);
  });

  test('is all that is counted', () => {
    expect(countsOf(triedOf(aReport(100), 7)).at(-1)).toMatchObject({ mutants: 15, survived: 2, killed: 13 });
  });

  test('lies as far from the whole as its standard error says', () => {
    // 95 % of 1,600: the square root of 0.95 · 0.05 / 1,600 is 0.545 %; of a fifth of the whole, 0.487 %.
    expect(standardError(95, 1_600, 5)).toBeCloseTo(0.487, 3);
    expect(standardError(95, 1_600, 1)).toBe(0);
    const [whole] = countsOf(aReport(100));
    expect(whole && scoreOf(whole)).toBe(90);
  });
});
