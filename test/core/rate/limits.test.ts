import { describe, expect, test } from '@jest/globals';
import { RATES, type RateWindow, waitFor } from '../../../lib/core/rate/limits.ts';
import { MINUTE, SECOND } from '../../../lib/core/time.ts';

const NOW = 1_000_000;
/** Two calls a second, three a minute. */
const WINDOWS: readonly RateWindow[] = [
  { calls: 2, milliseconds: SECOND },
  { calls: 3, milliseconds: MINUTE },
];

describe('One more call waits', () => {
  test.each<[what: string, before: readonly number[], wait: number]>([
    ['not where there was none', [], 0],
    ['not where one more fits', [100], 0],
    ['until the second is over, and a quarter more, for calls may overtake each other', [100, 50], 1_150],
    ['only for the call that must have passed', [900, 10], 350],
    ['not where the second is over by then', [1_250, 10], 0],
    ['for the longest of the windows', [30_000, 100, 50], 30_250],
    ['for the third last, however many there were', [59_000, 30_000, 100, 50], 30_250],
    [
      'no longer than the window, where a clock that stepped back left calls in the future',
      [-90_000, -90_000],
      1_250,
    ],
  ])('%s', (_what, before, wait) => {
    const past = before.map((milliseconds) => NOW - milliseconds);
    expect(waitFor(past, WINDOWS, NOW)).toBe(wait);
  });

  test("by Cisco's limits: five a second, fourteen a minute, 350 in half an hour", () => {
    const waitAfter = (calls: number, apart: number): number =>
      waitFor(
        Array.from({ length: calls }, (_, index) => NOW - (calls - 1 - index) * apart),
        RATES.strict,
        NOW,
      );
    expect([waitAfter(4, 0), waitAfter(5, 0)]).toEqual([0, SECOND + 250]);
    expect([waitAfter(13, SECOND), waitAfter(14, SECOND)]).toEqual([0, 47_250]);
    expect([waitAfter(349, 5 * SECOND), waitAfter(350, 5 * SECOND)]).toEqual([
      0,
      30 * MINUTE + 250 - 349 * 5_000,
    ]);
  });
});
