import { expect, test } from '@jest/globals';
import { RATES, waitFor } from '../../../lib/core/rate/limits.ts';
import { lookUpsWithin } from '../../../lib/core/rate/look-ups.ts';
import { MINUTE, SECOND } from '../../../lib/core/time.ts';

test.each([
  ['a small fleet, each minute', 1, MINUTE, 12, 9],
  ['a thousand groups, each minute', 5, MINUTE, 12, 5],
  ['as many pages as the limits bear: one all the same', 11, MINUTE, 12, 1],
  ['a small fleet, each five minutes: what fits into the minute', 1, 5 * MINUTE, 12, 12],
  ['no more than the policy says', 1, MINUTE, 3, 3],
] as const)('%s', (_what, pages, interval, most, lookUps) => {
  expect(lookUpsWithin(pages, interval, most)).toBe(lookUps);
});

test.each([1, 2, 5, 9])(
  'a fleet of %i pages is read without waiting, however long groups are missing',
  (pages) => {
    let past: number[] = [];
    for (let begun = 0; begun < 120 * MINUTE; begun += MINUTE) {
      let now = begun;
      for (let call = 0; call < pages + 1 + lookUpsWithin(pages, MINUTE, 12); call += 1) {
        const wait = waitFor(past, RATES.strict, now);
        // Within a second five calls fit; nothing else is waited for.
        expect(wait).toBeLessThan(2 * SECOND);
        now += wait + 100;
        past = [...past, now].slice(-350);
      }
    }
  },
);
