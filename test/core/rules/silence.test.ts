import { describe, expect, test } from '@jest/globals';
import { isOpen, type MaintenanceWindow, type Silence, silencedBy } from '../../../lib/core/rules/silence.ts';
import { HOUR, type Instant, instant, parseInstant } from '../../../lib/core/time.ts';
import { aGroup, at as minute } from '../../support/builders.ts';
import { aWatch, typesOf } from './watch.ts';

const connected = aGroup({ id: '7', name: 'Osaka DC', status: 'connected' });
const disconnected = { ...connected, status: 'disconnected' as const };
const warning = { ...connected, status: 'warning' as const };

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`${text} is not a time`);
  return parsed;
}

function aSilence(override: Partial<Silence> = {}): Silence {
  return {
    id: 's1',
    match: { name: 'osaka*' },
    from: at('2026-03-02T14:00:30Z'),
    to: at('2026-03-02T14:05:00Z'),
    reason: 'new router',
    by: 'ops',
    ...override,
  };
}

function aWatchWith(...silences: readonly Silence[]) {
  const watch = aWatch();
  watch.sees([connected]);
  for (const silence of silences) watch.silence(silence);
  return watch;
}

describe('inside a silence', () => {
  test('a fall is recorded and not told', () => {
    const watch = aWatchWith(aSilence());
    const poll = watch.sees([disconnected]);
    expect(poll).toMatchObject({ events: [], changes: [{ kinds: ['status'], events: ['7-2.opened'] }] });
    expect(watch.state('7')?.incident).toMatchObject({ id: '7-2', told: null });
  });

  test('a fall that is over before it ends is never told, nor is its end', () => {
    const watch = aWatchWith(aSilence());
    watch.sees([disconnected]);
    watch.sees([connected]);
    const polls = Array.from({ length: 10 }, () => watch.sees([connected]));
    expect(polls.flatMap(typesOf)).toEqual([]);
  });

  test('the end of what people were told before is told', () => {
    const watch = aWatch();
    watch.sees([connected]);
    watch.sees([disconnected]);
    watch.silence(aSilence({ from: at('2026-03-02T14:01:30Z') }));
    expect(typesOf(watch.sees([connected]))).toEqual(['ended']);
  });

  test('a group that does not match is told as ever', () => {
    const watch = aWatchWith(aSilence({ match: { name: 'tokyo*' } }));
    expect(typesOf(watch.sees([disconnected]))).toEqual(['opened']);
  });
});

describe('when a silence ends', () => {
  test('a group that is still down is told, with when it fell', () => {
    const watch = aWatchWith(aSilence());
    const polls = Array.from({ length: 5 }, () => watch.sees([disconnected]));
    expect(polls.map(typesOf)).toEqual([[], [], [], [], ['opened']]);
    expect(polls.at(-1)?.events).toMatchObject([
      { since: { by: '2026-03-02T14:01:02.000Z' }, reason: expect.stringContaining('silence ended') },
    ]);
  });

  test('worse than people were last told is told as escalated', () => {
    const watch = aWatch();
    watch.sees([connected]);
    watch.sees([warning]);
    watch.silence(aSilence({ from: at('2026-03-02T14:01:30Z') }));
    const polls = Array.from({ length: 4 }, () => watch.sees([disconnected]));
    expect(polls.map(typesOf)).toEqual([[], [], [], ['escalated']]);
  });

  test('what is told as escalated says what people knew, and when it came to this', () => {
    const watch = aWatch();
    watch.sees([connected]);
    watch.sees([warning]);
    watch.silence(aSilence({ from: at('2026-03-02T14:01:30Z') }));
    const [, , , told] = Array.from({ length: 4 }, () => watch.sees([disconnected]));
    expect(told?.events).toMatchObject([
      { type: 'escalated', previous: 'warning', since: { by: '2026-03-02T14:02:02.000Z' } },
    ]);
  });

  test('a group that flapped within it is told with its present outage, not with the first', () => {
    const watch = aWatchWith(aSilence({ to: at('2026-03-02T14:08:00Z') }));
    for (let minute = 1; minute <= 7; minute += 1) watch.sees([minute % 2 === 1 ? disconnected : connected]);
    expect(watch.sees([disconnected]).events).toMatchObject([
      { type: 'flapping began', openings: 4, since: { by: '2026-03-02T14:07:02.000Z' } },
    ]);
  });

  test('better than it was meanwhile, and as bad as people know, is not told', () => {
    const watch = aWatch();
    watch.sees([connected]);
    watch.sees([warning]);
    watch.silence(aSilence({ from: at('2026-03-02T14:01:30Z') }));
    const polls = [disconnected, disconnected, disconnected, warning, warning].map((group) =>
      watch.sees([group]),
    );
    expect(polls.map(typesOf)).toEqual([[], [], [], [], []]);
  });

  test('the removal of a group that fell within it is told all the same', () => {
    const watch = aWatchWith(aSilence());
    for (let poll = 0; poll < 4; poll += 1) watch.sees([disconnected]);
    expect(watch.sees([], { gone: ['7'] }).events).toMatchObject([{ type: 'ended', how: 'removed' }]);
  });

  test('no worse than people were last told is not told again', () => {
    const watch = aWatch();
    watch.sees([connected]);
    watch.sees([disconnected]);
    watch.silence(aSilence({ from: at('2026-03-02T14:01:30Z') }));
    const polls = Array.from({ length: 6 }, () => watch.sees([disconnected]));
    expect(polls.flatMap(typesOf)).toEqual([]);
  });
});

describe('a maintenance window', () => {
  const window: MaintenanceWindow = {
    name: 'sunday night',
    match: {},
    timeZone: 'Europe/Berlin',
    days: ['sun'],
    from: '02:00',
    to: '04:00',
  };
  const overMidnight: MaintenanceWindow = {
    ...window,
    days: ['sat'],
    from: '23:30',
    to: '00:30',
    timeZone: 'UTC',
  };
  const rows: readonly [string, MaintenanceWindow, string, boolean][] = [
    ['begins on the minute', window, '2026-03-01T01:00:00Z', true],
    ['is not open a second before', window, '2026-03-01T00:59:59Z', false],
    ['ends on the minute', window, '2026-03-01T03:00:00Z', false],
    ['is open on its days alone', window, '2026-03-02T01:30:00Z', false],
    ['keeps to the clock on the wall in summer', window, '2026-07-05T00:30:00Z', true],
    ['is cut short by the hour that spring leaves out', window, '2026-03-29T01:00:00Z', true],
    ['and ends when the clock on the wall says so', window, '2026-03-29T02:00:00Z', false],
    ['is open through the hour that autumn repeats, the first time', window, '2026-10-25T00:30:00Z', true],
    ['and the second', window, '2026-10-25T01:30:00Z', true],
    ['goes on over midnight', overMidnight, '2026-03-01T00:15:00Z', true],
    ['and ends after it', overMidnight, '2026-03-01T00:30:00Z', false],
    ['does not begin the night before', overMidnight, '2026-02-28T00:15:00Z', false],
  ];
  test.each(rows)('%s', (_what, given, moment, open) => {
    expect(isOpen(given, at(moment))).toBe(open);
  });

  test('silences like any silence', () => {
    const daily: MaintenanceWindow = {
      ...window,
      days: ['mon'],
      timeZone: 'UTC',
      from: '14:00',
      to: '14:03',
    };
    const watch = aWatch({ windows: [daily] });
    watch.sees([connected]);
    const polls = Array.from({ length: 3 }, () => watch.sees([disconnected]));
    expect(polls.map(typesOf)).toEqual([[], [], ['opened']]);
  });
});

describe('a silence that has ended long ago', () => {
  test('does nothing', () => {
    const ended = instant(Date.parse('2026-03-02T14:00:00Z') - HOUR);
    expect(typesOf(aWatchWith(aSilence({ from: ended, to: ended })).sees([disconnected]))).toEqual([
      'opened',
    ]);
  });
});

describe('what silences a group', () => {
  const group = aGroup({ name: 'Osaka' });
  const silence = {
    ...{
      id: 's-1',
      match: { name: 'osaka' },
      from: minute(0),
      to: minute(10),
      reason: 'new line',
      by: 'ana',
    },
  };
  const window = {
    ...{ name: 'patches', match: {}, timeZone: 'UTC', from: '14:10', to: '14:20' },
    days: ['mon'] as const,
  };

  test.each([
    [-1, null],
    [0, 'silence s-1: new line'],
    [9, 'silence s-1: new line'],
    [10, 'maintenance window patches'],
    [14, 'maintenance window patches'],
    [15, null],
  ])('in minute %d is %s', (after, is) => {
    expect(silencedBy(group, minute(after), [silence], [window])).toBe(is);
  });

  test('is not what is about others', () => {
    expect(
      silencedBy(aGroup({ name: 'Lima' }), minute(5), [silence], [{ ...window, days: ['tue'] }]),
    ).toBeNull();
  });
});
