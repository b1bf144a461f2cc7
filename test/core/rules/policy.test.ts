import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import { expiryDue } from '../../../lib/core/rules/key-expiry.ts';
import { matches } from '../../../lib/core/rules/matcher.ts';
import { DAY, HOUR, MINUTE, plus } from '../../../lib/core/time.ts';
import { aGroup, at } from '../../support/builders.ts';
import { aWatch, typesOf } from './watch.ts';

const QUIET = { gapIntervals: 1e9, blind: { after: 1e12, runs: 3, runsWhenLasting: 2 } };
const connected = aGroup({
  id: '7',
  name: 'Osaka DC',
  region: 'ap-northeast-1',
  deviceType: 'ISR',
  status: 'connected',
});
const disconnected = { ...connected, status: 'disconnected' as const };

describe('a matcher', () => {
  test.each([
    [{}, true],
    [{ name: 'osaka*' }, true],
    [{ name: '*DC' }, true],
    [{ name: 'Os?ka DC' }, true],
    [{ name: '*a*a*' }, true],
    [{ name: 'Osaka' }, false],
    [{ name: '' }, false],
    [{ name: `${'*'.repeat(40)}x` }, false],
    [{ name: 'osaka dc**' }, true],
    [{ name: 'osaka dc?' }, false],
    [{ name: 'osaka dcx' }, false],
    [{ name: 'osaka d' }, false],
    [{ ids: ['7', '8'] }, true],
    [{ ids: [] }, false],
    [{ region: 'AP-northeast-1' }, true],
    [{ region: 'us-east-1' }, false],
    [{ deviceType: 'isr', name: 'osaka*' }, true],
    [{ deviceType: 'ASA', name: 'osaka*' }, false],
  ])('%j: %s', (matcher, expected) => {
    expect(matches(matcher, connected)).toBe(expected);
  });

  test('of a field the group does not have matches nothing', () => {
    expect(matches({ region: 'us-east-1' }, { ...connected, region: null })).toBe(false);
  });
});

describe('an override', () => {
  test('sets thresholds for the groups it selects, and for no others', () => {
    const confirmation = { 'redundancy lost': 1, warning: 3, disconnected: 3, unknown: 3 };
    const watch = aWatch({ overrides: [{ match: { name: 'osaka*' }, set: { confirmation } }] });
    const other = aGroup({ id: '8', name: 'Tokyo', status: 'connected' });
    watch.sees([connected, other]);
    const fallen = [disconnected, { ...other, status: 'disconnected' as const }];
    expect(watch.sees(fallen).events).toMatchObject([{ type: 'opened', incident: '8-2' }]);
    expect(typesOf(watch.sees(fallen))).toEqual([]);
    expect(watch.sees(fallen).events).toMatchObject([{ type: 'opened', incident: '7-2' }]);
  });

  test('sets for how long a new group counts as being set up', () => {
    const watch = aWatch({
      ...QUIET,
      overrides: [{ match: { name: 'osaka*' }, set: { provisioning: 2 * HOUR } }],
    });
    watch.sees([]);
    const other = { ...disconnected, id: '8', name: 'Tokyo' };
    watch.sees([disconnected, other]);
    watch.wait(118 * MINUTE);
    expect(typesOf(watch.sees([disconnected, other]))).toEqual([]);
    expect(watch.sees([disconnected, other]).events).toMatchObject([{ type: 'opened', incident: '7-1' }]);
  });
});

describe('a change of configuration', () => {
  test('is recorded, and told only where that is asked for', () => {
    const renamed = { ...connected, name: 'Osaka' };
    const silent = aWatch();
    silent.sees([connected]);
    expect(silent.sees([renamed])).toMatchObject({ events: [], changes: [{ kinds: ['configuration'] }] });
    const asked = aWatch({ tellConfiguration: true });
    asked.sees([connected]);
    expect(asked.sees([renamed]).events).toMatchObject([
      { type: 'configured', differences: { name: ['Osaka DC', 'Osaka'] } },
    ]);
  });
});

describe('gathering', () => {
  const fleet = Array.from({ length: 40 }, (_, index) =>
    aGroup({ id: String(100 + index), status: 'connected' }),
  );
  const fallen = (count: number) =>
    fleet.map((group, index) => (index < count ? { ...group, status: 'disconnected' as const } : group));

  test('holds openings back to the end of a slot once twelve messages went out within the hour', () => {
    const watch = aWatch();
    watch.sees(fleet);
    watch.sent(12);
    const poll = watch.sees(fallen(1));
    expect(poll.events).toMatchObject([
      { type: 'opened', held: '2026-03-02T14:05:00.000Z', alert: 'gathered-2026-03-02T14:05:00.000Z.opened' },
    ]);
    expect(watch.sees(fallen(2)).events).toMatchObject([
      { alert: 'gathered-2026-03-02T14:05:00.000Z.opened' },
    ]);
  });

  test('ends when the hour has become calm', () => {
    const watch = aWatch(QUIET);
    watch.sees(fleet);
    watch.sent(12);
    watch.wait(HOUR);
    expect(watch.sees(fallen(1)).events).toMatchObject([{ type: 'opened', held: null }]);
  });

  test('never holds back what the monitor says of itself', () => {
    const watch = aWatch();
    watch.sees(fleet);
    watch.sent(12);
    watch.fails({ kind: 'credentials refused', detail: '401' });
    expect(watch.fails({ kind: 'credentials refused', detail: '401' })).toMatchObject([
      { type: 'went blind', held: null },
    ]);
  });
});

describe('reminders', () => {
  test('name the critical incidents that people were told of a day ago, once a day', () => {
    const watch = aWatch(QUIET);
    watch.sees([connected]);
    watch.sees([disconnected]);
    watch.wait(DAY - 2 * MINUTE);
    expect(typesOf(watch.sees([disconnected]))).toEqual([]);
    expect(watch.sees([disconnected]).events).toMatchObject([
      { type: 'reminder', about: 'critical', incidents: ['7-2'] },
    ]);
    expect(typesOf(watch.sees([disconnected]))).toEqual([]);
    watch.wait(DAY);
    expect(typesOf(watch.sees([disconnected]))).toEqual(['reminder']);
  });

  test('leave out what somebody has taken on', () => {
    const watch = aWatch(QUIET);
    watch.sees([connected]);
    watch.sees([disconnected]);
    watch.acknowledge('7');
    watch.wait(3 * DAY);
    expect(typesOf(watch.sees([disconnected]))).toEqual([]);
  });

  test('come once a week for lost redundancy', () => {
    const watch = aWatch(QUIET);
    const warning = { ...connected, status: 'warning' as const };
    watch.sees([connected]);
    watch.sees([warning]);
    watch.wait(6 * DAY);
    expect(typesOf(watch.sees([warning]))).toEqual([]);
    watch.wait(DAY);
    expect(watch.sees([warning]).events).toMatchObject([{ type: 'reminder', about: 'redundancy' }]);
  });
});

describe('the end of the API key', () => {
  const expires = plus(at(), 30 * DAY);
  const policy = { ...defaultPolicy(MINUTE), apiKey: { expires, warnDays: [14, 3] } };
  test.each([
    ['twenty days ahead is not told', -20, null, null],
    ['fourteen days ahead is', -14, null, 14],
    ['and once only', -13, 14, null],
    ['three days ahead again', -3, 14, 3],
    ['and once only', -1, 3, null],
    ['after it, if nobody was told', 1, null, 3],
  ])('%s', (_what, days, told, due) => {
    const before = told === null ? null : { expires, days: told };
    expect(expiryDue(before, plus(expires, days * DAY), policy)?.days ?? null).toBe(due);
  });

  test('of a new key is told anew', () => {
    const old = { expires: at(), days: 3 };
    expect(expiryDue(old, plus(expires, -10 * DAY), policy)).toEqual({ expires, days: 14 });
  });

  test('is told by the run that sees it near', () => {
    const soon = plus(at(), 2 * DAY);
    const watch = aWatch({ apiKey: { expires: soon, warnDays: [14, 3] } });
    expect(typesOf(watch.sees([connected]))).toEqual(['watch began', 'key expires']);
    expect(typesOf(watch.sees([connected]))).toEqual([]);
  });
});
