import { describe, expect, test } from '@jest/globals';
import { defaultPolicy, policyFor, runTimes } from '../../lib/core/policy.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/core/time.ts';
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

test('where nothing is configured the thresholds are those that the documentation promises', () => {
  expect(defaultPolicy(MINUTE)).toEqual({
    interval: MINUTE,
    confirmation: { disconnected: 1, warning: 1, 'redundancy lost': 2, unknown: 3 },
    provisioning: DAY,
    flapping: {
      enter: [
        { openings: 3, within: 2 * HOUR },
        { openings: 4, within: DAY },
      ],
      ...{ steady: 2 * HOUR, stillDownAfter: 15 * MINUTE, quiet: HOUR, quietMost: DAY },
    },
    ...{ tellConfiguration: false, overrides: [], windows: [], leaveOut: [] },
    gathering: { messages: 12, within: HOUR, slot: 5 * MINUTE },
    reminders: { critical: DAY, redundancy: 7 * DAY },
    apiKey: { expires: null, warnDays: [14, 3] },
    inheritance: DAY,
    blind: { after: 10 * MINUTE, runs: 3, runsWhenLasting: 2 },
    gapIntervals: 2.5,
    removals: { wait: 30 * MINUTE, lookUps: 12 },
    disagreements: 3,
    history: { retention: 396 * DAY, epoch: 92 * DAY, epochBytes: 262_144 },
  });
});
