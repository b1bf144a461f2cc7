import { describe, expect, test } from '@jest/globals';
import {
  nextAttempt,
  type RetryQuestion,
  retryAfterMilliseconds,
  seconds,
} from '../../../lib/adapters/secure-access/retry.ts';
import { MINUTE, SECOND, START } from './a-client.ts';

function ask(question: Partial<RetryQuestion>, attempts = 4) {
  const limits = { attempts, firstMilliseconds: 2_000, longestMilliseconds: 30_000 };
  return nextAttempt(
    { attempt: 1, retryAfter: null, now: START, until: START + 10 * MINUTE, random: 0.5, ...question },
    limits,
  );
}

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['17', 17 * SECOND],
    [' 17 ', 17 * SECOND],
    ['9'.repeat(400), Number.POSITIVE_INFINITY],
    ['Mon, 02 Mar 2026 08:00:30 GMT', 30 * SECOND],
    ['Monday, 02-Mar-26 08:00:30 GMT', 30 * SECOND],
    ['Mon Mar  2 08:00:30 2026', 30 * SECOND],
    ['Mon, 02 Mar 2026 07:59:30 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['', 0],
    ['-5', 0],
    ['1.5', 0],
    ['soon', 0],
    ['Mon, 99 Zzz 2026', 0],
    ['2026-03-02T08:00:30Z', 0],
    ['10, 20', 0],
  ])('of %j asks for a pause of %d ms', (header, expected) => {
    expect(retryAfterMilliseconds(header, START)).toBe(expected);
  });

  test('asks for nothing where it is absent', () => {
    expect(retryAfterMilliseconds(null, START)).toBe(0);
  });
});

describe('The pause before the next attempt', () => {
  test.each([
    [1, 0, 0],
    [1, 0.5, 1_000],
    [1, 0.999, 1_998],
    [2, 0.5, 2_000],
    [3, 0.5, 4_000],
    [5, 0.5, 15_000],
    [60, 0.5, 15_000],
  ])('after %d attempts, with %d drawn, is %d ms', (attempt, random, wait) => {
    expect(ask({ attempt, random }, 100)).toEqual({ wait });
  });

  test('is what Retry-After says, also where that is longer than any of ours', () => {
    expect(ask({ retryAfter: '60' })).toEqual({ wait: MINUTE });
  });

  test('is our own where Retry-After is past or rubbish', () => {
    expect(ask({ retryAfter: 'Thu, 01 Jan 1970 00:00:00 GMT' })).toEqual({ wait: 1_000 });
    expect(ask({ retryAfter: 'later' })).toEqual({ wait: 1_000 });
  });

  test('leaves a second for the repeat itself', () => {
    expect(ask({ until: START + 2_000 })).toEqual({ wait: 1_000 });
    expect(ask({ until: START + 1_999 })).toEqual({ giveUp: 'the run has no time left' });
  });
});

describe('There is no further attempt', () => {
  test('after the last', () => {
    expect(ask({ attempt: 4 })).toEqual({ giveUp: '' });
  });

  test('where the API asks for more time than the run has', () => {
    expect(ask({ retryAfter: '3600' })).toEqual({
      giveUp: 'asked to wait 3600 s, more than the run has left',
    });
    expect(ask({ retryAfter: '9'.repeat(400) })).toEqual({
      giveUp: 'asked to wait practically for ever, more than the run has left',
    });
  });
});

test('A pause is told in seconds, rounded up', () => {
  expect([seconds(1), seconds(1_000), seconds(1_001)]).toEqual(['1 s', '1 s', '2 s']);
});
