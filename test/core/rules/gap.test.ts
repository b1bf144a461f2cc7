import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import { gapBefore } from '../../../lib/core/rules/gap.ts';
import { MINUTE, plus } from '../../../lib/core/time.ts';
import { aHead, at } from '../../support/builders.ts';

const policy = { ...defaultPolicy(MINUTE), gapIntervals: 2.5 };
const gapOf = (milliseconds: number, head: Parameters<typeof aHead>[0] = {}) => {
  const from = plus(at(), milliseconds);
  return gapBefore(aHead({ accounted: at(), ...head }), { from, to: plus(from, 2_000) }, policy);
};

describe('the time before a reading', () => {
  test('is a gap where it is longer than the schedule explains', () => {
    expect(gapOf(2.5 * MINUTE)).toBeNull();
    expect(gapOf(2.5 * MINUTE + 1)).toEqual({
      ...{ from: at(), to: plus(at(), 2.5 * MINUTE + 1), why: 'No run was started.' },
    });
  });

  test('is none where nobody had looked before', () => {
    expect(gapOf(100 * MINUTE, { accounted: null })).toBeNull();
  });

  test.each([
    ['the run that ends it is the first', { attempts: 1 }, 'No run was started.'],
    ['others began and said nothing', { attempts: 2 }, 'Runs began and did not end.'],
    [
      'the last one said why it failed',
      { attempts: 2, lastFailure: { kind: 'network', detail: 'Reset.' } as const },
      'Runs failed: Secure Access API not reached.',
    ],
  ])('says why: %s', (_what, head, why) => {
    expect(gapOf(10 * MINUTE, head)).toMatchObject({ why });
  });
});
