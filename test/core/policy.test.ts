import { describe, expect, test } from '@jest/globals';
import { defaultPolicy, policyFor, runTimes } from '../../lib/core/policy.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/core/time.ts';
import { aGroup } from '../support/builders.ts';

describe('the times of a run', () => {
  test.each([
    [MINUTE, 50 * SECOND, 55 * SECOND],
    [5 * MINUTE, 290 * SECOND, 295 * SECOND],
    [HOUR, 14 * MINUTE, 14 * MINUTE + 5 * SECOND],
  ])('every %d ms: it ends before its lease, and its lease before the next run', (interval, run, lease) => {
    expect(runTimes(interval)).toEqual({ run, lease });
  });

  test('are refused below a minute, for which there is no schedule', () => {
    expect(() => runTimes(MINUTE - 1)).toThrow(
      'The interval must be at least one minute: EventBridge Scheduler has no shorter one.',
    );
  });
});

describe('the thresholds of a group', () => {
  const policy = {
    ...defaultPolicy(MINUTE),
    overrides: [
      { match: { name: 'lab*' }, set: { provisioning: HOUR, tellConfiguration: true } },
      { match: { name: 'lab-7' }, set: { provisioning: 2 * HOUR } },
    ],
  };

  test('are those of everybody where no override matches', () => {
    expect(policyFor(aGroup({ name: 'Osaka' }), policy)).toBe(policy);
  });

  test('are set by every override that matches, and of two by the later', () => {
    expect(policyFor(aGroup({ name: 'lab-7' }), policy)).toMatchObject({
      ...{ provisioning: 2 * HOUR, tellConfiguration: true, confirmation: policy.confirmation },
    });
  });
});
