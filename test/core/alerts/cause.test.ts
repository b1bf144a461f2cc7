import { describe, expect, test } from '@jest/globals';
import type { GroupAlert } from '../../../lib/core/alerts/alert.ts';
import { causeSentence } from '../../../lib/core/alerts/headlines.ts';
import type { Hub } from '../../../lib/core/fleet/group.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { aGroup, aGroupState, aHub } from '../../support/builders.ts';
import { alertOf, opened } from './scenes.ts';

let next = 0;

/** Hubs written `X` (down) or `x` (up), each in the data center of that letter. */
function hubsOf(letters: string): readonly Hub[] {
  return [...letters].map((letter, index) =>
    aHub({
      id: `${index}`,
      primary: index === 0,
      datacenter: letter.toLowerCase(),
      status: letter < 'a' ? 'down' : 'up',
    }),
  );
}

function idOf(): string {
  next += 1;
  return `${1_000 + next}`;
}

/** Groups that fell in this run. */
function fell(count: number, letters: string, region = 'r1'): GroupState[] {
  const status = letters === letters.toUpperCase() ? 'disconnected' : 'warning';
  return Array.from({ length: count }, () =>
    opened(aGroup({ id: idOf(), region, status, hubs: hubsOf(letters) })),
  );
}

/** Groups that fell before, and were told of then. */
function fellBefore(count: number, letters: string): GroupState[] {
  return fell(count, letters).map((state) => ({
    ...state,
    untold: [],
    baseline: { up: state.group.hubs.map(({ id }) => id), withTunnels: [] },
  }));
}

/** Groups that are connected, and lost the tunnels of a hub that is up. */
function lostTunnels(count: number, letters: string): GroupState[] {
  return fell(count, letters).map((state) => ({
    ...state,
    group: {
      ...state.group,
      status: 'connected',
      hubs: state.group.hubs.map((hub) => (hub.primary ? { ...hub, tunnels: 'none' } : hub)),
    },
    baseline: { up: [], withTunnels: state.group.hubs.map(({ id }) => id) },
    incident: state.incident && { ...state.incident, status: 'redundancy lost' },
    untold: state.untold.map(
      (event) => ({ ...event, status: 'redundancy lost', severity: 'warning' }) as typeof event,
    ),
  }));
}

/** Groups that nothing happened to. */
function stood(count: number, letters: string, region = 'r1'): GroupState[] {
  return Array.from({ length: count }, () =>
    aGroupState({ group: aGroup({ id: idOf(), region, hubs: hubsOf(letters) }) }),
  );
}

/** Groups that are gone from the fleet. */
function gone(count: number, letters: string): GroupState[] {
  return stood(count, letters).map((state) => ({ ...state, presence: 'removed' }));
}

const CASES: readonly (readonly [what: string, fleet: () => GroupState[], said: readonly string[]])[] = [
  [
    'most groups of a data center',
    () => [...fell(40, 'Ab'), ...stood(2, 'ab')],
    ['Data center a: 40 of 42 groups lost their hub there.'],
  ],
  [
    'all groups of a data center',
    () => [...fell(4, 'Ab'), ...stood(9, 'cb')],
    ['Data center a: all 4 groups lost their hub there.'],
  ],
  [
    'exactly half of them',
    () => [...fell(3, 'Ab'), ...stood(3, 'ab')],
    ['Data center a: 3 of 6 groups lost their hub there.'],
  ],
  [
    'those that fell there before count too',
    () => [...fell(3, 'Ab'), ...fellBefore(9, 'Ab')],
    ['Data center a: all 12 groups lost their hub there.'],
  ],
  [
    'a hub that never was up is not lost',
    () => [...fell(3, 'Ab'), ...stood(2, 'Ab')],
    ['Data center a: 3 of 5 groups lost their hub there.'],
  ],
  ['less than half', () => [...fell(3, 'Ab'), ...stood(4, 'ab'), ...stood(9, 'cd', 'r2')], []],
  ['two groups are chance', () => [...fell(2, 'Ab'), ...stood(9, 'cd')], []],
  [
    'three groups with nothing in common',
    () => [...fell(1, 'Ab'), ...fell(1, 'Cd', 'r2'), ...fell(1, 'Ef', 'r3'), ...stood(9, 'gh')],
    [],
  ],
  [
    'both data centers of the same groups',
    () => [...fell(5, 'AB'), ...stood(9, 'cd')],
    [
      'Data center a: all 5 groups lost their hub there.',
      'Data center b: all 5 groups lost their hub there.',
    ],
  ],
  [
    'a group with both hubs in one data center counts once',
    () => [...fell(3, 'AA'), ...stood(2, 'aa')],
    ['Data center a: 3 of 5 groups lost their hub there.'],
  ],
  [
    'removed groups do not count',
    () => [...fell(3, 'Ab'), ...gone(90, 'ab')],
    ['Data center a: all 3 groups lost their hub there.'],
  ],
  [
    'a data center before a region',
    () => [...fell(4, 'Ab'), ...stood(4, 'cd', 'r2')],
    ['Data center a: all 4 groups lost their hub there.'],
  ],
  [
    'a region where no hub is known to be down',
    () => [...fell(4, 'ab'), ...stood(1, 'ab'), ...stood(4, 'cd', 'r2')],
    ['Region r1: 4 of 5 groups there left connected.'],
  ],
  ['a region that is the whole fleet explains nothing', () => [...fell(4, 'ab'), ...stood(1, 'ab')], []],
  [
    'everywhere at once is no place',
    () => ['AB', 'CD', 'EF', 'GH'].flatMap((letters) => fell(5, letters, letters)),
    [],
  ],
  [
    'many places, and one that most share',
    () => [
      ...fell(20, 'Az', 'r0'),
      ...['CD', 'EF'].flatMap((letters) => fell(3, letters, letters)),
      ...stood(30, 'z', 'r9'),
    ],
    ['Data center a: all 20 groups lost their hub there.'],
  ],
  [
    'three places are named, those that most fell in first, then the smaller',
    () => [
      ...fell(3, 'Az', 'r1'),
      ...fell(5, 'Bz', 'r2'),
      ...fell(3, 'Cz', 'r3'),
      ...stood(2, 'az'),
      ...stood(9, 'z'),
    ],
    [
      'Data center b: all 5 groups lost their hub there.',
      'Data center c: all 3 groups lost their hub there.',
      'Data center a: 3 of 5 groups lost their hub there.',
    ],
  ],
  [
    'of places alike the first by name is first',
    () => [...fell(3, 'By', 'r1'), ...fell(3, 'Az', 'r2'), ...stood(9, 'yz')],
    [
      'Data center a: all 3 groups lost their hub there.',
      'Data center b: all 3 groups lost their hub there.',
    ],
  ],
  [
    'four places, and one that just half share',
    () => [
      ...fell(9, 'Az', 'r0'),
      ...['Bz', 'Cz', 'Dz'].flatMap((letters, index) => fell(3, letters, `r${index + 1}`)),
      ...stood(30, 'z', 'r9'),
    ],
    ['Data center a: all 9 groups lost their hub there.'],
  ],
  [
    'what only lost redundancy did not leave its region',
    () => [...fell(3, 'ab'), ...lostTunnels(2, 'ab'), ...stood(4, 'cd', 'r2')],
    ['Region r1: 3 of 5 groups there left connected.'],
  ],
  [
    'nor does what only lost redundancy share one',
    () => [...lostTunnels(4, 'ab'), ...stood(4, 'cd', 'r2')],
    [],
  ],
  [
    'a group of which nothing is known says nothing of a region',
    () => [
      ...fell(3, 'ab'),
      ...fell(2, 'ab').map((state) => ({
        ...state,
        untold: [],
        group: { ...state.group, status: 'unknown' as const },
      })),
      ...stood(4, 'cd', 'r2'),
    ],
    ['Region r1: 3 of 5 groups there left connected.'],
  ],
  [
    'groups without a region share none',
    () => [
      ...fell(4, 'ab').map((state) => ({ ...state, group: { ...state.group, region: null } })),
      ...stood(4, 'cd', 'r2'),
    ],
    [],
  ],
  [
    'hubs without a data center share none',
    () =>
      fell(4, 'A').map((state, index) => ({
        ...state,
        group: {
          ...state.group,
          region: `r${index}`,
          hubs: state.group.hubs.map((hub) => ({ ...hub, datacenter: null })),
        },
      })),
    [],
  ],
];

describe('What fell together is said to have something in common only where it is true and tells something', () => {
  test.each(CASES)('%s', (_what, fleet, said) => {
    const alert = alertOf({ groups: fleet() });
    expect((alert as GroupAlert).causes.map(causeSentence)).toEqual(said);
  });

  test('not where the hubs are up again by the time it is told', () => {
    const back = fell(5, 'Ab').map((state) => ({
      ...state,
      incident: null,
      group: { ...state.group, status: 'connected' as const, hubs: hubsOf('ab') },
    }));
    expect((alertOf({ groups: [...back, ...stood(2, 'ab')] }) as GroupAlert).causes).toEqual([]);
  });
});
