import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Group } from '../../lib/core/fleet/group.ts';
import { WEEKDAYS } from '../../lib/core/rules/silence.ts';
import { DAY, HOUR, MINUTE } from '../../lib/core/time.ts';
import { aSession, type Session } from './a-session.ts';
import { branch, down } from './a-watch.ts';

let session: Session;
beforeEach(async () => {
  session = await aSession();
  await session.run();
  session.mail();
});
afterEach(() => session.close());

const fall = async (number: number): Promise<void> => {
  session.fleet.set(`62011${number}`, down(branch(number)));
  await session.run();
};
const rise = async (number: number): Promise<void> => {
  session.fleet.set(`62011${number}`, branch(number));
  await session.run();
};

describe('tunnelwatch incidents', () => {
  test('lists what is open and what has ended, with bounds, events, and when they were told', async () => {
    await fall(1);
    await fall(2);
    await session.runs(30);
    await session.type('ack', '620112-2', '--by', 'ben');
    await rise(1);
    expect(await session.type('incidents')).toEqual({
      out: `Open: 1 incident

620112-2  Branch 2 (us-east-1)
  disconnected, between 31 and 33 minutes so far
  began between 15:01:00 and 15:02:00 CET (14:01:00-14:02:00 UTC)
  opened told 15:02:00 CET (14:02:00 UTC)
  acknowledged by ben 15:32:00 CET (14:32:00 UTC)

Ended, from 2026-02-23 15:33:00 CET (14:33:00 UTC) to 15:33:00 CET (14:33:00 UTC): 1 incident

620111-2  Branch 1 (us-east-1)
  disconnected, between 30 and 34 minutes
  began between 15:00:00 and 15:01:00 CET (14:00:00-14:01:00 UTC)
  ended between 15:32:00 and 15:33:00 CET (14:32:00-14:33:00 UTC)
  opened told 15:01:00 CET (14:01:00 UTC), ended told 15:33:00 CET (14:33:00 UTC)
`,
      err: '',
      code: 0,
    });
  });

  test('finds past ones by when they were open, whole even where they began before that', async () => {
    await fall(1);
    await session.runs(60);
    await rise(1);
    await session.runs(60);
    const during = await session.type('incidents', '--past', '--from', '15:30', '--to', '15:45', '--json');
    expect(JSON.parse(during.out).past).toMatchObject([
      {
        id: '620111-2',
        opened: { by: '2026-03-02T14:01:00.200Z' },
        ended: { by: '2026-03-02T15:02:00.200Z' },
      },
    ]);
    const after = await session.type('incidents', '--past', '--from', '16:30');
    expect(after.out).toMatch(/^No incident ended from 16:30:00 CET/);
  });

  test('can be asked about one group, by id or by name', async () => {
    await fall(1);
    await fall(2);
    const ids = async (group: string): Promise<unknown> =>
      JSON.parse((await session.type('incidents', '--group', group, '--json')).out).open.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids('620112')).toEqual(['620112-2']);
    expect(await ids('branch 1')).toEqual(['620111-2']);
    expect(await ids('Branch *')).toEqual(['620111-2', '620112-2']);
    expect(await ids('h 1')).toEqual(['620111-2']);
    const { err, code } = await session.type('incidents', '--group', 'Branch');
    expect([err.split('\n')[0], code]).toEqual(['"Branch" can mean 3 groups.', 2]);
  });

  test('says which of them nobody was told of', async () => {
    await session.type('silence', 'add', '--all', '--for', '1h', '--reason', 'works');
    await fall(1);
    await fall(2);
    await rise(1);
    const { out } = await session.type('incidents');
    expect(out).toMatch(/^620112-2 .*\n.*\n.*\n {2}not told: kept quiet by silence \w+: works$/m);
    expect(out).toMatch(/^620111-2 .*\n.*\n.*\n.*\n {2}opened not told, ended not told$/m);
  });

  test('says what keeps an open one quiet, as long as it does', async () => {
    const added = await session.type(
      'silence',
      'add',
      '--id',
      '620112',
      '--for',
      '1h',
      '--reason',
      'works',
      '--json',
    );
    const { id } = JSON.parse(added.out).silence;
    await fall(2);
    const open = async () => JSON.parse((await session.type('incidents', '--json')).out).open;
    expect(await open()).toMatchObject([{ id: '620112-2', silencedBy: `silence ${id}: works` }]);
    await session.type('silence', 'end', id);
    await session.run();
    expect(await open()).toMatchObject([{ id: '620112-2', told: 'critical', silencedBy: null }]);
  });

  test('names the maintenance window, where the configuration file has it', async () => {
    const window = { name: 'Works', days: WEEKDAYS, from: '00:00', to: '00:00' };
    const always = { ...window, match: {}, timeZone: 'UTC' };
    await session.close();
    session = await aSession(undefined, { policy: { windows: [always] } });
    await session.run();
    await fall(1);
    const heard = async () => (await session.type('incidents', '--open')).out.split('\n')[5];
    expect(await heard()).toBe('  not told: it was silenced when it was seen');
    const content = { email: [], organizations: [{ id: 'acme', maintenanceWindows: [window] }] };
    writeFileSync(join(session.folder, 'tunnelwatch.config.json'), JSON.stringify(content));
    expect(await heard()).toBe('  not told: kept quiet by maintenance window Works');
  });

  test('says when it cannot see, and since when', async () => {
    await fall(1);
    session.duringRun(() => Promise.reject(new Error('no way through')));
    session.wait(20 * MINUTE);
    await session.run();
    for (let run = 0; run < 3; run += 1) {
      session.duringRun(() => Promise.reject(new Error('no way through')));
      await session.run();
    }
    const { out } = await session.type('incidents', '--open');
    expect(out).toContain('disconnected, at most 25 minutes so far');
    expect(out).toMatch(
      /\nThe monitor cannot see: all of this is as of 15:01:00 CET .*, 2\d minutes ago\.\n$/,
    );
  });

  test('tells of those that the first message told', async () => {
    const other = await aSession([down(branch(1)), branch(2)]);
    await other.run();
    expect((await other.type('incidents', '--open')).out).toContain('\n  told by the first message\n');
    await other.close();
  });

  test('puts a flapping together again, from its first opening to the end that no change marks', async () => {
    const other = await aSession([branch(1)], { policy: { interval: 5 * MINUTE } });
    const see = async (group: Group, runs: number): Promise<void> => {
      other.fleet.set(group.id, group);
      await other.runs(runs);
    };
    await other.run();
    for (let time = 0; time < 4; time += 1) {
      await see(down(branch(1)), 1);
      await see(branch(1), 1);
    }
    expect((await other.type('incidents', '--open')).out).toMatch(
      /^620111-6 .*\n {2}connected, was disconnected/m,
    );
    await see(branch(1), 26);
    const { past } = JSON.parse((await other.type('incidents', '--past', '--json')).out);
    expect(past.map(({ id }: { id: string }) => id)).toEqual(['620111-6', '620111-4', '620111-2']);
    const [flapping] = past;
    expect(flapping).toMatchObject({ opened: { by: '2026-03-02T14:25:00.200Z' }, worst: 'disconnected' });
    const types = flapping.events.map(({ type, fate }: { type: string; fate: string }) => `${type} ${fate}`);
    expect(types).toEqual(['flapping began told', 'ended told']);
    expect(flapping.ended.by).toBe(flapping.events.at(-1).at);
    await other.close();
  });

  test('names lost redundancy, which was confirmed by a second poll, from when it began', async () => {
    const group = branch(1);
    const [primary, secondary] = group.hubs;
    if (primary === undefined || secondary === undefined) throw new Error('A branch has two hubs.');
    session.fleet.set(group.id, {
      ...group,
      hubs: [primary, { ...secondary, status: 'down', tunnels: 'none' }],
    });
    await session.runs(3);
    await rise(1);
    const { past } = JSON.parse((await session.type('incidents', '--past', '--json')).out);
    expect(past).toMatchObject([
      {
        id: '620111-2',
        worst: 'redundancy lost',
        opened: { by: '2026-03-02T14:01:00.200Z' },
        ended: { by: '2026-03-02T14:04:00.200Z' },
        events: [
          { type: 'opened', at: '2026-03-02T14:02:00.200Z' },
          { type: 'ended', at: '2026-03-02T14:04:00.200Z' },
        ],
      },
    ]);
  });

  test('has nothing to show for --open with --past', async () => {
    expect(await session.type('incidents', '--open', '--past')).toMatchObject({ out: '', code: 2 });
  });
});

describe('tunnelwatch ack', () => {
  test('stops reminders, and the end is told all the same', async () => {
    await fall(1);
    session.mail();
    const { out, code } = await session.type('ack', '620111-2');
    expect([out, code]).toEqual([
      `Incident 620111-2 is acknowledged by ana: no reminders until it ends.
Branch 1 (us-east-1), disconnected, began between 15:00:00 and 15:01:00 CET (14:00:00-14:01:00 UTC).
`,
      0,
    ]);
    session.wait(3 * DAY);
    await session.runs(2);
    expect(session.mail()).toEqual(['[SIGHT RETURNED]']);
    await rise(1);
    expect(session.mail()).toEqual(['[UP] Branch 1']);
  });

  test('a second time says who was first', async () => {
    await fall(1);
    await session.type('ack', '620111-2', '--by', 'ben');
    session.wait(HOUR);
    expect((await session.type('ack', '620111-2')).out).toMatch(
      /^Incident 620111-2 had been acknowledged by ben at 15:01:00 CET \(14:01:00 UTC\); nothing was changed\.\n/,
    );
  });

  test.each([
    ['620111', 'Incident "620111" is not open; the open one of Branch 1 is 620111-2.\n'],
    [
      '620113-2',
      'Incident "620113-2" is not open: Branch 3 is connected and has no open incident.\ntunnelwatch incidents --open lists those that are.\n',
    ],
    ['620111-1', 'Incident "620111-1" is not open; the open one of Branch 1 is 620111-2.\n'],
    ['620211-2', 'There is no incident "620211-2".\nDid you mean 620111-2 (Branch 1)?\n'],
    [
      'what is down',
      'There is no incident "what is down".\ntunnelwatch incidents --open lists those that are.\n',
    ],
  ])('of %s is refused with the nearest', async (incident, err) => {
    await fall(1);
    expect(await session.type('ack', incident)).toEqual({ out: '', err, code: 3 });
  });
});

describe('tunnelwatch alerts', () => {
  test('lists what was sent, when, to what, with which ids, and why', async () => {
    await fall(1);
    const { out } = await session.type('alerts', '--from', '15:00:30');
    const [, alert, message] = /alert (\S+), SNS message (\S+)/.exec(out) ?? [];
    expect(alert).toBe('20260302T140100000Z-00000002.opened');
    expect(message).toBe(session.aws.published.at(-1)?.messageId);
    expect(out).toBe(`2026-03-02 15:01:00  [DOWN] Branch 1 (us-east-1) - Acme
  alert ${alert}, SNS message ${message}
  to ${session.topicArn}
  events 620111-2.opened
  because seen disconnected by a poll, and one is enough

1 alert from 15:00:30 CET (14:00:30 UTC) to 15:01:00 CET (14:01:00 UTC). Times are in Europe/Berlin.
`);
  });

  test('says so where nothing was sent, and gives programs the log as it is', async () => {
    expect((await session.type('alerts', '--to', 'yesterday 10:00')).out).toBe(
      'No alert was sent from 2026-02-28 10:00:00 CET (09:00:00 UTC) to 2026-03-01 10:00:00 CET (09:00:00 UTC).\n',
    );
    const { out } = await session.type('alerts', '--json');
    expect(JSON.parse(out).alerts).toEqual(
      await session.operator.alerts('acme', JSON.parse(out).from, JSON.parse(out).to),
    );
  });

  test('names five events of an alert, and counts the rest', async () => {
    for (const number of [1, 2, 3]) session.fleet.set(`62011${number}`, down(branch(number)));
    for (let number = 4; number < 10; number += 1) session.fleet.set(`62011${number}`, branch(number));
    await session.run();
    for (let number = 4; number < 10; number += 1) session.fleet.set(`62011${number}`, down(branch(number)));
    await session.run();
    expect((await session.type('alerts')).out).toMatch(
      / {2}events 620114-2.opened, .*, 620118-2.opened and 1 more\n/,
    );
  });
});
