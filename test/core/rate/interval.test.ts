import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  EVERY_MINUTES,
  GROUPS_MOST,
  largestFleet,
  shortestInterval,
} from '../../../lib/core/rate/interval.ts';
import type { RateBudget } from '../../../lib/core/rate/limits.ts';

const BUDGETS: readonly RateBudget[] = ['strict', 'exempt'];

describe('The shortest interval', () => {
  test.each<[string, number, RateBudget, number | null]>([
    ['no group yet is one call a run', 0, 'strict', 1],
    ['eleven pages a minute are 330 calls in half an hour', 2_200, 'strict', 1],
    ['twelve pages fit in a minute and not in half an hour, which would be 360', 2_201, 'strict', 2],
    ['fourteen pages each minute would be 420 calls in half an hour', 2_800, 'strict', 2],
    ['fifty pages take four minutes of fourteen calls', 10_000, 'strict', 5],
    ['the exemption leaves only the time that calls take', 2_800, 'exempt', 1],
    ['as many as a run reads', GROUPS_MOST, 'strict', 9],
    ['more than a run reads', GROUPS_MOST + 1, 'exempt', null],
  ])('where %s', (_what, groups, budget, minutes) => {
    expect(shortestInterval(groups, budget)).toBe(minutes);
  });

  test('fits the largest fleet of its own length, and no shorter one does', () => {
    const fleets = fc.integer({ min: 0, max: GROUPS_MOST });
    fc.assert(
      fc.property(fleets, fc.constantFrom(...BUDGETS), (groups, budget) => {
        const minutes = shortestInterval(groups, budget) ?? Number.NaN;
        expect(largestFleet(minutes, budget)).toBeGreaterThanOrEqual(groups);
        if (minutes > EVERY_MINUTES.least) expect(largestFleet(minutes - 1, budget)).toBeLessThan(groups);
      }),
      { numRuns: 50 },
    );
  });
});

test('The table of the largest fleets in docs/configuration.md is the one that is computed', () => {
  const rows = readFileSync('docs/configuration.md', 'utf8').matchAll(
    /^\| (\d+) \| ([\d,]+) \| ([\d,]+) \|$/gm,
  );
  const written = [...rows].map(([, ...cells]) => cells.map((cell) => Number(cell.replaceAll(',', ''))));
  expect(written.length).toBeGreaterThan(3);
  for (const [minutes = 0, ...groups] of written)
    expect(groups).toEqual(BUDGETS.map((budget) => largestFleet(minutes, budget)));
});
