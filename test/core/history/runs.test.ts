import { describe, expect, test } from '@jest/globals';
import type { PastRun } from '../../../lib/core/history/past-reader.ts';
import { blindPeriods, durationOf, totalsOf } from '../../../lib/core/history/runs.ts';
import { INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { SECOND } from '../../../lib/core/time.ts';
import { aHead, aReading, aRunRecord, at } from '../../support/builders.ts';

const counts = { connected: 1, warning: 0, disconnected: 0, unknown: 0 };

function aRun(override: Partial<PastRun> = {}): PastRun {
  return { ...aRunRecord(), expires: at(1e6), ...override };
}

const failed = (kind: 'network' | 'clock'): Partial<PastRun> => ({
  outcome: 'failed',
  failure: { kind, detail: 'Something.' },
  counts: null,
});

describe('runs together', () => {
  test('are added up, and the longest is kept', () => {
    const usage = { calls: 3, tokenRequests: 1, retries: 2 };
    const runs = [
      aRun({ changes: 2, events: 3, alerts: 1, pages: 4, usage, ended: at(1) }),
      aRun({ changes: 5, events: 7, alerts: 2, pages: 1, usage, ended: at(2) }),
      aRun({ ...failed('network'), changes: 0, events: 0, alerts: 0, pages: 0 }),
      aRun({ ...failed('network'), changes: 0, events: 0, alerts: 0, pages: 0 }),
      aRun({ ...failed('clock'), changes: 0, events: 0, alerts: 0, pages: 0 }),
    ];
    expect(totalsOf(runs)).toEqual({
      ...{ complete: 2, failed: 3, changes: 7, events: 10, alerts: 3, pages: 5, calls: 9, retries: 4 },
      longest: 120 * SECOND,
      failures: { network: 2, clock: 1 },
    });
    expect(durationOf(runs[0] ?? aRun())).toBe(60 * SECOND);
  });

  test('of which there is none have no longest', () => {
    expect(totalsOf([])).toMatchObject({ complete: 0, failed: 0, longest: null, failures: {} });
  });
});

describe('blindness in a range', () => {
  const range = { from: at(100), to: at(200) };
  const gap = (from: number, to: number) => ({ from: at(from), to: at(to), why: 'No run was started.' });
  const failure = { kind: 'network', detail: 'Reset.' } as const;
  const blindSince = (minute: number, seen: number | null = minute) =>
    aHead({
      lastComplete: seen === null ? null : { reading: aReading(seen), counts },
      monitor: { ...INITIAL_MONITOR, blind: { since: at(minute), failure, told: true } },
    });

  test.each([
    ['ended as it begins', gap(90, 100), 0],
    ['reaches into it', gap(90, 101), 1],
    ['lies in it', gap(120, 130), 1],
    ['reaches out of it', gap(199, 210), 1],
    ['begins as it ends', gap(200, 210), 0],
  ])('is a gap that %s', (_what, one, periods) => {
    expect(blindPeriods(range, [one], null)).toEqual(periods === 0 ? [] : [one]);
  });

  test('that lasts comes last and has no end', () => {
    expect(blindPeriods(range, [gap(120, 130)], blindSince(150))).toEqual([
      gap(120, 130),
      { from: at(150), to: null, why: 'network: Reset.' },
    ]);
  });

  test.each([
    ['before the range lasts into it', 50, 50, 1],
    ['as the range ends is no part of it', 200, 200, 0],
    ['after the range is no part of it', 250, 250, 0],
  ])('that began %s', (_what, since, seen, periods) => {
    expect(blindPeriods(range, [], blindSince(since, seen))).toHaveLength(periods);
  });

  test('began with the last complete run, or, where there was none, when it was noticed', () => {
    expect(blindPeriods(range, [], blindSince(150, 145))).toMatchObject([{ from: at(145) }]);
    expect(blindPeriods(range, [], blindSince(150, null))).toMatchObject([{ from: at(150) }]);
  });

  test('is none where the monitor sees, or never tried', () => {
    expect(blindPeriods(range, [], aHead({ lastComplete: { reading: aReading(150), counts } }))).toEqual([]);
    expect(blindPeriods(range, [], null)).toEqual([]);
  });

  test('since for ever has no beginning to be told', () => {
    const blind = { since: null, failure, told: true };
    expect(blindPeriods(range, [], aHead({ monitor: { ...INITIAL_MONITOR, blind } }))).toEqual([]);
  });
});
