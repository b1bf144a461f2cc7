import { describe, expect, test } from '@jest/globals';
import type { Hub } from '../../../lib/core/fleet/group.ts';
import {
  type Baseline,
  baselineAfter,
  type Condition,
  conditionOf,
  lostHubs,
  NO_BASELINE,
} from '../../../lib/core/rules/redundancy.ts';
import { aGroup, aHub } from '../../support/builders.ts';
import { aWatch, typesOf } from './watch.ts';

const primary = aHub({ id: '10', primary: true });
const secondary = aHub({ id: '11', primary: false });

function aGroupWith(
  first: Partial<Hub>,
  second: Partial<Hub>,
  status: 'connected' | 'warning' | 'disconnected' = 'connected',
) {
  return aGroup({
    id: '7',
    status,
    hubs: [
      { ...primary, ...first },
      { ...secondary, ...second },
    ],
  });
}

const whole = aGroupWith({}, {});
const hubDown = aGroupWith({}, { status: 'down', tunnels: 'none' });
const withoutTunnels = aGroupWith({}, { tunnels: 'none' });
const warning = aGroupWith({}, { status: 'down', tunnels: 'none' }, 'warning');

function aWatchOf(first = whole) {
  const watch = aWatch();
  watch.sees([first]);
  return watch;
}

describe('a hub that goes down under a connected group', () => {
  test('is told as redundancy lost once two polls saw it', () => {
    const watch = aWatchOf();
    expect(watch.sees([hubDown])).toMatchObject({ events: [], changes: [{ kinds: ['hub', 'tunnels'] }] });
    expect(watch.sees([hubDown]).events).toMatchObject([
      {
        ...{ type: 'opened', status: 'redundancy lost', severity: 'warning', incident: '7-2' },
        since: { after: '2026-03-02T14:00:00.000Z', by: '2026-03-02T14:01:02.000Z' },
      },
    ]);
  });

  test('and the warning that follows are one fact', () => {
    const watch = aWatchOf();
    watch.sees([hubDown]);
    expect(watch.sees([warning]).events).toMatchObject([{ type: 'opened', status: 'warning' }]);
    const later = aWatchOf();
    later.sees([hubDown]);
    later.sees([hubDown]);
    expect(typesOf(later.sees([warning]))).toEqual([]);
    expect(typesOf(later.sees([hubDown]))).toEqual([]);
    expect(typesOf(later.sees([whole]))).toEqual(['ended']);
  });

  test('escalates when the group falls too', () => {
    const watch = aWatchOf();
    watch.sees([hubDown]);
    watch.sees([hubDown]);
    const down = aGroupWith(
      { status: 'down', tunnels: 'none' },
      { status: 'down', tunnels: 'none' },
      'disconnected',
    );
    expect(watch.sees([down]).events).toMatchObject([
      { type: 'escalated', previous: 'redundancy lost', incident: '7-2' },
    ]);
  });

  test('for one poll is not told', () => {
    const watch = aWatchOf();
    watch.sees([hubDown]);
    expect(typesOf(watch.sees([whole]))).toEqual([]);
  });

  test('and is of unknown status is neither lost nor back', () => {
    const watch = aWatchOf();
    watch.sees([hubDown]);
    watch.sees([hubDown]);
    const unknown = aGroupWith({}, { status: 'unknown', tunnels: 'unknown' });
    expect(typesOf(watch.sees([unknown]))).toEqual([]);
    expect(typesOf(watch.sees([whole]))).toEqual(['ended']);
  });
});

describe('the loss of all tunnels of a hub', () => {
  test('is redundancy lost as well', () => {
    const watch = aWatchOf();
    watch.sees([withoutTunnels]);
    expect(watch.sees([withoutTunnels]).events).toMatchObject([
      { type: 'opened', status: 'redundancy lost' },
    ]);
  });
});

describe('a group that has only ever had one hub up', () => {
  test('settles at that and does not nag', () => {
    const watch = aWatchOf(hubDown);
    const polls = Array.from({ length: 10 }, () => watch.sees([hubDown]));
    expect(polls.flatMap(typesOf)).toEqual([]);
  });

  test('is told about the second once it has had it', () => {
    const watch = aWatchOf(hubDown);
    watch.sees([whole]);
    watch.sees([hubDown]);
    expect(typesOf(watch.sees([hubDown]))).toEqual(['opened']);
  });
});

describe('what a group has ever had', () => {
  const listed = (first: Partial<Hub>, second: Partial<Hub>) =>
    ({ presence: 'listed', group: aGroupWith(first, second) }) as const;

  test.each<[what: string, first: Partial<Hub>, second: Partial<Hub>, had: Baseline]>([
    ['hubs that are up, with tunnels', {}, {}, { up: ['10', '11'], withTunnels: ['10', '11'] }],
    ['a hub that is up without tunnels', {}, { tunnels: 'none' }, { up: ['10', '11'], withTunnels: ['10'] }],
    ['tunnels of a hub that is not up', {}, { status: 'down' }, { up: ['10'], withTunnels: ['10', '11'] }],
    [
      'not what nobody knows',
      {},
      { status: 'unknown', tunnels: 'unknown' },
      { up: ['10'], withTunnels: ['10'] },
    ],
  ])('is %s', (_what, first, second, had) => {
    expect(baselineAfter(NO_BASELINE, listed(first, second))).toEqual(had);
  });

  test('grows by what is new, and is the same object where nothing is', () => {
    const had = { up: ['10'], withTunnels: ['10'] };
    const onlyUp = baselineAfter(had, listed({}, { tunnels: 'none' }));
    expect(onlyUp).toEqual({ up: ['10', '11'], withTunnels: ['10'] });
    expect(baselineAfter(onlyUp, listed({}, {}))).toEqual({ up: ['10', '11'], withTunnels: ['10', '11'] });
    const none = { status: 'down', tunnels: 'none' } as const;
    expect(baselineAfter(had, listed({}, none))).toBe(had);
    expect(baselineAfter(had, listed(none, none))).toBe(had);
  });

  test('is not learnt from what a missing group last looked like', () => {
    expect(baselineAfter(NO_BASELINE, { ...listed({}, {}), presence: 'missing' })).toBe(NO_BASELINE);
  });
});

describe('the condition of a group', () => {
  const BOTH: Baseline = { up: ['10', '11'], withTunnels: ['10', '11'] };
  const UP: Baseline = { ...BOTH, withTunnels: [] };
  const TUNNELS: Baseline = { ...BOTH, up: [] };
  const DOWN = { status: 'down', tunnels: 'unknown' } as const;

  test.each<[what: string, second: Partial<Hub>, had: Baseline, before: Condition | null, is: Condition]>([
    ['all is as it was', {}, BOTH, null, 'connected'],
    ['a hub is down that was up', DOWN, UP, null, 'redundancy lost'],
    ['a hub is down that never was up', DOWN, TUNNELS, null, 'connected'],
    ['a hub has no tunnels that had some', { tunnels: 'none' }, TUNNELS, null, 'redundancy lost'],
    ['a hub has no tunnels that never had any', { tunnels: 'none' }, UP, null, 'connected'],
    ['redundancy was lost, and is back', {}, BOTH, 'redundancy lost', 'connected'],
    ['redundancy was lost, and the hub may be up', { status: 'unknown' }, UP, 'redundancy lost', 'unknown'],
    [
      'it was lost, and the hub may have tunnels',
      { tunnels: 'unknown' },
      TUNNELS,
      'redundancy lost',
      'unknown',
    ],
    [
      'it was lost, and a hub is unknown that never was up',
      { status: 'unknown' },
      TUNNELS,
      'redundancy lost',
      'connected',
    ],
    ['a hub may be up, and nothing was lost', { status: 'unknown' }, BOTH, null, 'connected'],
    ['a hub may be up after a warning', { status: 'unknown' }, BOTH, 'warning', 'connected'],
  ])('where %s', (_what, second, had, before, is) => {
    const facts = { presence: 'listed', group: aGroupWith({}, second) } as const;
    expect(conditionOf(facts, had, before)).toBe(is);
  });

  test.each(['warning', 'disconnected'] as const)('is the status where that is %s', (status) => {
    const facts = { presence: 'listed', group: aGroupWith({}, DOWN, status) } as const;
    expect(conditionOf(facts, BOTH, null)).toBe(status);
  });

  test.each(['missing', 'removed'] as const)('of a group that is %s is unknown', (presence) => {
    expect(conditionOf({ presence, group: whole }, BOTH, null)).toBe('unknown');
  });

  test('names the hubs that are lost', () => {
    expect(lostHubs(hubDown, BOTH).map(({ id }) => id)).toEqual(['11']);
    expect(lostHubs(whole, BOTH)).toEqual([]);
  });
});
