import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import { boundsForPeople, boundsOf, type Context } from '../../../lib/core/rules/context.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { type Instant, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, aGroupState, aReading, at } from '../../support/builders.ts';

/** A run at minute 30, after a complete reading at minute 20. */
function aContext(override: Partial<Context> = {}): Context {
  return {
    ...{ run: 'run-9', reading: aReading(30), previousReadingFrom: aReading(20).from, firstRun: false },
    ...{ lastSeen: at(20), policy: defaultPolicy(MINUTE), silences: [], messages: [], othersMissing: false },
    inheritedNames: new Set(),
    ...override,
  };
}

const writtenAt = (minutes: number): GroupState => aGroupState({ reading: aReading(minutes) });

describe('a difference found now came about', () => {
  test.each<[string, GroupState | null, Partial<Context>, Instant | null]>([
    ['after the last complete reading began, for a group never seen', null, {}, aReading(20).from],
    ['after that, for a group last written before it', writtenAt(10), {}, aReading(20).from],
    [
      'after the group was last written, where a run did that and was killed',
      writtenAt(25),
      {},
      aReading(25).from,
    ],
    [
      'at any time, for a group that the first run finds',
      null,
      { previousReadingFrom: null, firstRun: true },
      null,
    ],
    ['at any time, for one found while the first run is not wholly stored', null, { firstRun: true }, null],
    [
      'after it was written, for one that the first run had stored',
      writtenAt(25),
      { firstRun: true },
      aReading(25).from,
    ],
  ])('%s', (_when, before, override, after) => {
    expect(boundsOf(before, aContext(override))).toEqual({ after, by: at(30) });
  });
});

describe('people are told that it came about', () => {
  const seen = { after: at(20), by: at(30) };
  const since = { after: at(1), by: at(2) };
  test.each<[string, GroupState | null, Instant | null]>([
    ['when it was seen, for a group never seen', null, at(20)],
    ['when it was seen, for a group of which was known how it was', aGroupState({ since }), at(20)],
    ['since it was missing, for a group that was', aGroupState({ since, presence: 'missing' }), at(1)],
    [
      'since its status said nothing, for a group whose status did',
      aGroupState({ since, group: aGroup({ status: 'unknown', statusSeen: 'new' }) }),
      at(1),
    ],
  ])('%s', (_when, before, after) => {
    expect(boundsForPeople(before, seen)).toEqual({ after, by: at(30) });
  });
});
