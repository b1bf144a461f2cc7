import { describe, expect, test } from '@jest/globals';
import { readDuration } from '../../lib/cli/times/read-duration.ts';
import { readTime } from '../../lib/cli/times/read-time.ts';
import { instantOf, wallTime } from '../../lib/cli/times/wall-clock.ts';
import { DAY, HOUR, type Instant, instant, MINUTE, SECOND } from '../../lib/core/time.ts';

const at = (text: string): Instant => instant(Date.parse(text));

/** A Monday in March, five past three in the afternoon in Berlin. */
const NOW = at('2026-03-02T14:05:00Z');

function read(text: string, timeZone = 'Europe/Berlin', now = NOW): string {
  const result = readTime(text, { now, timeZone });
  return result.ok ? result.at : result.why;
}

const FORMS = expect.stringMatching(/^it must look like one of 2026-03-02T14:05Z/);

describe('a time', () => {
  test.each([
    ['now', '2026-03-02T14:05:00.000Z'],
    ['2026-03-02T14:05Z', '2026-03-02T14:05:00.000Z'],
    ['2026-03-02T14:05:09.25Z', '2026-03-02T14:05:09.250Z'],
    ['2026-03-02 14:05+01:00', '2026-03-02T13:05:00.000Z'],
    ['2026-03-02T14:05-0500', '2026-03-02T19:05:00.000Z'],
    ['2026-03-02 14:05', '2026-03-02T13:05:00.000Z'],
    ['2026-03-02T14:05:30', '2026-03-02T13:05:30.000Z'],
    ['2026-07-02 14:05', '2026-07-02T12:05:00.000Z'],
    ['2026-03-02', '2026-03-01T23:00:00.000Z'],
    ['14:05', '2026-03-02T13:05:00.000Z'],
    ['9:30', '2026-03-02T08:30:00.000Z'],
    ['today', '2026-03-01T23:00:00.000Z'],
    ['yesterday 14:05', '2026-03-01T13:05:00.000Z'],
    ['Yesterday  at 14:05', '2026-03-01T13:05:00.000Z'],
    ['tomorrow 02:00', '2026-03-03T01:00:00.000Z'],
    ['2h ago', '2026-03-02T12:05:00.000Z'],
    ['1h 30m ago', '2026-03-02T12:35:00.000Z'],
    ['3 days ago', '2026-02-27T14:05:00.000Z'],
    ['in 90 minutes', '2026-03-02T15:35:00.000Z'],
  ])('%s, in Berlin, is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['', FORMS],
    ['whenever', FORMS],
    ['2h', FORMS],
    ['ago', FORMS],
    ['-2h ago', FORMS],
    ['03/02/2026', FORMS],
    ['2 pm', FORMS],
    ['1772459100', FORMS],
    ['25:00', 'there is no such date or hour'],
    ['14:60', 'there is no such date or hour'],
    ['2026-02-30', 'there is no such date or hour'],
    ['2026-02-30T10:00Z', 'there is no such date or hour'],
    ['2026-13-01 10:00', 'there is no such date or hour'],
    ['in 900000000 weeks', 'it is too far away'],
  ])('is not %j', (text, why) => {
    expect(read(text)).toEqual(why);
  });

  test('that daylight saving leaves out is refused, and of one that it repeats the first is meant', () => {
    expect(read('2026-03-29 02:30')).toBe(
      'the clocks of Europe/Berlin never show it, as daylight saving begins',
    );
    expect(read('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(read('2026-11-01 01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });

  test('of yesterday or tomorrow keeps its hour across daylight saving', () => {
    const afterTheChange = at('2026-03-29T10:00:00Z');
    expect(read('yesterday 12:00', 'Europe/Berlin', afterTheChange)).toBe('2026-03-28T11:00:00.000Z');
    expect(read('tomorrow 12:00', 'Europe/Berlin', afterTheChange)).toBe('2026-03-30T10:00:00.000Z');
  });

  test('of today is that of the zone, where it may be another day already', () => {
    const late = at('2026-03-02T23:30:00Z');
    expect(read('08:00', 'Asia/Tokyo', late)).toBe('2026-03-02T23:00:00.000Z');
    expect(read('08:00', 'UTC', late)).toBe('2026-03-02T08:00:00.000Z');
  });
});

describe('clocks on the wall', () => {
  test.each(['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC'])(
    'of %s: every hour of a year is read back as it is shown',
    (timeZone) => {
      const start = Date.UTC(2026, 0, 1);
      const wrong: string[] = [];
      for (let hour = 0; hour < 8_760; hour += 1) {
        const moment = instant(start + hour * HOUR);
        const back = instantOf(wallTime(moment, timeZone), timeZone);
        // In the hour that is shown twice, the first is meant.
        const isSecond = back !== null && Date.parse(moment) - Date.parse(back) === HOUR;
        if (back !== moment && !isSecond) wrong.push(moment);
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('a duration', () => {
  test.each([
    ['90m', 90 * MINUTE],
    ['2h', 2 * HOUR],
    ['1.5h', 90 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['1h 30 min', 90 * MINUTE],
    ['2 Days', 2 * DAY],
    ['1w', 7 * DAY],
    ['45 seconds', 45 * SECOND],
    ['', null],
    ['2', null],
    ['h', null],
    ['0h', null],
    ['-2h', null],
    ['2 months', null],
    ['2h or so', null],
  ])('%j is %s', (text, expected) => {
    expect(readDuration(text)).toBe(expected);
  });
});
