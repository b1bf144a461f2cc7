import { describe, expect, test } from '@jest/globals';
import { FAILURES, type FailureKind } from '../../lib/core/failure.ts';
import { instant, MINUTE } from '../../lib/core/time.ts';
import { alertLines, countsLine, failureLines, gapLine, intervalWarning } from '../../lib/watch/words.ts';
import { aRenderedAlert } from './a-rendered-alert.ts';

describe('the terminal', () => {
  test('has an alert as its e-mail, without empty lines', () => {
    expect(alertLines(aRenderedAlert('a'))).toEqual([
      '[DOWN] Branch 1 (us-east-1) - Acme',
      '          Branch 1 is disconnected.',
      '          No traffic passes.',
    ]);
  });

  test.each([
    [{ connected: 212, warning: 0, disconnected: 0, unknown: 0 }, '212 groups: 212 connected'],
    [
      { connected: 4_990, warning: 1, disconnected: 8, unknown: 1 },
      '5,000 groups: 4,990 connected, 1 warning, 8 disconnected, 1 unknown',
    ],
    [{ connected: 0, warning: 0, disconnected: 0, unknown: 0 }, '0 groups'],
  ])('counts %j', (counts, line) => {
    expect(countsLine(counts)).toBe(line);
  });

  test('says for how long nobody looked', () => {
    const gap = { from: instant(0), to: instant(90 * MINUTE), why: 'no runs' };
    expect(gapLine(gap as never, (at) => at.slice(11, 16))).toBe(
      'Nobody looked for 1 hour 30 minutes: the time from 00:00 to 01:30 is kept as a gap.',
    );
  });

  /** What cannot happen here: nothing is in a secret of AWS, and the table is made at the start. */
  const ELSEWHERE: readonly string[] = ['credentials missing', 'credentials malformed', 'table missing'];
  const here = Object.keys(FAILURES).filter((kind) => !ELSEWHERE.includes(kind));

  test.each(here as FailureKind[])('never sends anybody to AWS over "%s"', (kind) => {
    const text = failureLines({ kind, detail: 'This happened.' }, '14:06:00').join('\n');
    expect(text).toContain('The next is at 14:06:00.');
    expect(text).not.toMatch(/DynamoDB|stack|deploy|VPC|the function|Lambda|AWS|in the secret/);
  });

  test('warns of an interval that the rate limits do not allow', () => {
    expect(intervalWarning(2_400, { everyMinutes: 1, requestBudget: 'strict' })).toMatch(
      /^2,400 groups cannot be read every 1 minute within .* Start this with --every \d+\.$/,
    );
    expect(intervalWarning(2_000, { everyMinutes: 1, requestBudget: 'strict' })).toBeNull();
    expect(intervalWarning(200_000, { everyMinutes: 60, requestBudget: 'strict' })).toMatch(
      /No interval is long enough/,
    );
  });
});
