import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maintenanceWithin, openSpans } from '../../../lib/core/history/maintenance.ts';
import { cutBy } from '../../../lib/core/history/segments.ts';
import { monthsWithin } from '../../../lib/core/history/zone.ts';
import { isOpen, type MaintenanceWindow, WEEKDAYS } from '../../../lib/core/rules/silence.ts';
import { DAY, epochMilliseconds, HOUR, instant, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, at } from '../../support/builders.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const YEAR = Date.UTC(2026, 0, 1);

const time = fc
  .integer({ min: 0, max: 1439 })
  .map((minutes) => new Date(minutes * MINUTE).toISOString().slice(11, 16));
const window: fc.Arbitrary<MaintenanceWindow> = fc.record({
  name: fc.constant('patches'),
  match: fc.constant({}),
  timeZone: fc.constantFrom(...ZONES),
  days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  from: time,
  to: time,
});

describe('a maintenance window as stretches of time', () => {
  test('is open exactly when the rule says so, also over midnight and where clocks are turned', () => {
    fc.assert(
      fc.property(
        window,
        fc.integer({ min: 0, max: 360 }),
        fc.array(fc.integer({ min: 0, max: 6 * DAY - 1 }), { minLength: 20, maxLength: 20 }),
        (one, day, moments) => {
          const from = YEAR + day * DAY;
          const spans = openSpans(one, { from: instant(from), to: instant(from + 6 * DAY) });
          const edges = spans.flatMap((span) => [span.from - from, span.to - from - 1, span.to - from]);
          for (const moment of [...moments, ...edges].filter((each) => each >= 0 && each < 6 * DAY)) {
            const inside = spans.some((span) => span.from <= from + moment && from + moment < span.to);
            expect([moment, inside]).toEqual([moment, isOpen(one, instant(from + moment))]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('and silences together leave out each moment once, for the groups they match', () => {
    const range = { from: at(), to: at(60) };
    const silence = { id: 's', match: { region: 'us-east-1' }, reason: 'r', by: 'ana' };
    const of = maintenanceWithin(
      {
        windows: [{ name: 'w', match: {}, timeZone: 'UTC', days: [...WEEKDAYS], from: '14:15', to: '14:25' }],
        silences: [{ ...silence, from: at(15), to: at(30) }],
      },
      range,
    );
    const length = (region: string): number =>
      cutBy(of(aGroup({ region })), epochMilliseconds(range.from), epochMilliseconds(range.to))
        .filter(({ inside }) => inside)
        .reduce((sum, { from, to }) => sum + to - from, 0);
    expect([length('us-east-1') / MINUTE, length('eu-west-3') / MINUTE]).toEqual([20, 10]);
  });
});

describe('maintenance of a group', () => {
  const window = {
    ...{ name: 'w', match: {}, timeZone: 'UTC', days: [...WEEKDAYS] },
    from: '14:15',
    to: '14:25',
  };
  const silence = (from: number, to: number, region?: string) => ({
    ...{ id: `s${from}`, match: region === undefined ? {} : { region }, reason: 'r', by: 'ana' },
    ...{ from: at(from), to: at(to) },
  });
  const minute = (time: number): number => (time - epochMilliseconds(at())) / MINUTE;
  const of = (silences: ReturnType<typeof silence>[], windows = [] as (typeof window)[]) => {
    const { from, to } = maintenanceWithin({ windows, silences }, { from: at(), to: at(60) })(aGroup());
    return from.map((begin, index) => `${minute(begin)}-${minute(to[index] ?? Number.NaN)}`);
  };

  test.each([
    ['nothing where there is none', [], []],
    [
      'stretches that lie apart, in the order of time',
      [silence(30, 40), silence(10, 20)],
      ['10-20', '30-40'],
    ],
    ['one stretch of two that overlap', [silence(10, 25), silence(20, 40)], ['10-40']],
    ['one of two that touch', [silence(10, 20), silence(20, 40)], ['10-40']],
    ['one where a stretch lies within another', [silence(10, 50), silence(20, 30)], ['10-50']],
    ['one where two begin together', [silence(10, 20), silence(10, 30)], ['10-30']],
  ])('is %s', (_what, silences, spans) => {
    expect(of(silences)).toEqual(spans);
  });

  test('is silences and windows together, the latter as far as they lie in the range', () => {
    expect(of([silence(15, 30)], [window])).toEqual(['10-30']);
    expect(of([], [{ ...window, from: '13:00', to: '14:10' }])).toEqual(['0-5']);
    expect(of([], [{ ...window, from: '15:00', to: '15:00' }])).toEqual(['0-60']);
  });

  test('is told apart for groups that other silences match', () => {
    const silences = [silence(0, 10, 'a'), silence(20, 30, 'b'), silence(40, 50)];
    const within = maintenanceWithin({ windows: [], silences }, { from: at(), to: at(60) });
    const minutes = (region: string) => within(aGroup({ region })).from.map(minute);
    expect(['a', 'b', 'c', 'a'].map(minutes)).toEqual([[0, 40], [20, 40], [40], [0, 40]]);
  });
});

describe('months', () => {
  test('begin at midnight of the clock on the wall', () => {
    const range = { from: instant(Date.UTC(2026, 1, 10)), to: instant(Date.UTC(2026, 4, 10)) };
    expect(monthsWithin(range, 'Europe/Berlin')).toEqual([
      '2026-02-28T23:00:00.000Z',
      '2026-03-31T22:00:00.000Z',
      '2026-04-30T22:00:00.000Z',
    ]);
  });

  test('do not cut a range at its own edges', () => {
    const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 2, 1)];
    expect(monthsWithin({ from: instant(from), to: instant(to) }, 'UTC')).toEqual([
      '2026-02-01T00:00:00.000Z',
    ]);
    expect(monthsWithin({ from: instant(from), to: instant(from + HOUR) }, 'UTC')).toEqual([]);
  });
});
