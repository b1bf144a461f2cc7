/** What comes and goes. */
import { branches } from '../stage/branches.ts';
import { at, comeBack, every, fall, type Incident, loseHub } from '../stage/script.ts';

const HARBOR = 'Harbor Depot';
const IN_FRANKFURT = ({ hubs }: { readonly hubs: readonly { readonly datacenter: string | null }[] }) =>
  hubs.some(({ datacenter }) => datacenter === 'sse-euc-1-0-0');

export const RHYTHMS: readonly Incident[] = [
  {
    name: 'flaps thirty times in an hour',
    story: 'A branch is down every other minute for an hour, and then steady.',
    fleet: branches(24),
    steps: [...every(2, 2, 62, fall(HARBOR)), ...every(2, 3, 63, comeBack(HARBOR))],
    minutes: 190,
  },
  {
    name: 'toggles every twenty minutes for a day',
    story: 'Twenty minutes down, twenty minutes up, for a day; then steady.',
    fleet: branches(24),
    steps: [...every(40, 20, 1440, fall(HARBOR)), ...every(40, 40, 1460, comeBack(HARBOR))],
    minutes: 1440 + 180,
    policy: { interval: 5 * 60_000 },
  },
  {
    name: 'flapping, then down for good',
    story: 'After three short outages the fourth one lasts for seven hours.',
    fleet: branches(24),
    steps: [
      ...every(10, 5, 35, fall(HARBOR)),
      ...every(10, 8, 38, comeBack(HARBOR)),
      at(45, fall(HARBOR)),
      at(465, comeBack(HARBOR)),
    ],
    minutes: 600,
  },
  {
    name: 'flapping, and worse',
    story: 'One hub flaps; in the fifth outage the other one goes too.',
    fleet: branches(24),
    steps: [
      ...every(10, 5, 55, loseHub(HARBOR)),
      ...every(10, 8, 48, comeBack(HARBOR)),
      at(50, fall(HARBOR)),
      at(62, comeBack(HARBOR)),
    ],
    minutes: 190,
  },
  {
    name: 'flapping data center',
    story: 'Everything with a hub in Frankfurt loses it five times for four minutes.',
    fleet: branches(40),
    steps: [
      ...every(12, 5, 65, loseHub(IN_FRANKFURT, 'primary')),
      ...every(12, 9, 69, comeBack(IN_FRANKFURT)),
    ],
    minutes: 190,
  },
  {
    name: 'slow rhythm',
    story: 'A branch falls every five hours for ten minutes: the fourth time in a day it is called flapping.',
    fleet: branches(24),
    steps: [...every(300, 60, 1140, fall(HARBOR)), ...every(300, 70, 1150, comeBack(HARBOR))],
    minutes: 1140 + 120,
    policy: { interval: 5 * 60_000 },
  },
];
