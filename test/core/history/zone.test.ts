import { describe, expect, test } from '@jest/globals';
import { daysWithin, evenStretches, monthsWithin } from '../../../lib/core/history/zone.ts';
import { HOUR, type Instant, instant, plus } from '../../../lib/core/time.ts';

const utc = (text: string): Instant => instant(Date.parse(`${text}Z`));
const short = (all: readonly Instant[]): readonly string[] => all.map((one) => one.slice(0, 16));

/** Berlin turns its clocks on 29 March 2026 and on 25 October 2026, at 01:00 UTC. */
const BERLIN = 'Europe/Berlin';

describe('a range on a clock on the wall', () => {
  const stretches = (from: string, to: string, zone = BERLIN): readonly string[] =>
    evenStretches({ from: utc(from), to: utc(to) }, zone).map((one) =>
      [...short([instant(one.from), instant(one.to)]), one.offset / HOUR].join(' '),
    );

  test.each([
    ['2026-03-02T10:00', '2026-03-09T10:00', ['2026-03-02T10:00 2026-03-09T10:00 1']],
    [
      '2026-03-28T10:00',
      '2026-03-30T10:00',
      ['2026-03-28T10:00 2026-03-29T01:00 1', '2026-03-29T01:00 2026-03-30T10:00 2'],
    ],
    [
      '2026-10-24T10:00',
      '2026-10-25T01:30',
      ['2026-10-24T10:00 2026-10-25T01:00 2', '2026-10-25T01:00 2026-10-25T01:30 1'],
    ],
    ['2026-03-28T10:00', '2026-03-29T01:00', ['2026-03-28T10:00 2026-03-29T01:00 1']],
    ['2026-03-28T10:00', '2026-03-28T10:00', []],
  ])('from %s to %s is divided where clocks are turned', (from, to, is) => {
    expect(stretches(from, to)).toEqual(is);
  });

  test('has offsets that are no whole hours', () => {
    expect(stretches('2026-03-02T10:00', '2026-03-02T11:00', 'Asia/Kolkata')).toEqual([
      '2026-03-02T10:00 2026-03-02T11:00 5.5',
    ]);
  });
});

describe('days', () => {
  test('begin at midnight of the clock on the wall, also where it is turned', () => {
    const range = { from: utc('2026-03-28T10:00'), to: utc('2026-03-31T10:00') };
    expect(short(daysWithin(range, BERLIN))).toEqual([
      '2026-03-28T23:00',
      '2026-03-29T22:00',
      '2026-03-30T22:00',
    ]);
  });

  test('do not cut a range at its own edges', () => {
    const midnight = utc('2026-03-02T23:00');
    expect(daysWithin({ from: midnight, to: plus(midnight, 24 * HOUR) }, BERLIN)).toEqual([]);
    expect(daysWithin({ from: plus(midnight, -1), to: plus(midnight, 1) }, BERLIN)).toEqual([midnight]);
  });

  test('begin with the turn where clocks are turned at midnight, as in Santiago', () => {
    const range = { from: utc('2026-09-05T12:00'), to: utc('2026-09-07T12:00') };
    expect(short(daysWithin(range, 'America/Santiago'))).toEqual(['2026-09-06T04:00', '2026-09-07T03:00']);
  });

  test('begin once where clocks are turned back over midnight, as in Havana', () => {
    const range = { from: utc('2026-10-31T12:00'), to: utc('2026-11-02T12:00') };
    expect(short(daysWithin(range, 'America/Havana'))).toEqual(['2026-11-01T04:00', '2026-11-02T05:00']);
  });
});

test('months begin at midnight of the clock on the wall, each by its own offset', () => {
  const range = { from: utc('2026-02-10T00:00'), to: utc('2026-05-10T00:00') };
  expect(short(monthsWithin(range, BERLIN))).toEqual([
    '2026-02-28T23:00',
    '2026-03-31T22:00',
    '2026-04-30T22:00',
  ]);
});
