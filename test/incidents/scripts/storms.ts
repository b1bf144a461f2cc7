/** What befalls many at once. */
import type { Group } from '../../../lib/core/fleet/group.ts';
import { branches } from '../stage/branches.ts';
import { at, comeBack, fall, type Incident, loseHub, remove, type Step } from '../stage/script.ts';

const everything = (): boolean => true;
const primaryIn =
  (datacenter: string) =>
  ({ hubs }: Group) =>
    hubs[0]?.datacenter === datacenter;
const inRegion =
  (name: string) =>
  ({ region }: Group) =>
    region === name;
/** The groups from one number of the fleet to before another. */
const numbered = (from: number, to: number) => {
  const ids = new Set(
    branches(to)
      .slice(from)
      .map(({ id }) => id),
  );
  return ({ id }: Group) => ids.has(id);
};

/** One after the other, `from` minute on. */
function oneAMinute(groups: number, from: number, action: typeof fall): readonly Step[] {
  return Array.from({ length: groups }, (_, index) => at(from + index, action(numbered(index, index + 1))));
}

/** The name of the largest of all. */
export const LARGEST = '5,000 groups at once';

export const STORMS: readonly Incident[] = [
  {
    name: LARGEST,
    story: 'Every tunnel of a fleet of 5,000 falls in one minute, and all are back three minutes later.',
    fleet: branches(5_000),
    steps: [at(2, fall(everything)), at(5, comeBack(everything))],
    minutes: 5,
  },
  {
    name: 'a hundred groups, one a minute',
    story:
      'A fault creeps through a fleet of 140: every minute another branch falls; an hour later all return at once.',
    fleet: branches(140),
    steps: [...oneAMinute(100, 3, fall), at(163, comeBack(numbered(0, 100)))],
    minutes: 175,
  },
  {
    name: 'one data center',
    story:
      'The data center sse-euc-1-0-0 fails: all but two of the groups with their primary hub there lose it.',
    fleet: branches(60),
    steps: [
      at(
        4,
        loseHub((group) => primaryIn('sse-euc-1-0-0')(group) && !numbered(0, 10)(group), 'primary'),
      ),
      at(50, comeBack(primaryIn('sse-euc-1-0-0'))),
    ],
    minutes: 55,
  },
  {
    name: 'one data center, its groups one by one',
    story:
      'A data center drains over four polls: the groups of sse-use-1-0-0 lose their primary hub a few at a time.',
    fleet: branches(60),
    steps: [
      at(
        4,
        loseHub((group) => primaryIn('sse-use-1-0-0')(group) && numbered(0, 15)(group), 'primary'),
      ),
      at(
        5,
        loseHub((group) => primaryIn('sse-use-1-0-0')(group) && numbered(15, 30)(group), 'primary'),
      ),
      at(
        6,
        loseHub((group) => primaryIn('sse-use-1-0-0')(group) && numbered(30, 60)(group), 'primary'),
      ),
      at(50, comeBack(primaryIn('sse-use-1-0-0'))),
    ],
    minutes: 55,
  },
  {
    name: 'one region',
    story:
      'Everything in ap-northeast-1 falls, both hubs; half is back after ten minutes, the rest after forty.',
    fleet: branches(60),
    steps: [
      at(4, fall(inRegion('ap-northeast-1'))),
      at(
        14,
        comeBack((group) => inRegion('ap-northeast-1')(group) && numbered(0, 30)(group)),
      ),
      at(44, comeBack(inRegion('ap-northeast-1'))),
    ],
    minutes: 50,
  },
  {
    name: '200 removed at once',
    story: 'A script removes 200 of 240 groups in one minute.',
    fleet: branches(240),
    steps: [at(5, remove(numbered(0, 200)))],
    minutes: 90,
  },
  {
    name: 'removed together, one of them down',
    story: 'A site is closed: three groups are removed in one minute, one of them was down.',
    fleet: branches(24),
    steps: [at(3, fall(numbered(0, 1))), at(20, remove(numbered(0, 3)))],
    minutes: 30,
  },
  {
    name: 'first run with 30 down',
    story: 'The watch begins over a fleet of 212 of which 30 are down; five of them return, two others fall.',
    fleet: branches(212),
    steps: [at(0, fall(numbered(0, 30))), at(10, comeBack(numbered(0, 5))), at(20, fall(numbered(40, 42)))],
    minutes: 30,
  },
  {
    name: 'gathered, and calm again',
    story: 'Fourteen branches fall one a minute and return one a minute; two hours later one falls alone.',
    fleet: branches(60),
    steps: [...oneAMinute(14, 3, fall), ...oneAMinute(14, 20, comeBack), at(160, fall('Quarry Site 7'))],
    minutes: 170,
  },
  {
    name: 'some fall while others return',
    story: 'In the same minute two branches return and three others fall.',
    fleet: branches(24),
    steps: [
      at(3, fall(numbered(0, 2))),
      at(9, comeBack(numbered(0, 2)), fall(numbered(2, 5))),
      at(30, comeBack(everything)),
    ],
    minutes: 35,
  },
];
