import { describe, expect, test } from '@jest/globals';
import type { Group } from '../../../lib/core/fleet/group.ts';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import {
  episodeBegins,
  isSteady,
  isStillDownDue,
  openingsAfter,
  stillDownTold,
} from '../../../lib/core/rules/flapping.ts';
import { DAY, HOUR, MINUTE, plus } from '../../../lib/core/time.ts';
import { aGroup, at } from '../../support/builders.ts';
import { rhythm } from './rhythms.ts';
import { aWatch, typesOf } from './watch.ts';

const connected = aGroup({ id: '7', status: 'connected' });
const disconnected = { ...connected, status: 'disconnected' as const };
const warning = { ...connected, status: 'warning' as const };

/** A group that has just gone down for the third time within some minutes. */
function aFlappingGroup(third: Group = disconnected) {
  const watch = aWatch();
  watch.sees([connected]);
  for (const seen of [third, connected, third, connected]) watch.sees([seen]);
  const entering = watch.sees([third]);
  return { watch, entering };
}

function repeat<T>(times: number, act: () => T): readonly T[] {
  return Array.from({ length: times }, act);
}

describe('a group that goes down for the third time in two hours', () => {
  test('is flapping: told once, as one incident', () => {
    const { entering } = aFlappingGroup();
    expect(entering.events).toMatchObject([
      { type: 'flapping began', openings: 3, severity: 'critical', incident: '7-6' },
    ]);
  });

  test('is then quiet, up or down', () => {
    const { watch } = aFlappingGroup();
    const polls = repeat(20, () => [watch.sees([connected]), watch.sees([disconnected])]).flat();
    expect(polls.flatMap(typesOf)).toEqual([]);
    expect(watch.state('7')?.incident).toMatchObject({ id: '7-6', episode: { openings: 23 } });
  });

  test('is told to be steady only after two observed hours up, with how often it fell', () => {
    const { watch } = aFlappingGroup();
    expect(repeat(120, () => typesOf(watch.sees([connected]))).flat()).toEqual([]);
    expect(watch.sees([connected]).events).toMatchObject([
      { type: 'ended', how: 'steady', openings: 3, incident: '7-6' },
    ]);
  });

  test('is not steady for the time in which nobody looked', () => {
    const { watch } = aFlappingGroup();
    watch.sees([connected]);
    watch.wait(3 * HOUR);
    expect(typesOf(watch.sees([connected]))).toEqual(['sight returned']);
    expect(repeat(119, () => typesOf(watch.sees([connected]))).flat()).toEqual([]);
    expect(typesOf(watch.sees([connected]))).toEqual(['ended']);
  });

  test('is not steady while its status is unknown', () => {
    const { watch } = aFlappingGroup();
    repeat(100, () => watch.sees([connected]));
    watch.sees([{ ...connected, status: 'unknown' }]);
    expect(repeat(120, () => typesOf(watch.sees([connected]))).flat()).toEqual([]);
    expect(typesOf(watch.sees([connected]))).toEqual(['ended']);
  });

  test('and stays down is told to be still down, after an hour and then at doubling gaps', () => {
    const { watch } = aFlappingGroup();
    const told = repeat(16 * 60, (): readonly string[] => typesOf(watch.sees([disconnected])));
    const hours = told.flatMap((types, minute) => types.map((type) => [type, (minute + 1) / 60]));
    expect(hours).toEqual([
      ['still down', 1],
      ['still down', 3],
      ['still down', 7],
      ['still down', 15],
    ]);
  });

  test('and stays down is told so by events that are told apart by when', () => {
    const { watch } = aFlappingGroup();
    const told = repeat(3 * 60, () => watch.sees([disconnected]).events).flat();
    expect(told.map(({ id }) => id)).toEqual([
      '7-6.still-down-at-2026-03-02T15:05:02.000Z',
      '7-6.still-down-at-2026-03-02T17:05:02.000Z',
    ]);
  });

  test('while nobody looked counts among what opened meanwhile', () => {
    const watch = aWatch();
    watch.sees([connected]);
    for (const seen of [disconnected, connected, disconnected, connected]) watch.sees([seen]);
    watch.wait(HOUR);
    expect(watch.sees([disconnected]).events).toMatchObject([
      { type: 'flapping began', id: '7-6.flapping-began' },
      { type: 'sight returned', opened: 1, ended: 0 },
    ]);
  });

  test('is told at once when it gets worse than people know', () => {
    const { watch } = aFlappingGroup(warning);
    watch.sees([connected]);
    expect(watch.sees([disconnected]).events).toMatchObject([
      { type: 'escalated', severity: 'critical', incident: '7-6' },
    ]);
    expect(typesOf(watch.sees([warning]))).toEqual([]);
    expect(typesOf(watch.sees([disconnected]))).toEqual([]);
  });

  test('starts afresh once it was steady', () => {
    const { watch } = aFlappingGroup();
    repeat(121, () => watch.sees([connected]));
    expect(typesOf(watch.sees([disconnected]))).toEqual(['opened']);
  });
});

describe('a group that goes down for the fourth time in a day', () => {
  test('is flapping too', () => {
    const watch = aWatch({ gapIntervals: 1e9, blind: { after: 1e12, runs: 3, runsWhenLasting: 2 } });
    watch.sees([connected]);
    const types = repeat(4, () => {
      watch.wait(4 * HOUR);
      const fall = typesOf(watch.sees([disconnected]));
      watch.sees([connected]);
      return fall;
    });
    expect(types.flat()).toEqual(['opened', 'opened', 'opened', 'flapping began']);
  });
});

describe('once flapping', () => {
  test.each([
    [1, 1],
    [2, 118],
    [16, 4],
    [16, 44],
    [20, 20],
    [61, 3],
    [120, 1],
  ])('%i minutes down and %i up send at most one message an hour', (down, up) => {
    expect(rhythm(down, up, 48)).toMatchObject({ entered: true, busiestHour: expect.any(Number) });
    expect(rhythm(down, up, 48).busiestHour).toBeLessThanOrEqual(1);
  });

  test('thirty flips in an hour are four messages until it is steady', () => {
    const watch = aWatch();
    watch.sees([connected]);
    const flips = repeat(30, () => [watch.sees([disconnected]), watch.sees([connected])]).flat();
    expect(flips.flatMap(typesOf)).toEqual(['opened', 'ended', 'opened', 'ended', 'flapping began']);
    expect(repeat(121, () => typesOf(watch.sees([connected]))).flat()).toEqual(['ended']);
  });
});

describe('sight that comes and goes', () => {
  test('is told three times, then only when it has been steady', () => {
    const watch = aWatch();
    watch.sees([connected]);
    const told = repeat(8, () => {
      const lost = repeat(12, () => watch.fails({ kind: 'API unavailable', detail: '503' })).flat();
      return [...lost.map(({ type }) => type), ...typesOf(watch.sees([connected]))];
    });
    expect(told.flat()).toEqual([
      'went blind',
      'sight returned',
      'went blind',
      'sight returned',
      'went blind',
    ]);
    const settling = repeat(121, () => watch.sees([connected]).events).flat();
    expect(settling).toMatchObject([{ type: 'sight returned', losses: 8 }]);
  });

  test('and stays away is told', () => {
    const watch = aWatch();
    watch.sees([connected]);
    repeat(3, () => {
      repeat(12, () => watch.fails({ kind: 'API unavailable', detail: '503' }));
      watch.sees([connected]);
    });
    const lost = repeat(120, () => watch.fails({ kind: 'API unavailable', detail: '503' })).flat();
    expect(lost).toMatchObject([{ type: 'went blind', unsteady: true }]);
  });
});

describe('what makes flapping', () => {
  const policy = defaultPolicy(MINUTE);
  const ago = (...milliseconds: readonly number[]) => milliseconds.map((some) => plus(at(), -some));

  test('is remembered for a day', () => {
    expect(openingsAfter(ago(DAY, DAY - 1, HOUR), at(), policy)).toEqual([...ago(DAY - 1, HOUR), at()]);
  });

  test.each([
    ['three openings within two hours', ago(2 * HOUR - 1, HOUR, 0), 3],
    ['not three in exactly two hours', ago(2 * HOUR, HOUR, 0), null],
    ['four within a day', ago(DAY - 1, 15 * HOUR, 8 * HOUR, 0), 4],
    ['not four in exactly a day', ago(DAY, 15 * HOUR, 8 * HOUR, 0), null],
  ])('are %s', (_what, openings, count) => {
    expect(episodeBegins(openings, at(), policy)?.openings ?? null).toBe(count);
  });

  const episode = {
    ...{ since: at(), openings: 3, downSince: at(), steadyFrom: null, lastTold: at(), quiet: HOUR },
  };

  test.each([
    ['not before it was down for a quarter of an hour', { downSince: plus(at(60), -15 * MINUTE + 1) }, false],
    ['when it was, and nothing was told for an hour', { downSince: plus(at(60), -15 * MINUTE) }, true],
    ['not before the hour is over', { lastTold: at(1) }, false],
    ['not while it is up', { downSince: null }, false],
  ])('is told to be still down %s', (_when, override, due) => {
    expect(isStillDownDue({ ...episode, ...override }, at(60), policy)).toBe(due);
  });

  test('is told so ever more rarely, once a day in the end', () => {
    const told = stillDownTold({ ...episode, quiet: 16 * HOUR }, at(60), policy);
    expect(told).toEqual({ ...episode, lastTold: at(60), quiet: DAY });
    expect(stillDownTold(episode, at(60), policy)).toMatchObject({ quiet: 2 * HOUR });
  });

  test('is over when it was up for two hours, and not while it is down', () => {
    const up = (milliseconds: number) => ({ ...episode, steadyFrom: plus(at(), -milliseconds) });
    expect(isSteady(up(2 * HOUR - 1), at(), policy)).toBe(false);
    expect(isSteady(up(2 * HOUR), at(), policy)).toBe(true);
    expect(isSteady(episode, at(1e6), policy)).toBe(false);
  });
});
