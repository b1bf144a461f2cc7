/** What befalls the monitor itself: it cannot see, does not run, or cannot speak. */
import { parseInstant } from '../../../lib/core/time.ts';
import { branch, branches } from '../stage/branches.ts';
import {
  apiDownFor,
  at,
  clockOff,
  comeBack,
  credentialsRefusedFor,
  every,
  fall,
  type Incident,
  killedAfterPublishingFor,
  killedBeforePublishingFor,
  listEmptyFor,
  noRunsFor,
  runsKilledFor,
  scopeMissingFor,
  topicGoneFor,
} from '../stage/script.ts';

const LAKESIDE = 'Lakeside Clinic';
const HARBOR = 'Harbor Depot';

export const SIGHT: readonly Incident[] = [
  {
    name: 'API down for 2 minutes',
    story: 'Two polls in a row are answered with 503.',
    fleet: branches(24),
    steps: [at(10, apiDownFor(2))],
    minutes: 20,
  },
  {
    name: 'API down for 5 minutes',
    story: 'Five polls fail, and a branch falls in the midst of them.',
    fleet: branches(24),
    steps: [at(10, apiDownFor(5)), at(12, fall(LAKESIDE))],
    minutes: 25,
  },
  {
    name: 'API down for 60 minutes',
    story: 'An hour without sight; one branch falls in it, another that was down returns.',
    fleet: branches(24),
    steps: [at(5, fall(HARBOR)), at(10, apiDownFor(60)), at(30, fall(LAKESIDE)), at(40, comeBack(HARBOR))],
    minutes: 80,
  },
  {
    name: 'one poll fails',
    story: 'A single poll is answered with 503: nobody is told.',
    fleet: branches(24),
    steps: [at(10, apiDownFor(1))],
    minutes: 15,
  },
  {
    name: 'credentials revoked',
    story: 'Somebody revokes the API key; a new one is stored 25 minutes later.',
    fleet: branches(24),
    steps: [at(10, credentialsRefusedFor(25))],
    minutes: 40,
  },
  {
    name: 'credentials rotated in the middle of a run',
    story: 'One run still holds the old key and is refused; the next one has the new key.',
    fleet: branches(24),
    steps: [at(10, credentialsRefusedFor(1))],
    minutes: 15,
  },
  {
    name: 'scope removed',
    story: 'Somebody takes the scope from the API key, and gives it back after a quarter of an hour.',
    fleet: branches(24),
    steps: [at(10, scopeMissingFor(15))],
    minutes: 30,
  },
  {
    name: 'monitor stopped for six hours',
    story: 'Nobody starts a run for six hours; meanwhile one branch falls, and another returns.',
    fleet: branches(24),
    steps: [at(5, fall(HARBOR)), at(10, noRunsFor(360)), at(100, fall(LAKESIDE)), at(200, comeBack(HARBOR))],
    minutes: 380,
  },
  {
    name: 'runs killed for an hour',
    story: 'Every run is killed while it reads, for an hour.',
    fleet: branches(24),
    steps: [at(10, runsKilledFor(60)), at(30, fall(LAKESIDE))],
    minutes: 80,
  },
  {
    name: 'three runs killed on a slow schedule',
    story:
      'Polled every five minutes; three runs in a row are killed, the fourth one sees everything as it was.',
    fleet: branches(24),
    steps: [at(20, runsKilledFor(15))],
    minutes: 60,
    policy: { interval: 5 * 60_000 },
  },
  {
    name: 'killed before it could tell',
    story: 'The run that sees a branch fall is killed before it publishes; the next one tells.',
    fleet: branches(24),
    steps: [at(5, fall(LAKESIDE), killedBeforePublishingFor(1)), at(30, comeBack(LAKESIDE))],
    minutes: 35,
  },
  {
    name: 'killed after it told',
    story: 'The run that tells of a fall is killed before it can note that it did: the same alert once more.',
    fleet: branches(24),
    steps: [at(5, fall(LAKESIDE), killedAfterPublishingFor(1)), at(30, comeBack(LAKESIDE))],
    minutes: 35,
  },
  {
    name: 'topic gone for an hour',
    story:
      'Somebody deletes the topic. In that hour one branch falls and stays down, another falls and returns.',
    fleet: branches(24),
    steps: [at(5, topicGoneFor(60)), at(10, fall(LAKESIDE)), at(20, fall(HARBOR)), at(40, comeBack(HARBOR))],
    minutes: 75,
  },
  {
    name: 'topic gone while branches fall one a minute',
    story:
      'Somebody deletes the topic; in the forty minutes until it is back, thirty branches fall, one a minute.',
    fleet: branches(60),
    steps: [
      at(5, topicGoneFor(40)),
      ...Array.from({ length: 30 }, (_, index) =>
        at(
          6 + index,
          fall(({ id }) => id === branch(index).id),
        ),
      ),
    ],
    minutes: 50,
  },
  {
    name: 'topic gone while sight is lost twice',
    story:
      'Somebody deletes the topic for an hour and a half; in it the API fails twice, for twelve minutes and for twenty.',
    fleet: branches(24),
    steps: [at(5, topicGoneFor(90)), at(10, apiDownFor(12)), at(50, apiDownFor(20))],
    minutes: 110,
  },
  {
    name: 'topic gone for two days',
    story:
      'Somebody deletes the topic for two days, in which a branch is down and the digest of each day cannot be sent.',
    fleet: branches(24),
    steps: [at(10, fall(HARBOR)), at(60, topicGoneFor(2 * 24 * 60 + 600))],
    minutes: 4 * 24 * 60,
    policy: { interval: 10 * 60_000 },
  },
  {
    name: 'sight comes and goes',
    story: 'The API fails for twelve minutes out of every twenty-five, six times.',
    fleet: branches(24),
    steps: [...every(25, 10, 160, apiDownFor(12))],
    minutes: 300,
  },
  {
    name: 'list of groups empty by mistake',
    story: 'For half an hour the list answers 200 and names no group; by id they are all still there.',
    fleet: branches(60),
    steps: [at(10, listEmptyFor(30)), at(20, fall(LAKESIDE)), at(50, comeBack(LAKESIDE))],
    minutes: 60,
  },
  {
    name: 'clock set back',
    story: 'The machine that runs the poll is five minutes behind for a while, and a branch falls then.',
    fleet: branches(24),
    steps: [at(10, clockOff(-5)), at(12, fall(LAKESIDE)), at(20, clockOff(0)), at(30, comeBack(LAKESIDE))],
    minutes: 35,
  },
  {
    name: 'API key about to expire',
    story: 'The API key ends in fifteen days; it is told fourteen and three days ahead.',
    fleet: branches(10),
    steps: [],
    minutes: 13 * 24 * 60,
    policy: {
      interval: 60 * 60_000,
      apiKey: { expires: parseInstant('2026-03-17T14:00:00.000Z'), warnDays: [14, 3] },
    },
  },
];
