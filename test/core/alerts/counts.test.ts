import { describe, expect, test } from '@jest/globals';
import { fleetSentence, standingOf } from '../../../lib/core/alerts/counts.ts';
import type { StatusCounts } from '../../../lib/core/fleet/group.ts';

const counts = (connected: number, warning: number, disconnected: number, unknown: number): StatusCounts => ({
  ...{ connected, warning, disconnected, unknown },
});

describe('how the fleet stands, in a subject line and in a sentence', () => {
  test.each<[StatusCounts, string, string]>([
    [counts(0, 0, 0, 0), 'nothing to watch', 'The organization has no network tunnel groups.'],
    [counts(1, 0, 0, 0), 'all connected', 'The only group is connected.'],
    [counts(1200, 0, 0, 0), 'all connected', 'All 1,200 groups are connected.'],
    [counts(2, 0, 0, 1), '1 unknown', '2 of 3 groups are connected. The status of 1 is unknown.'],
    [counts(0, 0, 0, 1), '1 unknown', 'The status of the only group is unknown.'],
    [counts(0, 0, 0, 2), '2 unknown', '0 of 2 groups are connected. The status of 2 is unknown.'],
    [counts(0, 0, 1, 0), '1 not connected', 'The only group is not connected (1 disconnected).'],
    [counts(0, 1, 0, 0), '1 not connected', 'The only group is not connected (1 in warning).'],
    [counts(4, 1, 0, 0), '1 not connected', '1 of 5 groups is not connected (1 in warning).'],
    [counts(4, 0, 2, 0), '2 not connected', '2 of 6 groups are not connected (2 disconnected).'],
    [
      counts(4, 1, 2, 3),
      '3 not connected, 3 unknown',
      '3 of 10 groups are not connected (2 disconnected, 1 in warning). The status of 3 more is unknown.',
    ],
  ])('%j', (some, standing, sentence) => {
    expect(standingOf(some)).toBe(standing);
    expect(fleetSentence(some)).toBe(sentence);
  });
});
