import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../lib/core/time.ts';
import { aSession, type Session } from './a-session.ts';
import { branch, down } from './a-watch.ts';

let session: Session;
beforeEach(async () => {
  session = await aSession([
    branch(1),
    branch(2, { region: 'eu-central-1', deviceType: 'ASA' }),
    branch(3, { name: '\u202eevil\u001b[31m\nname' }),
  ]);
  await session.run();
  session.mail();
});
afterEach(() => session.close());

const idIn = (out: string): string => /^Silence (\S+)/.exec(out)?.[1] ?? '';
const add = (...words: readonly string[]) => session.type('silence', 'add', '--reason', 'works', ...words);

describe('a silence made while a group is down', () => {
  test('keeps its end quiet if nobody was told, and its outage is told late if it goes on', async () => {
    const made = await add('--name', 'branch *', '--for', '2h');
    session.fleet.set('620111', down(branch(1)));
    session.fleet.set('620112', down(branch(2, { region: 'eu-central-1', deviceType: 'ASA' })));
    await session.runs(10);
    session.fleet.set('620111', branch(1));
    await session.run();
    expect(session.mail()).toEqual([]);
    const ended = await session.type('silence', 'end', idIn(made.out));
    expect(ended.code).toBe(0);
    await session.run();
    expect(session.mail()).toEqual(['[DOWN] Branch 2']);
  });

  test('ends by itself', async () => {
    await add('--group-region', 'US-EAST-1', '--for', '30m');
    session.fleet.set('620111', down(branch(1)));
    await session.runs(29);
    expect(session.mail()).toEqual([]);
    await session.runs(2);
    expect(session.mail()).toEqual(['[DOWN] Branch 1']);
  });

  test('does not begin before its time', async () => {
    await add('--all', '--from', 'in 10m', '--for', '1h');
    session.fleet.set('620111', down(branch(1)));
    await session.run();
    expect(session.mail()).toHaveLength(1);
    await session.runs(12);
    session.fleet.set('620112', down(branch(2)));
    await session.run();
    expect(session.mail()).toEqual([]);
  });
});

describe('silence add', () => {
  test('shows which groups match now, their names made harmless', async () => {
    const { out, err, code } = await add('--id', '620113', '--id', '620111', '--to', '17:30', '--by', 'ben');
    expect(out).toBe(`Silence ${idIn(out)} for id 620113, 620111, made by ben: works
From 15:00:00 CET (14:00:00 UTC) to 17:30:00 CET (16:30:00 UTC), 2 hours 30 minutes.

2 of 3 groups match now:

GROUP   NAME            REGION     STATUS
620111  Branch 1        us-east-1  connected
620113  evil [31m name  us-east-1  connected

To end it earlier: tunnelwatch silence end ${idIn(out)}
`);
    expect([err, code]).toEqual(['', 0]);
  });

  test('answers programs with the silence and the groups', async () => {
    const { out } = await add('--device-type', 'asa', '--for', '1d', '--json');
    expect(JSON.parse(out)).toEqual({
      silence: {
        id: expect.stringMatching(/^\w{6}$/),
        match: { deviceType: 'asa' },
        from: '2026-03-02T14:00:00.200Z',
        to: '2026-03-03T14:00:00.200Z',
        reason: 'works',
        by: 'ana',
      },
      matching: [
        { id: '620112', name: 'Branch 2', region: 'eu-central-1', deviceType: 'ASA', status: 'connected' },
      ],
      of: 3,
    });
  });

  test('makes one that matches nothing only where that is asked for', async () => {
    const refused = await add('--group-region', 'us-est-1', '--for', '1h');
    expect(refused).toEqual({
      out: '',
      err: 'No group matches region us-est-1.\nDid you mean us-east-1? Nothing was made; --even-if-none makes it all the same.\n',
      code: 3,
    });
    expect(await session.operator.silences('acme')).toEqual([]);
    const made = await add('--group-region', 'us-est-1', '--for', '1h', '--even-if-none');
    expect(made.out).toContain('\n0 of 3 groups match now.\n');
    expect(await session.operator.silences('acme')).toHaveLength(1);
  });

  test.each([
    [['--all'], 'When the silence ends is not said.'],
    [['--all', '--for', '1h', '--to', '20:00'], '--to and --for are two ends.'],
    [['--for', '1h'], 'Which groups are meant is not said.'],
    [['--all', '--name', 'x', '--for', '1h'], '--all and a selection contradict each other.'],
    [['--name', '', '--for', '1h'], 'An empty text matches no group.'],
    [
      ['--all', '--to', '14:00'],
      'The silence would be over already: it would end at 14:00:00 CET (13:00:00 UTC).',
    ],
    [
      ['--all', '--from', '20:00', '--to', '18:00'],
      'The silence would end before it begins (from 20:00:00 CET (19:00:00 UTC) to 18:00:00 CET (17:00:00 UTC)).',
    ],
    [['--all', '--for', '2'], '--for "2" is not a duration.'],
    [['--all', '--for', '99999999w'], 'The silence would last 3,660 days; a year is the most.'],
    [['--all', '--for', '367d'], 'The silence would last 367 days; a year is the most.'],
    [
      ['--all', '--from', '2026-02-30', '--for', '1h'],
      '--from "2026-02-30" is not a time: there is no such date or hour.',
    ],
    [['--all', '--for', '1h', '--reason', '\n'], '--reason is empty.'],
    [['--all', '--for', '1h', '--by', ''], '--by is empty.'],
  ])('refuses %j', async (words, message) => {
    const { out, err, code } = await add(...words);
    expect([out, err.split('\n')[0], code]).toEqual(['', message, 2]);
    expect(await session.operator.silences('acme')).toEqual([]);
  });
});

describe('silence list', () => {
  test('shows those that are active or to come, and with --all those that have ended', async () => {
    expect((await session.type('silence', 'list')).out).toBe('No silence is active or to come.\n');
    const first = idIn((await add('--all', '--for', '1h')).out);
    const second = idIn((await add('--name', 'Branch ?', '--from', 'tomorrow 02:00', '--for', '2h')).out);
    session.wait(2 * HOUR);
    expect((await session.type('silence', 'list')).out).toBe(
      `SILENCE  STATE    GROUPS           FROM                 TO                   BY   REASON
${second}   to come  name "Branch ?"  2026-03-03 02:00:00  2026-03-03 04:00:00  ana  works

1 silence. Times are in Europe/Berlin.
`,
    );
    const all = await session.type('silence', 'list', '--all', '--utc');
    expect(all.out).toBe(
      `SILENCE  STATE    GROUPS           FROM                 TO                   BY   REASON
${first}   ended    all groups       2026-03-02 14:00:00  2026-03-02 15:00:00  ana  works
${second}   to come  name "Branch ?"  2026-03-03 01:00:00  2026-03-03 03:00:00  ana  works

2 silences. Times are in UTC.
`,
    );
    const json = await session.type('silence', 'list', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ silences: [{ id: second, state: 'to come' }] });
  });
});

describe('silence end', () => {
  test('ends one that has not begun, for good', async () => {
    const id = idIn((await add('--all', '--from', 'tomorrow 02:00', '--for', '2h')).out);
    expect((await session.type('silence', 'end', id)).out).toBe(
      `Silence ${id} ended at 15:00:00 CET (14:00:00 UTC). It had not begun, and never will.
What is still worse than people were last told is told by the next run.
`,
    );
    expect((await session.type('silence', 'list')).out).toBe(
      'No silence is active or to come. Ended: 1, with --all.\n',
    );
  });

  test('twice is refused, with when it ended', async () => {
    const id = idIn((await add('--all', '--for', '2h')).out);
    await session.type('silence', 'end', id);
    session.wait(5 * MINUTE);
    expect(await session.type('silence', 'end', id)).toEqual({
      out: '',
      err: `Silence ${id} had ended already, at 15:00:00 CET (14:00:00 UTC).\nNothing was changed.\n`,
      code: 3,
    });
  });

  test('of one that there is not suggests the nearest', async () => {
    const id = idIn((await add('--all', '--for', '2h')).out);
    const wrong = `${id.slice(0, 5)}${id.endsWith('x') ? 'w' : 'x'}`;
    expect(await session.type('silence', 'end', wrong)).toEqual({
      out: '',
      err: `There is no silence "${wrong}".\nDid you mean ${id}?\n`,
      code: 3,
    });
  });
});
