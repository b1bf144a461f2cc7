import { describe, expect, test } from '@jest/globals';
import { NO_TIME, type Outage, ratesOf, sum, type Times } from '../../../lib/core/history/times.ts';
import { HOUR, MINUTE } from '../../../lib/core/time.ts';

const times = (override: Partial<Times>): Times => ({ ...NO_TIME, ...override });
const because = (reasons: Partial<Times['unknownBecause']>): Pick<Times, 'unknownBecause'> => ({
  unknownBecause: { ...NO_TIME.unknownBecause, ...reasons },
});
const outage = (group: string, down: number): Outage => ({ group, began: null, ended: null, down });

describe('rates', () => {
  test('divide what is known by what is known, and coverage by what could have been', () => {
    const all = { connected: 6 * HOUR, degraded: 2 * HOUR, down: 2 * HOUR, unknown: 14 * HOUR, outages: 4 };
    expect(ratesOf(times({ ...all, ...because({ gap: 10 * HOUR, 'not there': 4 * HOUR }) }))).toEqual({
      availability: 0.6,
      serving: 0.8,
      coverage: 0.5,
      mttr: 30 * MINUTE,
      mtbf: 2 * HOUR,
    });
  });

  test('that would divide by nothing are null', () => {
    expect(ratesOf(NO_TIME)).toEqual({
      ...{ availability: null, serving: null, coverage: null, mttr: null, mtbf: null },
    });
  });
});

describe('times of several groups', () => {
  test('are added up, each by itself', () => {
    const one = times({
      ...{ connected: 1, degraded: 2, down: 3, unknown: 4, maintenance: 5 },
      ...{ reduced: 6, uncertain: 7, incidents: 8, outages: 9 },
      ...because({ gap: 1, missing: 3 }),
      longestOutage: outage('1', 3),
    });
    expect(sum([one, one, NO_TIME])).toEqual({
      ...{ connected: 2, degraded: 4, down: 6, unknown: 8, maintenance: 10 },
      ...{ reduced: 12, uncertain: 14, incidents: 16, outages: 18 },
      ...because({ gap: 2, missing: 6 }),
      longestOutage: outage('1', 3),
    });
  });

  test.each([
    ['the longer of two', [outage('1', 2), outage('2', 3)], '2'],
    ['the longer of two, whichever comes first', [outage('1', 3), outage('2', 2)], '1'],
    ['the first of two that are as long', [outage('1', 2), outage('2', 2)], '1'],
    ['the only one', [null, outage('2', 2), null], '2'],
    ['none where there is none', [null, null], undefined],
  ])('have as their longest outage %s', (_which, outages, group) => {
    expect(sum(outages.map((longestOutage) => times({ longestOutage }))).longestOutage?.group).toBe(group);
  });

  test('are nothing where there are no groups', () => {
    expect(sum([])).toEqual(NO_TIME);
  });
});
