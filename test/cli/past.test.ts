import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY } from '../../lib/core/time.ts';
import { aPast } from './a-past.ts';
import { aSession, type Session } from './a-session.ts';
import { branch } from './a-watch.ts';

let session: Session;
beforeAll(async () => {
  session = await aPast();
});
afterAll(() => session.close());

/** What a person at a terminal of so many columns sees. */
async function seen(columns: number, ...words: readonly string[]): Promise<string> {
  session.sit({ columns, rows: 40 });
  const { out, err, code } = await session.type(...words);
  session.sit(null);
  expect([err, code]).toEqual(['', 0]);
  return out;
}

describe('tunnelwatch status', () => {
  test('shows the worst first, since when and how long, and the hubs that are down', async () => {
    expect(await seen(80, 'status')).toBe(`acme: 3 groups as of 16:15:00 CET (15:15:00 UTC), 0 seconds ago
1 warning, 1 unknown, 1 connected

STATUS     NAME                 SINCE     FOR  HUBS
warning    Lakeside Eye Clinic  16:11:00   4m  sse-use-1-1 up, sse-use-1-0 down
unknown    Harbor Depot         16:14:00   1m  2 up; the API says "Degraded"
connected  Osaka, "West"        16:06:00   9m  2 up

Times are in Europe/Berlin.
`);
  });

  test('gives a program one whole line for each group', async () => {
    const { out } = await session.type('status');
    expect(out).toMatch(
      /^connected +Osaka, "West" +16:06:00 +\d+m +sse-apn-1-1 up, sse-apn-1-0 up +ap-northeast-1$/m,
    );
  });

  test('says what it leaves out, and how to see it', async () => {
    expect(await seen(80, 'status', '--limit', '1')).toContain(
      '\n… and 2 more; --all shows them, --limit as many as you like\n',
    );
    expect(await seen(80, 'status', '--limit', '2')).toContain(
      '\n… and 1 more, all of them connected; --all',
    );
    expect(await seen(80, 'status', '--all')).not.toContain('…');
  });

  test('has a line of CSV for each group', async () => {
    const { out } = await session.type('status', '--csv');
    const [heading, first] = out.split('\r\n');
    expect(heading).toBe(
      'group,name,region,deviceType,status,condition,presence,after,by,lastingMs,incident,hubs',
    );
    expect(first).toMatch(
      /^620113,Lakeside Eye Clinic,us-east-1,ISR,warning,warning,listed,2026-03-02T15:10:00\.\d+Z,/,
    );
  });
});

describe('tunnelwatch history', () => {
  test('tells how a group stood, what changed between which readings, incidents, and gaps', async () => {
    expect(
      await seen(80, 'history', 'osaka', '--from', '15:00'),
    ).toBe(`Osaka, "West" (ap-northeast-1), group 620111
Now connected; sse-apn-1-1 up, sse-apn-1-0 up; ISR
From 15:00:00 CET (14:00:00 UTC) to 16:15:00 CET (15:15:00 UTC)

FROM                 FOR  STANDING
2026-03-02 15:00:00  <1s  unknown: before the first complete run
2026-03-02 15:00:00   1h  unknown: nobody looked
2026-03-02 16:00:00   1m  connected
2026-03-02 16:01:00   5m  down
2026-03-02 16:06:00   9m  connected

3 changes, and 1 stretch in which nobody looked

SEEN               CHANGE
2026-03-02
by 15:00:00        appeared
15:00:00-16:00:00  nobody looked: No run was started.
16:00:00-16:01:00  status connected → disconnected; primary hub sse-apn-1-1 up →
                   down, tunnels some → none; secondary hub sse-apn-1-0 up →
                   down, tunnels some → none
16:05:00-16:06:00  status disconnected → connected; primary hub sse-apn-1-1 down
                   → up, tunnels none → some; secondary hub sse-apn-1-0 down →
                   up, tunnels none → some

1 incident

INCIDENT  WORST         BEGAN     ENDED     LASTED
620111-2  disconnected  16:01:00  16:06:00  between 3 and 7 minutes

Nothing is known before 15:00:00 CET (14:00:00 UTC): the first complete run was then.
Times are in Europe/Berlin.
`);
  });

  test('has a line of CSV for each stretch', async () => {
    const { out } = await session.type('history', 'osaka', '--csv', '--from', '16:00:30');
    const rows = out
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(',').slice(2, 5));
    expect(rows).toEqual([
      ['milliseconds', 'standing', 'why'],
      [expect.any(String), 'connected', ''],
      ['300000', 'down', ''],
      [expect.any(String), 'connected', ''],
    ]);
  });
});

describe('tunnelwatch changes', () => {
  test('can be asked about one group, and about kinds', async () => {
    const kinds = async (...flags: readonly string[]): Promise<unknown> =>
      JSON.parse((await session.type('changes', '--from', '15:30', '--json', ...flags)).out).changes.map(
        ({ name, kinds: of }: { name: string; kinds: string[] }) => `${name}: ${of.join(' ')}`,
      );
    expect(await kinds()).toEqual([
      'Osaka, "West": status hub tunnels',
      'Osaka, "West": status hub tunnels',
      'Harbor Depot: configuration',
      expect.stringMatching(/^Lake Mill: (missing|removed)$/),
      'Lakeside Eye Clinic: status hub tunnels',
      'Harbor Depot: status configuration',
    ]);
    expect(await kinds('--kind', 'hub', 'removed', '--from', '16:07')).toEqual([
      'Lake Mill: removed',
      'Lakeside Eye Clinic: status hub tunnels',
    ]);
    expect(await kinds('--group', 'depot')).toEqual([
      'Harbor Depot: configuration',
      'Harbor Depot: status configuration',
    ]);
  });

  test('shows the latest where there are more than asked for, and says how many came before', async () => {
    const out = await seen(100, 'changes', '--from', '15:30', '--limit', '2');
    expect(out).toMatch(/\n… and 5 before these; --all shows them/);
    expect(out).toContain('unknown');
    expect(out).not.toContain('Osaka');
  });

  test('says so where nothing changed', async () => {
    expect(await seen(80, 'changes', '--from', '16:07', '--to', '16:08')).toMatch(
      /^No change from 16:07:00 CET/,
    );
  });

  test('streams CSV with gaps in it, as the export does', async () => {
    const flags = ['--from', '15:30'];
    const { out } = await session.type('changes', '--csv', ...flags);
    expect(out).toBe((await session.type('export', ...flags)).out);
    expect(out).toMatch(/\r\ngap,.*,No run was started\.\r\n/);
  });
});

describe('tunnelwatch snapshot and diff', () => {
  test('show the fleet as it was, and say where nobody looked', async () => {
    const out = await seen(80, 'snapshot', '--at', '15:30');
    expect(out).toMatch(/^acme: 4 groups at 15:30:00 CET .*\n4 connected\nNobody looked from 15:00:00 CET/);
    expect(await seen(80, 'snapshot', '--at', '16:03')).toMatch(
      /\ndisconnected {2}Osaka, "West" +ap-northeast-1 {2}sse-apn-1-1 down, +16:01:00\n +sse-apn-1-0 down\n/,
    );
  });

  test('compare two instants field by field', async () => {
    expect(
      await seen(90, 'diff', '--from', '16:07', '--to', '16:12'),
    ).toBe(`acme: 3 groups differ between 16:07:00 CET (15:07:00 UTC) and 16:12:00 CET (15:12:00 UTC)

GROUP                FACT                       BEFORE               AFTER
Harbor Depot         name                       Harbor Depot - East  Harbor Depot
                     routing                    static 10.12.0.0/16  bgp 64512
Lakeside Eye Clinic  status                     connected            warning
                     secondary hub sse-use-1-0  up, tunnels some     down, tunnels none
Lake Mill            presence                   listed               removed
`);
    expect(await seen(80, 'diff', '--from', '16:02', '--to', '16:03')).toMatch(
      /^acme: Nothing is different between/,
    );
  });

  test('give programs the API’s export columns, and a row for each fact', async () => {
    expect((await session.type('snapshot', '--at', '16:03', '--csv')).out.split('\r\n')[0]).toBe(
      'at,inGap,group,presence,name,deviceType,region,status,statusSeen,routing,hubs,seq',
    );
    expect((await session.type('diff', '--from', '16:07', '--to', '16:12', '--csv')).out).toContain(
      '620112,Harbor Depot,name,Harbor Depot - East,Harbor Depot\r\n',
    );
  });
});

describe('tunnelwatch uptime', () => {
  test('has a row for each group, the least available first, and says what is not known', async () => {
    const out = await seen(80, 'uptime', '--from', '15:30');
    expect(out).toMatch(
      /^Uptime of 4 groups from 15:30:00 CET .*\n\nGROUP +AVAILABLE +COVERED +DOWN +OUTAGES/,
    );
    expect(out).toMatch(/\nOsaka, "West" +66\.6\d\d% +33\.3\d\d% +5m +1 +5m +10m +5m\n/);
    expect(out).toMatch(/\nNobody looked from 15:00:00 CET .* \(1 hour\): No run was started\.\n/);
    expect(out.indexOf('Osaka')).toBeLessThan(out.indexOf('Harbor'));
  });

  test('has a row for each region, and for each month by the clock in the zone', async () => {
    const region = await seen(120, 'uptime', '--from', '15:30', '--by', 'region');
    expect(region).toMatch(/\nap-northeast-1 +66\.6\d\d%/);
    const month = JSON.parse(
      (await session.type('uptime', '--from', '2026-02-27', '--by', 'month', '--json')).out,
    );
    expect(month.rows.map(({ from }: { from: string }) => from)).toEqual([
      '2026-02-26T23:00:00.000Z',
      '2026-02-28T23:00:00.000Z',
    ]);
    const whole = JSON.parse((await session.type('uptime', '--from', '2026-02-27', '--json')).out);
    expect(month.total).toEqual({ ...whole.total, to: month.range.to });
    expect(await seen(80, 'uptime', '--from', '2026-02-27', '--by', 'month')).toMatch(
      /\nwhole +\d.*\n2026-02 +- .*\n2026-03 +\d/,
    );
  });

  test('leaves maintenance out where asked to', async () => {
    const other = ['uptime', '--from', '16:00:30', '--group', 'osaka', '--json'];
    const before = JSON.parse((await session.type(...other)).out);
    expect([before.maintenance, before.rows[0].times.maintenance]).toEqual(['included', 0]);
    await session.type('silence', 'add', '--name', 'Osaka*', '--for', '1h', '--reason', 'works');
    session.wait(60_000);
    await session.run();
    const after = JSON.parse((await session.type(...other, '--no-maintenance')).out);
    expect(after.maintenance).toBe('excluded');
    expect(after.rows[0].times.maintenance).toBeGreaterThan(0);
    expect(await seen(80, 'uptime', '--no-maintenance')).toContain(
      'Maintenance is left out: 0 configured windows, and all silences.\n',
    );
  });

  test('says since when there is a group that was not there', async () => {
    const { err, code } = await session.type('uptime', '--group', 'mill', '--from', '16:12', '--to', '16:13');
    expect([err.split('\n')[0], code]).toEqual([
      'Lake Mill was not there from 16:12:00 CET (15:12:00 UTC) to 16:13:00 CET (15:13:00 UTC).',
      11,
    ]);
  });
});

describe('tunnelwatch runs', () => {
  test('lists runs that failed, changed or told something, and when nobody looked', async () => {
    const out = await seen(80, 'runs', '--from', '15:30');
    expect(out).toMatch(/\n\d+ complete, 1 failed \(unexpected 1\); \d+ changes, \d+ events, \d+ alerts\.\n/);
    expect(out).toMatch(/\n2026-03-02 16:08:00 +<1s +0 {2}failed: unexpected\. Error: no way through\n/);
    expect(out).toMatch(/\nNobody looked once, for 1 hour\n\nFROM /);
    const failed = await seen(80, 'runs', '--from', '15:30', '--failed');
    expect(failed.match(/^2026-03-02 16:\d\d:\d\d +<1s/gm)).toHaveLength(1);
    expect(await seen(80, 'runs', '--from', '16:05')).toContain('The monitor could see all the time.');
  });
});

test('the range that was asked about by default is named', async () => {
  for (const [words, range] of [
    [['changes'], 'the past day'],
    [['history', 'osaka'], 'the past week'],
    [['uptime'], 'the past 30 days'],
    [['runs'], 'the past day'],
  ] as const)
    expect(await seen(80, ...words)).toContain(` (${range}; --from and --to ask for another)`);
});

test('--utc reads and shows times in UTC', async () => {
  expect(await seen(80, 'snapshot', '--at', '15:03', '--utc')).toMatch(
    /^acme: 4 groups at 15:03:00 UTC\n1 disconnected/,
  );
});

test('colours are for terminals alone', async () => {
  expect((await session.type('status')).out).not.toContain('\u001b');
});

describe('a range that reaches into what is not kept any more', () => {
  test('says so, and one that lies in it is refused', async () => {
    const old = await aPast();
    const content = {
      email: ['ana@example.com'],
      organizations: [{ id: 'acme', retentionDays: 30, timeZone: 'Europe/Berlin' }],
    };
    writeFileSync(join(old.folder, 'tunnelwatch.config.json'), JSON.stringify(content));
    old.wait(40 * DAY);
    await old.run();
    const { out } = await old.type('uptime', '--from', '2026-03-01');
    expect(out).toMatch(/\nNothing is kept of the time from 2026-03-02 15:00:00 CET .* any more\.\n/);
    const { unseen } = JSON.parse((await old.type('uptime', '--from', '2026-03-01', '--json')).out);
    expect(unseen.map(({ why }: { why: string }) => why)).toEqual(['before the watch', 'expired']);
    for (const words of [
      ['snapshot', '--at', '2026-03-02 16:03'],
      ['uptime', '--from', '2026-03-02 16:00', '--to', '2026-03-02 16:10'],
    ]) {
      const { err, code } = await old.type(...words);
      expect([err.split('\n')[1], code]).toEqual([
        'How long the past is kept is retentionDays in the configuration.',
        11,
      ]);
    }
    await old.close();
  });
});

test('a table leaves nothing out where another program reads it', async () => {
  const groups = Array.from({ length: 60 }, (_, index) => branch(100 + index));
  const many = await aSession(groups);
  await many.run();
  expect((await many.type('status')).out.match(/^connected /gm)).toHaveLength(60);
  many.sit({ columns: 80, rows: 40 });
  expect((await many.type('status')).out.match(/^connected /gm)).toHaveLength(40);
  await many.close();
});
