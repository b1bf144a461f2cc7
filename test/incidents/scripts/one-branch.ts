/** What befalls one branch. */
import { branch, branches } from '../stage/branches.ts';
import {
  add,
  at,
  comeBack,
  fall,
  type Incident,
  loseHub,
  loseHubQuietly,
  moveHub,
  remove,
  rename,
  say,
} from '../stage/script.ts';

const OSAKA = 'Osaka Office';

export const ONE_BRANCH: readonly Incident[] = [
  {
    name: 'drop and return',
    story: 'A branch falls and is back after 42 minutes.',
    fleet: branches(24),
    steps: [at(3, fall(OSAKA)), at(45, comeBack(OSAKA))],
    minutes: 50,
  },
  {
    name: 'blip at one poll',
    story: 'A rekey takes too long: one poll sees the branch down, the next one up.',
    fleet: branches(24),
    steps: [at(5, fall(OSAKA)), at(6, comeBack(OSAKA))],
    minutes: 10,
  },
  {
    name: 'one hub only',
    story: 'A branch loses its secondary hub for 37 minutes; the other one carries on.',
    fleet: branches(24),
    steps: [at(3, loseHub(OSAKA)), at(40, comeBack(OSAKA))],
    minutes: 45,
  },
  {
    name: 'both hubs, one after the other',
    story: 'The primary hub goes, six minutes later the secondary one too; they return in the same way.',
    fleet: branches(24),
    steps: [
      at(3, loseHub(OSAKA, 'primary')),
      at(9, fall(OSAKA)),
      at(30, loseHub(OSAKA, 'primary')),
      at(36, comeBack(OSAKA)),
    ],
    minutes: 40,
  },
  {
    name: 'a return that did not last',
    story: 'A fallen branch comes back by one hub, falls again, and is back for good an hour later.',
    fleet: branches(24),
    steps: [at(3, fall(OSAKA)), at(12, loseHub(OSAKA)), at(17, fall(OSAKA)), at(75, comeBack(OSAKA))],
    minutes: 80,
  },
  {
    name: 'redundancy lost and regained',
    story:
      'A hub goes down while the API goes on calling the group connected; it is back after half an hour.',
    fleet: branches(24),
    steps: [at(3, loseHubQuietly(OSAKA)), at(33, comeBack(OSAKA))],
    minutes: 40,
  },
  {
    name: 'hub first, status a poll later',
    story:
      'The API reports the hub down in one poll and the warning that follows from it in the next: one fact.',
    fleet: branches(24),
    steps: [at(3, loseHubQuietly(OSAKA)), at(4, loseHub(OSAKA)), at(20, comeBack(OSAKA))],
    minutes: 25,
  },
  {
    name: 'renamed while down',
    story: 'Somebody renames a branch while it is down; it is the same branch that comes back.',
    fleet: branches(24),
    steps: [
      at(3, fall(OSAKA)),
      at(10, rename(OSAKA, 'Osaka Umeda Office')),
      at(20, comeBack('Osaka Umeda Office')),
    ],
    minutes: 25,
  },
  {
    name: 'configuration changed, and asked to be told',
    story: 'Somebody renames one group and moves the primary hub of another; the policy asks to be told.',
    fleet: branches(24),
    steps: [at(3, rename(OSAKA, 'Osaka Umeda Office'), moveHub('Harbor Depot', 'sse-use-1-2-0'))],
    minutes: 8,
    policy: { tellConfiguration: true },
  },
  {
    name: 'removed while down',
    story: 'A branch falls, and twenty minutes later somebody removes its group.',
    fleet: branches(24),
    steps: [at(3, fall(OSAKA)), at(23, remove(OSAKA))],
    minutes: 30,
  },
  {
    name: 'removed while healthy',
    story: 'Somebody removes the group of a branch that works.',
    fleet: branches(24),
    steps: [at(5, remove(OSAKA))],
    minutes: 12,
  },
  {
    name: 'new group never connected',
    story: 'A group is created and never comes up: after a day it is no longer being set up.',
    fleet: branches(24),
    steps: [
      at(
        30,
        add(branch(24)),
        fall(({ id }) => id === branch(24).id),
      ),
    ],
    minutes: 26 * 60,
    policy: { interval: 5 * 60_000 },
  },
  {
    name: 'new group comes up, then falls',
    story: 'A group is created, is connected after two hours, and falls an hour later.',
    fleet: branches(24),
    steps: [
      at(
        10,
        add(branch(24)),
        fall(({ id }) => id === branch(24).id),
      ),
      at(
        130,
        comeBack(({ id }) => id === branch(24).id),
      ),
      at(
        190,
        fall(({ id }) => id === branch(24).id),
      ),
      at(
        200,
        comeBack(({ id }) => id === branch(24).id),
      ),
    ],
    minutes: 210,
  },
  {
    name: 'hardware replaced under the same name',
    story:
      'A broken device is replaced: its group is removed, a new one of the same name is created and comes up later.',
    fleet: branches(24),
    steps: [
      at(3, fall(OSAKA)),
      at(40, remove(OSAKA)),
      at(42, add(branch(2, { id: '5120090000' })), fall(OSAKA)),
      at(70, comeBack(OSAKA)),
    ],
    minutes: 75,
  },
  {
    name: 'status word never seen before',
    story: 'The API calls a branch "degraded", a word that no document names, for twenty minutes.',
    fleet: branches(24),
    steps: [at(3, say(OSAKA, 'degraded')), at(23, comeBack(OSAKA))],
    minutes: 30,
  },
  {
    name: 'status word seen in passing',
    story: 'For two polls the API says "pending" of a branch: nobody is told.',
    fleet: branches(24),
    steps: [at(3, say(OSAKA, 'pending')), at(5, comeBack(OSAKA))],
    minutes: 10,
  },
  {
    name: 'unknown in the middle of an outage',
    story:
      'While a branch is down the API says "pending" for ten minutes: neither its end nor another outage.',
    fleet: branches(24),
    steps: [at(3, fall(OSAKA)), at(10, say(OSAKA, 'pending')), at(20, fall(OSAKA)), at(30, comeBack(OSAKA))],
    minutes: 35,
  },
  {
    name: 'unknown, then down',
    story: 'The API says "pending" of a branch for five polls, and then that it is disconnected.',
    fleet: branches(24),
    steps: [at(3, say(OSAKA, 'pending')), at(8, fall(OSAKA)), at(30, comeBack(OSAKA))],
    minutes: 35,
  },
  {
    name: 'lab groups need five polls',
    story:
      'Labs are configured to be told of after five polls: two minutes down are nothing, ten are something.',
    fleet: branches(24),
    steps: [
      at(3, fall('Sapporo Lab')),
      at(5, comeBack('Sapporo Lab')),
      at(20, fall('Sapporo Lab')),
      at(30, comeBack('Sapporo Lab')),
    ],
    minutes: 35,
    policy: {
      overrides: [
        {
          match: { name: '* lab' },
          set: { confirmation: { 'redundancy lost': 5, warning: 5, disconnected: 5, unknown: 5 } },
        },
      ],
    },
  },
];
