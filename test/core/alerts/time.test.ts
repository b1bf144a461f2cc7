import { describe, expect, test } from '@jest/globals';
import {
  duration,
  durationBetween,
  durationInShort,
  durationWithin,
  ordinal,
} from '../../../lib/core/alerts/duration.ts';
import { timesIn } from '../../../lib/core/alerts/time.ts';
import { HOUR, MINUTE, SECOND } from '../../../lib/core/time.ts';
import { utc } from './scenes.ts';

const BERLIN = timesIn('Europe/Berlin');

describe('A time is written in the zone of the organization, with UTC beside', () => {
  test.each<[zone: string, at: string, written: string]>([
    ['Europe/Berlin', '13:05:03', '2026-03-02 14:05:03 CET (13:05:03 UTC)'],
    ['Europe/Berlin', '2026-07-02 13:05:03', '2026-07-02 15:05:03 CEST (13:05:03 UTC)'],
    ['America/New_York', '03:05:03', '2026-03-01 22:05:03 EST (2026-03-02 03:05:03 UTC)'],
    ['Europe/Berlin', '2026-03-02 23:30:00', '2026-03-03 00:30:00 CET (2026-03-02 23:30:00 UTC)'],
    ['Asia/Kolkata', '13:05:03', '2026-03-02 18:35:03 IST (13:05:03 UTC)'],
    ['UTC', '13:05:03', '2026-03-02 13:05:03 UTC'],
    ['Mars/Olympus', '13:05:03', '2026-03-02 13:05:03 UTC'],
  ])('%s, %s', (zone, at, written) => {
    expect(timesIn(zone).moment(utc(at))).toBe(written);
  });

  test('without the date where it is known', () => {
    expect(BERLIN.moment(utc('13:05:03'), utc('20:00:00'))).toBe('14:05:03 CET (13:05:03 UTC)');
    expect(BERLIN.moment(utc('13:05:03'), utc('23:00:00'))).toBe('2026-03-02 14:05:03 CET (13:05:03 UTC)');
    expect(BERLIN.minute(utc('13:05:03'), utc('20:00:00'))).toBe('14:05 CET');
    expect(BERLIN.minute(utc('13:05:03'), utc('23:00:00'))).toBe('2026-03-02 14:05 CET');
  });

  test.each<[what: string, after: string | null, by: string, written: string]>([
    [
      'one day',
      '13:04:02',
      '13:05:03',
      'between 2026-03-02 14:04:02 and 14:05:03 CET (13:04:02-13:05:03 UTC)',
    ],
    [
      'over midnight here',
      '22:59:30',
      '23:00:31',
      'between 2026-03-02 23:59:30 and 2026-03-03 00:00:31 CET (2026-03-02 22:59:30 and 23:00:31 UTC)',
    ],
    [
      'over the change to summer time',
      '2026-03-29 00:59:30',
      '2026-03-29 01:00:31',
      'between 2026-03-29 01:59:30 CET and 03:00:31 CEST (00:59:30-01:00:31 UTC)',
    ],
    ['nothing before', null, '13:05:03', 'by 2026-03-02 14:05:03 CET (13:05:03 UTC)'],
    ['one instant', '13:05:03', '13:05:03', '2026-03-02 14:05:03 CET (13:05:03 UTC)'],
  ])('with both bounds: %s', (_what, after, by, written) => {
    expect(BERLIN.span({ after: after === null ? null : utc(after), by: utc(by) })).toBe(written);
  });
});

describe('A duration', () => {
  test.each([
    [0, '0 seconds'],
    [SECOND, '1 second'],
    [119 * SECOND, '119 seconds'],
    [42 * MINUTE, '42 minutes'],
    [60 * MINUTE, '1 hour'],
    [65 * MINUTE, '1 hour 5 minutes'],
    [51 * HOUR, '2 days 3 hours'],
    [48 * HOUR, '2 days'],
  ])('of %d ms reads %s', (milliseconds, written) => {
    expect(duration(milliseconds)).toBe(written);
  });

  test.each<[least: number, most: number | null, written: string]>([
    [41 * MINUTE, 43 * MINUTE, 'between 41 and 43 minutes'],
    [41 * MINUTE + 59_999, 42 * MINUTE + 1, 'between 41 and 43 minutes'],
    [0, 61 * SECOND, 'at most 61 seconds'],
    [65 * MINUTE, 67 * MINUTE, 'between 1 hour 5 minutes and 1 hour 7 minutes'],
    [50 * MINUTE, 70 * MINUTE, 'between 50 minutes and 1 hour 10 minutes'],
    [42 * MINUTE, 42 * MINUTE, '42 minutes'],
    [42 * MINUTE, null, 'at least 42 minutes'],
    [10 * SECOND, 119 * SECOND, 'between 10 and 119 seconds'],
    [50 * MINUTE, 60 * MINUTE, 'between 50 minutes and 1 hour'],
    [-30 * SECOND, 0, '0 seconds'],
    [-30 * SECOND, -10 * SECOND, '0 seconds'],
    [-30 * SECOND, 20 * SECOND, 'at most 20 seconds'],
  ])('within %d and %p ms reads %s, never narrower than the bounds', (least, most, written) => {
    expect(durationWithin(least, most)).toBe(written);
  });

  test('between two changes reaches from the latest beginning and earliest end to the opposite', () => {
    const from = { after: utc('12:23:00'), by: utc('12:24:00') };
    expect(durationBetween(from, { after: utc('13:04:00'), by: utc('13:05:00') })).toBe(
      'between 40 and 42 minutes',
    );
    expect(durationBetween(from, { after: utc('12:23:30'), by: utc('12:25:00') })).toBe('at most 2 minutes');
    expect(durationBetween(from, { after: null, by: utc('13:05:00') })).toBe('at most 42 minutes');
    expect(durationBetween({ ...from, after: null }, { after: utc('13:04:00'), by: utc('13:05:00') })).toBe(
      'at least 40 minutes',
    );
  });
});

describe('How long, in the few words of a subject line', () => {
  const between = (from: [string | null, string], to: [string | null, string]) =>
    durationInShort(
      { after: from[0] === null ? null : utc(from[0]), by: utc(from[1]) },
      { after: to[0] === null ? null : utc(to[0]), by: utc(to[1]) },
    );

  test.each<[from: [string | null, string], to: [string | null, string], written: string]>([
    [['13:02:00', '13:03:00'], ['13:44:00', '13:45:00'], '41 to 43 minutes'],
    [['13:02:00', '13:03:00'], ['13:03:00', '13:04:00'], 'at most 2 minutes'],
    [['13:02:00', '13:03:00'], ['13:09:00', '20:09:00'], 'at most 8 hours'],
    [['13:02:00', '13:02:00'], ['13:44:00', '13:44:00'], '42 minutes'],
    [['2026-02-20 13:02:00', '2026-02-20 13:03:00'], ['13:44:00', '13:45:00'], '10 to 11 days'],
    [[null, '13:03:00'], ['13:44:00', '13:45:00'], 'at least 41 minutes'],
    [['13:02:00', '13:03:00'], [null, '13:45:00'], 'at most 43 minutes'],
    [['13:02:00', '13:02:10'], ['13:02:30', '13:02:40'], '20 to 40 seconds'],
    [['13:02:00', '13:02:00'], ['13:02:01', '13:02:01'], '1 second'],
  ])('%j to %j', (from, to, written) => {
    expect(between(from, to)).toBe(written);
  });
});

describe('Bounds that lie apart, to the minute', () => {
  test.each<[after: string | null, by: string, written: string]>([
    ['13:09:00', '14:10:00', '14:09-15:10 CET'],
    [null, '14:10:00', '15:10 CET'],
    ['2026-03-01 13:09:00', '14:10:00', '2026-03-01 14:09-2026-03-02 15:10 CET'],
    ['2026-03-29 00:30:00', '2026-03-29 01:30:00', '2026-03-29 01:30 CET-03:30 CEST'],
  ])('%s to %s', (after, by, written) => {
    const known = by.includes(' ') ? utc('13:00:00') : utc('15:00:00');
    expect(BERLIN.minutes({ after: after === null ? null : utc(after), by: utc(by) }, known)).toBe(written);
  });
});

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [10, '10th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [14, '14th'],
  [21, '21st'],
  [111, '111th'],
  [1_002, '1,002nd'],
])('%d in an order is the %s', (count, written) => {
  expect(ordinal(count)).toBe(written);
});
