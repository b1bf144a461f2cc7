/** The judge notices: the run is made to follow other rules than those promised, or its messages are changed on their way. */
import { describe, expect, test } from '@jest/globals';
import type { RenderedAlert } from '../../lib/core/alerts/alert.ts';
import type { Group } from '../../lib/core/fleet/group.ts';
import { defaultPolicy } from '../../lib/core/policy.ts';
import { HOUR, MINUTE } from '../../lib/core/time.ts';
import { fewest } from './judge/fewest.ts';
import { judge, type Verdict } from './judge/judge.ts';
import { INCIDENTS } from './scripts.ts';
import { type Meddling, play } from './stage/play.ts';

const POLICY = defaultPolicy(MINUTE);

async function verdictOn(name: string, meddling: Meddling = {}): Promise<Verdict> {
  const incident = INCIDENTS.find((one) => one.name === name);
  if (incident === undefined) throw new Error(`There is no incident "${name}".`);
  return judge(await play(incident, meddling));
}

function missing({ missing }: Verdict): readonly string[] {
  return missing.map(({ news }) => news);
}

function uncalled({ uncalled }: Verdict): readonly string[] {
  return uncalled.map(({ sent }) => sent.alert.kind);
}

/** Drops every alert of a kind. */
const dropping = (kind: string): Meddling => ({ edit: (alert) => (alert.kind === kind ? null : alert) });

/** Rewrites every alert of a kind, in all its words. */
const rewriting = (kind: string, change: (text: string) => string): Meddling => ({
  edit: (alert: RenderedAlert) =>
    alert.kind !== kind
      ? alert
      : {
          ...alert,
          subject: change(alert.subject),
          sms: change(alert.sms),
          email: change(alert.email),
          json: change(alert.json),
        },
});

const connected = (group: Group): Group => ({
  ...group,
  status: 'connected',
  hubs: group.hubs.map((hub) => ({ ...hub, status: 'up', tunnels: 'some' })),
});

const LATER = { 'redundancy lost': 3, warning: 3, disconnected: 3, unknown: 3 };

describe('something is missing', () => {
  test.each<readonly [what: string, incident: string, meddling: Meddling, missed: string]>([
    ['a fall is never told', 'drop and return', dropping('opened'), 'opened'],
    ['an end is never told', 'drop and return', dropping('ended'), 'ended'],
    ['getting worse is never told', 'both hubs, one after the other', dropping('changed'), 'worse'],
    ['a removal is never told', 'removed while healthy', dropping('removed'), 'removed'],
    ['blindness is never told', 'API down for 60 minutes', dropping('blind'), 'blind'],
    ['the return of sight is never told', 'monitor stopped for six hours', dropping('sighted'), 'sighted'],
    ['a reminder is never sent', 'reminder after a day', dropping('reminder-critical'), 'reminder-critical'],
    ['a fall is told two polls late', 'drop and return', { policy: { confirmation: LATER } }, 'opened'],
    [
      'blindness is told too late',
      'API down for 60 minutes',
      { policy: { blind: { ...POLICY.blind, after: 30 * MINUTE } } },
      'blind',
    ],
    ['a group that is down looks connected to the run', 'drop and return', { distort: connected }, 'opened'],
    [
      'a silence lasts longer than it was made for',
      'window with a drop across its end',
      {
        policy: {
          windows: [
            { name: 'all day', match: {}, timeZone: 'UTC', days: ['mon'], from: '00:00', to: '23:59' },
          ],
        },
      },
      'opened',
    ],
    [
      'a flapping group is called steady too late',
      'flaps thirty times in an hour',
      { policy: { flapping: { ...POLICY.flapping, steady: 2 * HOUR + 5 * MINUTE } } },
      'ended',
    ],
  ])('%s', async (_what, incident, meddling, missed) => {
    expect(missing(await verdictOn(incident))).toEqual([]);
    expect(missing(await verdictOn(incident, meddling))).toContain(missed);
  });
});

describe('something is false', () => {
  test.each<readonly [what: string, incident: string, meddling: Meddling]>([
    [
      'a group is called down that is only in warning',
      'one hub only',
      rewriting('opened', (text) => text.replace('"status":"warning"', '"status":"disconnected"')),
    ],
    [
      'the subject calls it down, whatever the document says',
      'one hub only',
      { edit: (alert) => ({ ...alert, subject: alert.subject.replace('[DEGRADED]', '[DOWN]') }) },
    ],
    [
      'a group is called up that is down',
      'drop and return',
      {
        distort: (group, minute) => (minute >= 20 ? connected(group) : group),
      },
    ],
    [
      'another group is named',
      'drop and return',
      rewriting('opened', (text) => text.replaceAll('Osaka Office', 'Harbor Depot')),
    ],
    [
      'the e-mail names another group than the rest',
      'drop and return',
      { edit: (alert) => ({ ...alert, email: alert.email.replaceAll('Osaka Office', 'Harbor Depot') }) },
    ],
    [
      'the fleet is miscounted',
      'drop and return',
      { edit: (alert) => ({ ...alert, email: alert.email.replace('1 of 24 groups', '2 of 24 groups') }) },
    ],
    [
      'the fleet is miscounted in the document',
      'drop and return',
      rewriting('opened', (text) => text.replace('"disconnected":1', '"disconnected":2')),
    ],
    [
      'a data center is said to have lost more than it did',
      'one data center',
      { edit: (alert) => ({ ...alert, email: alert.email.replace('10 of 12 groups', '11 of 12 groups') }) },
    ],
    [
      'it is said to have begun before it did',
      'drop and return',
      rewriting('opened', (text) =>
        text.replace('"by":"2026-03-02T14:03:00.200Z"', '"by":"2026-03-02T14:01:00.200Z"'),
      ),
    ],
    [
      'it is said to be down since before it was last up',
      'flapping begins inside a silence',
      rewriting('opened', (text) =>
        text.replace('"by":"2026-03-02T15:02:00.200Z"', '"by":"2026-03-02T14:25:00.200Z"'),
      ),
    ],
    [
      'it is said to have ended before it did',
      'drop and return',
      rewriting('ended', (text) =>
        text.replace('"by":"2026-03-02T14:45:00.200Z"', '"by":"2026-03-02T14:44:00.200Z"'),
      ),
    ],
    [
      'sight is said to have been lost for longer than it was',
      'API down for 60 minutes',
      rewriting('sighted', (text) => text.replace('"from":"2026-03-02T14:09', '"from":"2026-03-02T14:02')),
    ],
    [
      'a word is missing',
      'drop and return',
      { edit: (alert) => ({ ...alert, sms: `${alert.sms} undefined` }) },
    ],
    ['a fall is told inside a maintenance window', 'window with a drop inside', { policy: { windows: [] } }],
  ])('%s', async (_what, incident, meddling) => {
    expect((await verdictOn(incident)).untrue).toEqual([]);
    expect((await verdictOn(incident, meddling)).untrue).not.toEqual([]);
  });
});

describe('something is told that nothing asked for', () => {
  test.each<readonly [what: string, incident: string, meddling: Meddling, kind: string]>([
    [
      'one poll that failed',
      'one poll fails',
      { policy: { blind: { ...POLICY.blind, after: 0, runs: 1 } } },
      'blind',
    ],
    [
      'one run that was refused',
      'credentials rotated in the middle of a run',
      { policy: { blind: { ...POLICY.blind, runsWhenLasting: 1 } } },
      'blind',
    ],
    [
      'a word seen in passing',
      'status word seen in passing',
      { policy: { confirmation: { ...POLICY.confirmation, unknown: 1 } } },
      'opened',
    ],
    [
      'a group that is being set up',
      'new group comes up, then falls',
      { policy: { provisioning: 0 } },
      'opened',
    ],
    [
      'each fall of a flapping group',
      'flaps thirty times in an hour',
      { policy: { flapping: { ...POLICY.flapping, enter: [{ openings: 1_000, within: HOUR }] } } },
      'opened',
    ],
    [
      'a reminder of a young incident',
      'drop and return',
      { policy: { reminders: { ...POLICY.reminders, critical: 10 * MINUTE } } },
      'reminder-critical',
    ],
  ])('%s', async (_what, incident, meddling, kind) => {
    expect(uncalled(await verdictOn(incident))).toEqual([]);
    expect(uncalled(await verdictOn(incident, meddling))).toContain(kind);
  });

  test('without gathering the messages are more than the fewest, and more than were promised', async () => {
    const gathering = { ...POLICY.gathering, messages: 1_000 };
    const verdict = await verdictOn('a hundred groups, one a minute', { policy: { gathering } });
    expect(verdict.messages).toBeGreaterThan(verdict.fewest);
  });
});

describe('the fewest messages', () => {
  const duty = (first: number, last: number, news: 'opened' | 'ended' = 'opened') => ({
    group: '1',
    news,
    cause: first,
    first,
    last,
  });

  test.each([
    ['nothing to tell', [], 0],
    ['two in one run', [duty(3, 3), duty(3, 3)], 1],
    ['two in two runs', [duty(3, 3), duty(4, 4)], 2],
    ['two that may wait for each other', [duty(3, 5), duty(4, 8)], 1],
    ['one kind is not told with another', [duty(3, 3), duty(3, 3, 'ended')], 2],
    [
      'one that may wait long bridges no gap between two that may not',
      [duty(1, 9), duty(2, 2), duty(7, 7)],
      2,
    ],
  ] as const)('%s', (_what, duties, messages) => {
    expect(fewest(duties)).toBe(messages);
  });
});
