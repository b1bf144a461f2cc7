import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import { firstEpoch, nextEpoch, rollOverDue } from '../../../lib/core/rules/epoch.ts';
import { DAY, MINUTE, plus, SECOND } from '../../../lib/core/time.ts';
import { anEpoch, at } from '../../support/builders.ts';

const base = defaultPolicy(MINUTE);
const policy = { ...base, history: { retention: 30 * DAY, epoch: 10 * DAY, epochBytes: 1_000 } };
const due = (epoch: Parameters<typeof anEpoch>[0], age = DAY): boolean =>
  rollOverDue(anEpoch(epoch), plus(at(), age), policy);

describe('a new snapshot is due', () => {
  test.each([
    ['not while changes are few', { changeBytes: 1_000, snapshotBytes: 10 }, false],
    [
      'not while changes weigh less than the last snapshot',
      { changeBytes: 5_000, snapshotBytes: 5_000 },
      false,
    ],
    ['when they weigh more than that, and are not few', { changeBytes: 5_001, snapshotBytes: 5_000 }, true],
    ['when they are not few beside a small snapshot', { changeBytes: 1_001, snapshotBytes: 10 }, true],
  ])('%s', (_when, epoch, is) => {
    expect(due(epoch)).toBe(is);
  });

  test('when the last one is old, though nothing has changed', () => {
    expect([due({}, 10 * DAY - SECOND), due({}, 10 * DAY)]).toEqual([false, true]);
  });
});

test('an epoch is kept for as long as it lasts, two weeks for being late, and the retention', () => {
  expect(nextEpoch(at(), policy)).toEqual({ id: at(), expires: plus(at(), 54 * DAY) });
  expect(firstEpoch(at(), policy)).toEqual({
    ...{ id: at(), start: at(), expires: plus(at(), 54 * DAY), snapshotBytes: 0, changeBytes: 0 },
  });
});
