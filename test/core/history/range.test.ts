import { describe, expect, test } from '@jest/globals';
import { type Range, type Reach, sightOf } from '../../../lib/core/history/range.ts';
import { INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { DAY, type Instant, MINUTE } from '../../../lib/core/time.ts';
import { aHead, anEpoch, aReading, at, epochEntry } from '../../support/builders.ts';

const counts = { connected: 1, warning: 0, disconnected: 0, unknown: 0 };

/** Watched since `at(0)`, last seen at `at(100)`; two epochs, the second from `at(40)` on. */
function reach(override: Partial<Reach> = {}): Reach {
  return {
    head: aHead({
      lastComplete: { reading: aReading(100), counts },
      monitor: { ...INITIAL_MONITOR, watching: at() },
    }),
    epochs: [epochEntry(anEpoch(), { ends: at(40) }), epochEntry(anEpoch({ id: 'e2', start: at(40) }))],
    now: at(110),
    retention: 396 * DAY,
    ...override,
  };
}

const range = (from: number, to: number): Range => ({ from: at(from), to: at(to) });
const minute = (instant: Instant): number => (Date.parse(instant) - Date.parse(at())) / MINUTE;

function described(asked: Range, given: Reach): readonly string[] {
  const { seen, unseen } = sightOf(asked, given);
  return [
    ...seen.map(({ from, to, epoch }) => ({ from, to, what: epoch.id })),
    ...unseen.map(({ from, to, why }) => ({ from, to, what: why })),
  ]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, to, what }) => `${minute(from)} to ${minute(to)}: ${what}`);
}

describe('what of a range can be known', () => {
  test.each([
    { asked: range(10, 20), is: ['10 to 20: e1'], what: 'lies in one epoch' },
    {
      asked: range(10, 60),
      is: ['10 to 40: e1', '40 to 60: e2'],
      what: 'is divided where the next epoch begins',
    },
    { asked: range(-30, 5), is: ['-30 to 0: before the watch', '0 to 5: e1'], what: 'begins with the watch' },
    {
      asked: range(90, 110),
      is: ['90 to 100: e2', '100 to 110: not seen yet'],
      what: 'ends with the last complete run',
    },
    { asked: range(-20, -10), is: ['-20 to -10: before the watch'], what: 'is nothing before the watch' },
    { asked: range(0, 10), is: ['0 to 10: e1'], what: 'is all of a range that begins with the watch' },
    { asked: range(95, 100), is: ['95 to 100: e2'], what: 'is all of a range that ends with the last run' },
    { asked: range(20, 20), is: [], what: 'has no change within an instant' },
    {
      asked: range(103, 105),
      is: ['103 to 105: not seen yet'],
      what: 'is nothing after the last complete run',
    },
  ])('$what', ({ asked, is }) => {
    expect(described(asked, reach())).toEqual(is);
  });

  test('ends where the retention does', () => {
    expect(described(range(10, 60), reach({ retention: 80 * MINUTE }))).toEqual([
      '10 to 30: expired',
      '30 to 40: e1',
      '40 to 60: e2',
    ]);
  });

  test('is nothing where the last complete run is older than the retention', () => {
    expect(described(range(10, 110), reach({ retention: 5 * MINUTE }))).toEqual([
      '10 to 100: expired',
      '100 to 110: not seen yet',
    ]);
    expect(sightOf(range(10, 110), reach({ retention: 5 * MINUTE })).seen).toEqual([]);
  });

  test('lacks what an expired epoch held, whether or not its row in the index is still there', () => {
    const [first = epochEntry(), second = epochEntry()] = reach().epochs;
    const expired = { ...second, expires: at(105), ends: at(70) };
    const third = epochEntry(anEpoch({ id: 'e3', start: at(70) }));
    for (const epochs of [
      [first, expired, third],
      [first, third],
    ])
      expect(described(range(30, 90), reach({ epochs }))).toEqual([
        '30 to 40: e1',
        '40 to 70: expired',
        '70 to 90: e3',
      ]);
  });

  test('is the same in whatever order the index lists the epochs', () => {
    const epochs = [...reach().epochs].reverse();
    expect(described(range(10, 60), reach({ epochs }))).toEqual(['10 to 40: e1', '40 to 60: e2']);
  });

  test('lacks what expires at this very moment', () => {
    const [first = epochEntry(), second = epochEntry()] = reach().epochs;
    const epochs = [{ ...first, expires: at(110) }, second];
    expect(described(range(30, 60), reach({ epochs }))).toEqual(['30 to 40: expired', '40 to 60: e2']);
  });

  const unwatched = { ...INITIAL_MONITOR, watching: null };
  const complete = { reading: aReading(100), counts };
  test.each([
    ['no run has begun', null],
    ['no run was complete', aHead({ monitor: { ...INITIAL_MONITOR, watching: at() } })],
    [
      'groups are listed, but the first reading is not believed yet',
      aHead({ lastComplete: complete, monitor: unwatched }),
    ],
  ])('is nothing where %s', (_why, head) => {
    expect(described(range(0, 10), reach({ head }))).toEqual(['0 to 10: before the watch']);
    expect(sightOf(range(0, 10), reach({ head }))).toMatchObject({ asOf: null, isNow: false });
  });
});

describe('a range', () => {
  test.each([
    { asked: range(90, 99), isNow: false, asOf: 99, what: 'before the last complete run' },
    { asked: range(90, 100), isNow: true, asOf: 100, what: 'that ends with the last complete run' },
    { asked: range(90, 105), isNow: true, asOf: 100, what: 'that goes on after the last complete run' },
    { asked: range(-20, -10), isNow: false, asOf: null, what: 'before the watch' },
    { asked: range(30, 60), isNow: false, asOf: 60, what: 'of two epochs' },
  ])('$what reaches the present: $isNow; was last looked at in minute $asOf', ({ asked, isNow, asOf }) => {
    const sight = sightOf(asked, reach());
    expect(sight.isNow).toBe(isNow);
    expect(sight.asOf).toBe(asOf === null ? null : at(asOf));
  });
});
