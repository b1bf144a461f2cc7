/** What is silenced, reminded of, and taken on. */
import type { Policy } from '../../../lib/core/policy.ts';
import { branches } from '../stage/branches.ts';
import {
  acknowledge,
  at,
  comeBack,
  endSilence,
  every,
  fall,
  type Incident,
  loseHub,
  loseHubQuietly,
  remove,
  silence,
} from '../stage/script.ts';

const COLOGNE = 'Cologne Warehouse';
const ALL_COLOGNE = { name: 'Cologne *' };

/** Every Monday from 15:30 to 16:30 in Berlin: minutes 30 to 90 of a script. */
const WINDOW: Partial<Policy> = {
  windows: [
    {
      name: 'Monday patching',
      match: ALL_COLOGNE,
      timeZone: 'Europe/Berlin',
      days: ['mon'],
      from: '15:30',
      to: '16:30',
    },
  ],
};

export const SILENCES: readonly Incident[] = [
  {
    name: 'worse inside a silence than before it',
    story:
      'A branch has lost a hub, which was told; inside a silence it falls altogether, and is still down when that ends.',
    fleet: branches(24),
    steps: [
      at(3, loseHub(COLOGNE)),
      at(10, silence(ALL_COLOGNE, 30, 'new firewall')),
      at(20, fall(COLOGNE)),
      at(60, comeBack(COLOGNE)),
    ],
    minutes: 65,
  },
  {
    name: 'worse inside a silence, better as it ends',
    story:
      'It falls inside the silence, and at the first poll after it has one hub again: as bad as people know.',
    fleet: branches(24),
    steps: [
      at(3, loseHub(COLOGNE)),
      at(10, silence(ALL_COLOGNE, 30, 'new firewall')),
      at(20, fall(COLOGNE)),
      at(40, loseHub(COLOGNE)),
      at(60, comeBack(COLOGNE)),
    ],
    minutes: 65,
  },
  {
    name: 'window with a drop inside',
    story: 'The branch is down for half an hour, all of it within its maintenance window.',
    fleet: branches(24),
    steps: [at(40, fall(COLOGNE)), at(70, comeBack(COLOGNE))],
    minutes: 100,
    policy: WINDOW,
  },
  {
    name: 'window with a drop across its end',
    story: 'The branch falls within its maintenance window and is still down when that ends.',
    fleet: branches(24),
    steps: [at(40, fall(COLOGNE)), at(110, comeBack(COLOGNE))],
    minutes: 115,
    policy: WINDOW,
  },
  {
    name: 'window with a drop across its start',
    story:
      'The branch falls before its maintenance window and returns within it: the end of what was told is told.',
    fleet: branches(24),
    steps: [at(20, fall(COLOGNE)), at(50, comeBack(COLOGNE))],
    minutes: 100,
    policy: WINDOW,
  },
  {
    name: 'window on the night of the clock change',
    story: 'A window from 01:30 to 03:30 in Berlin on the night when 02:00 becomes 03:00 lasts one hour.',
    fleet: branches(24),
    starts: '2026-03-29T00:00:00.000Z',
    steps: [at(50, fall(COLOGNE)), at(110, comeBack(COLOGNE))],
    minutes: 120,
    policy: {
      windows: [
        {
          name: 'night work',
          match: ALL_COLOGNE,
          timeZone: 'Europe/Berlin',
          days: ['sun'],
          from: '01:30',
          to: '03:30',
        },
      ],
    },
  },
  {
    name: 'silence made while down',
    story: 'Somebody silences a branch that is down; it returns inside the silence.',
    fleet: branches(24),
    steps: [
      at(3, fall(COLOGNE)),
      at(10, silence(ALL_COLOGNE, 120, 'provider works on it')),
      at(50, comeBack(COLOGNE)),
    ],
    minutes: 140,
  },
  {
    name: 'silence ended early',
    story: 'A branch falls inside a silence of two hours, which somebody ends after half an hour.',
    fleet: branches(24),
    steps: [
      at(3, silence(ALL_COLOGNE, 120, 'new firewall')),
      at(10, fall(COLOGNE)),
      at(33, endSilence),
      at(60, comeBack(COLOGNE)),
    ],
    minutes: 65,
  },
  {
    name: 'removed as the silence ends',
    story: 'A branch falls inside a silence, and at the first poll after it the group is gone.',
    fleet: branches(24),
    steps: [
      at(3, silence(ALL_COLOGNE, 30, 'site is closed')),
      at(10, fall(COLOGNE)),
      at(33, remove(COLOGNE)),
    ],
    minutes: 45,
  },
  {
    name: 'flapping begins inside a silence',
    story: 'A branch falls five times within a silence and is down when it ends.',
    fleet: branches(24),
    steps: [
      at(3, silence(ALL_COLOGNE, 60, 'cabling')),
      ...every(10, 5, 55, fall(COLOGNE)),
      ...every(10, 10, 60, comeBack(COLOGNE)),
      at(62, fall(COLOGNE)),
      at(80, comeBack(COLOGNE)),
    ],
    minutes: 210,
  },
  {
    name: 'two groups, one silenced',
    story: 'Two branches fall in one minute; one of them is silenced.',
    fleet: branches(24),
    steps: [
      at(3, silence(ALL_COLOGNE, 60, 'new firewall')),
      at(10, fall(COLOGNE), fall('Harbor Depot')),
      at(30, comeBack(COLOGNE), comeBack('Harbor Depot')),
    ],
    minutes: 70,
  },
  {
    name: 'reminder after a day',
    story:
      'Two branches are down for long; after a day a digest reminds of the one that has been for as long.',
    fleet: branches(24),
    steps: [at(10, fall(COLOGNE)), at(300, fall('Harbor Depot')), at(2000, comeBack(COLOGNE))],
    minutes: 2100,
    policy: { interval: 5 * 60_000 },
  },
  {
    name: 'taken on, so no reminder',
    story: 'Two branches are down for two days; one of the incidents is taken on after an hour.',
    fleet: branches(24),
    steps: [
      at(10, fall(COLOGNE), fall('Harbor Depot')),
      at(70, acknowledge(COLOGNE)),
      at(3000, comeBack(COLOGNE)),
    ],
    minutes: 3100,
    policy: { interval: 5 * 60_000 },
  },
  {
    name: 'redundancy lost for a week',
    story: 'A hub has been down under a connected group for more than a week.',
    fleet: branches(24),
    steps: [at(120, loseHubQuietly(COLOGNE))],
    minutes: 8 * 24 * 60,
    policy: { interval: 60 * 60_000 },
  },
];
