import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { DAY, HOUR, type Instant, instant, MINUTE, plus, SECOND } from '../../../lib/core/time.ts';
import {
  type Address,
  formatAddress,
  parseAddress,
  SPANS,
  START,
  VIEWS,
} from '../../../lib/dashboard/view-model/address.ts';
import { answerOf } from '../../../lib/dashboard/view-model/answer.ts';
import { barOf, barsOf, brief, dayWords, stripWords } from '../../../lib/dashboard/view-model/bars.ts';
import { pageClock } from '../../../lib/dashboard/view-model/clock.ts';
import { differenceLines } from '../../../lib/dashboard/view-model/differences.ts';
import { filtered, NO_FILTER, withKind } from '../../../lib/dashboard/view-model/filter.ts';
import { cellOf, fleetView } from '../../../lib/dashboard/view-model/fleet.ts';
import { freshnessOf, pollInterval } from '../../../lib/dashboard/view-model/freshness.ts';
import { KINDS, kindOf } from '../../../lib/dashboard/view-model/kinds.ts';
import { bucketsOf, neighbours } from '../../../lib/dashboard/view-model/track.ts';
import { aGroup, aGroupState, aHead, aHub, aReading, at } from '../../support/builders.ts';

describe('How old the data is', () => {
  const complete = { reading: aReading(), counts: { connected: 1, warning: 0, disconnected: 0, unknown: 0 } };
  const head = aHead({ lastComplete: complete, monitor: { ...INITIAL_MONITOR, watching: at() } });
  const blind = { since: at(), failure: { kind: 'network', detail: 'reset' } as const, told: true };

  test.each([
    ['a minute, polled each minute', MINUTE, MINUTE, 'seeing'],
    ['three minutes, polled each minute', 3 * MINUTE, MINUTE, 'late'],
    ['ten minutes and a little, polled each minute', 10 * MINUTE + 1, MINUTE, 'blind'],
    ['half an hour, polled each quarter of one', 30 * MINUTE, 15 * MINUTE, 'seeing'],
    ['forty minutes, polled each quarter of an hour', 40 * MINUTE, 15 * MINUTE, 'late'],
    ['fifty minutes, polled each quarter of an hour', 50 * MINUTE, 15 * MINUTE, 'blind'],
    ['fifty minutes, and nobody knows how often it is polled', 50 * MINUTE, null, 'blind'],
    ['a minute, polled by somebody who presses a key each second', MINUTE, SECOND, 'seeing'],
  ])('%s', (_what, age, interval, sight) => {
    expect(freshnessOf(head, interval, plus(at(), age)).sight).toBe(sight);
  });

  test('the monitor says itself that it is blind, however short a time ago it saw', () => {
    const said = freshnessOf({ ...head, monitor: { ...head.monitor, blind } }, MINUTE, plus(at(), MINUTE));
    expect(said).toMatchObject({
      sight: 'blind',
      trouble: { title: 'Secure Access API not reached', detail: 'reset' },
    });
  });

  test('nothing is known before the first complete run', () => {
    expect(freshnessOf(aHead(), null, at())).toMatchObject({ sight: 'never', asOf: null });
  });

  test('how often it is polled is seen by what changed', () => {
    const since = (minutes: number) => ({ since: { after: at(), by: at(minutes) } });
    const groups = [since(5), since(300), since(5), since(1), { since: { after: null, by: at() } }].map(
      (one) => aGroupState(one),
    );
    expect(pollInterval(aHead(), groups)).toBe(5 * MINUTE);
    expect(pollInterval(aHead(), [aGroupState()])).toBeNull();
  });

  test('and by the schedule of the last complete run, where that was kept', () => {
    const scheduled = aHead({ lastComplete: { ...complete, interval: 2 * MINUTE } });
    expect(pollInterval(scheduled, [aGroupState({ since: { after: at(), by: at(9) } })])).toBe(2 * MINUTE);
  });
});

describe('The answer', () => {
  const none = { down: 0, degraded: 0, unknown: 0, reduced: 0, new: 0, connected: 0 };

  test.each([
    [{ ...none, connected: 212 }, 'seeing', 'All 212 connected', 'connected'],
    [{ ...none, connected: 210, reduced: 2 }, 'seeing', 'All 212 connected', 'connected'],
    [{ ...none, connected: 211, down: 1 }, 'seeing', '211 of 212 connected', 'down'],
    [{ ...none, connected: 209, degraded: 3 }, 'late', '209 of 212 connected', 'degraded'],
    [{ ...none, connected: 211, new: 1 }, 'seeing', '211 of 212 connected', 'connected'],
    [none, 'seeing', 'There are no network tunnel groups', 'unknown'],
    [
      { ...none, connected: 212 },
      'blind',
      'Nobody can see the tunnels. 212 of 212 were connected when last seen',
      'unknown',
    ],
  ] as const)('%j, %s', (counts, sight, text, tone) => {
    expect(answerOf(counts, sight)).toEqual({ text, tone });
  });
});

describe('Who stands how', () => {
  test('worst first; who was never connected is set up, and no outage', () => {
    const complete = {
      reading: aReading(),
      counts: { connected: 1, warning: 0, disconnected: 0, unknown: 0 },
    };
    const head = aHead({ lastComplete: complete, monitor: { ...INITIAL_MONITOR, watching: at() } });
    const state = (id: string, status: 'connected' | 'disconnected' | 'warning', rest = {}) =>
      aGroupState({ id, group: aGroup({ id, status }), ...rest });
    const view = fleetView(
      'acme',
      head,
      [
        state('1', 'connected'),
        state('2', 'disconnected', { watch: 'provisioning' }),
        state('3', 'warning'),
        state('4', 'disconnected'),
        state('5', 'connected', { presence: 'missing' }),
        state('6', 'connected', { presence: 'removed' }),
      ],
      at(1),
    );
    expect(view?.rows.map(({ id, kind }) => [id, kind])).toEqual([
      ['4', 'down'],
      ['3', 'degraded'],
      ['5', 'unknown'],
      ['2', 'new'],
      ['1', 'connected'],
    ]);
    expect(view?.counts).toEqual({ down: 1, degraded: 1, unknown: 1, reduced: 0, new: 1, connected: 1 });
    expect(fleetView('acme', aHead(), [], at())).toBeNull();
  });

  test('a hub without a name has a number, and nothing in a name acts', () => {
    const group = aGroup({
      name: ' a\u202e\nb ',
      hubs: [aHub({ datacenter: null }), aHub({ datacenter: '\u200b' })],
    });
    const { name, hubs } = cellOf(group, kindOf('connected', 'watched'));
    expect([name, ...hubs.map((hub) => hub.name)]).toEqual(['a b', 'hub 1', 'hub 2']);
  });
});

describe('Bars', () => {
  test.each([
    [[DAY, 0, 0, 0], 'connected', false, 'connected all day'],
    [[DAY - HOUR, 0, HOUR, 0], 'down', false, 'down 1 h'],
    [[DAY - HOUR, HOUR, 0, 0], 'degraded', false, 'degraded 1 h'],
    [[DAY - MINUTE, 0, 0, MINUTE], 'connected', false, 'unknown 60 s'],
    [[DAY - HOUR, 0, 0, HOUR], 'connected', true, 'unknown 1 h'],
    [[0, 0, 0, DAY], 'unknown', true, 'unknown 1 d'],
    [[0, 0, 0, 0], 'absent', false, 'not there'],
  ] as const)('%j', (times, kind, isPartial, words) => {
    const bar = barOf(times);
    expect(bar).toMatchObject({ kind, isPartial });
    expect(dayWords(bar)).toBe(words);
  });

  test('days that are not told of were connected, and a group without a strip was not there', () => {
    const days = [at(), plus(at(), DAY), plus(at(), 2 * DAY)];
    const to = plus(at(), 3 * DAY);
    const strip = { availability: 1, odd: [[1, DAY - HOUR, 0, HOUR, 0]] } as const;
    const bars = barsOf(strip, days, to);
    expect(bars.map(({ kind }) => kind)).toEqual(['connected', 'down', 'connected']);
    expect(stripWords(bars)).toBe('3 days: down on 1 day');
    expect(stripWords(barsOf(undefined, days, to))).toBe('3 days: not there on 3 days');
    expect(stripWords(barsOf({ availability: 1, odd: [] }, days, to))).toBe('3 days: connected throughout');
  });

  test.each([
    [0, '0 s'],
    [89 * SECOND, '89 s'],
    [90 * SECOND, '2 min'],
    [59.6 * MINUTE, '1 h'],
    [125 * MINUTE, '2 h 5 min'],
    [23 * HOUR + 59.7 * MINUTE, '1 d'],
    [50 * HOUR, '2 d 2 h'],
    [-5, '0 s'],
  ])('%i ms is %s', (milliseconds, words) => {
    expect(brief(milliseconds)).toBe(words);
  });
});

describe('An address', () => {
  const text = fc.string({ minLength: 1, maxLength: 20 }).filter((one) => !/\p{Surrogate}/u.test(one));
  const time = fc.integer({ min: 0, max: 4e12 }).map((one) => instant(one));
  const address: fc.Arbitrary<Address> = fc
    .record({
      organization: text,
      view: fc.constantFrom(...VIEWS),
      at: time as fc.Arbitrary<Instant>,
      group: text,
      days: fc.constantFrom(null, ...SPANS),
      filter: fc.record({
        text: fc.oneof(fc.constant(''), text),
        kinds: fc.subarray([...KINDS]),
        region: fc.option(text),
        deviceType: fc.option(text),
      }),
    })
    .map((one) => ({
      ...one,
      at: one.view === 'at' ? one.at : null,
      group: one.view === 'group' ? one.group : null,
    }));

  test('is read as it was written, whatever names there are', () => {
    fc.assert(fc.property(address, (one) => expect(parseAddress(formatAddress(one))).toEqual(one)));
  });

  test('of any text leads somewhere', () => {
    fc.assert(fc.property(fc.string(), (one) => expect(VIEWS).toContain(parseAddress(one).view)));
    expect(parseAddress('')).toEqual(START);
    expect(parseAddress('#/acme/group')).toMatchObject({ organization: 'acme', view: 'fleet' });
    expect(parseAddress('#/acme/at/yesterday?days=12&kind=red,down')).toMatchObject({
      at: null,
      days: null,
      filter: { kinds: ['down'] },
    });
  });

  test('is one that a person can read', () => {
    const filter = { ...NO_FILTER, text: 'old mill', kinds: ['down', 'degraded'] as const };
    expect(formatAddress({ ...START, organization: 'acme', filter })).toBe(
      '#/acme/fleet?q=old+mill&kind=down%2Cdegraded',
    );
    expect(formatAddress({ ...START, organization: 'acme', view: 'at', at: at() })).toBe(
      '#/acme/at/2026-03-02T14:05:00.000Z',
    );
  });
});

describe('A filter', () => {
  const cell = (id: string, name: string, rest: Partial<ReturnType<typeof aGroup>> = {}) =>
    cellOf(aGroup({ id, name, ...rest }), 'connected');
  const rows = [
    cell('1', 'Harbor Depot'),
    cell('2', 'Old Mill', { region: 'eu-central-1' }),
    cell('31', 'Harbor Clinic'),
  ];
  const ids = (filter: Partial<typeof NO_FILTER>) =>
    filtered(rows, { ...NO_FILTER, ...filter }).map(({ id }) => id);

  test.each([
    [{}, ['1', '2', '31']],
    [{ text: 'HARBOR' }, ['1', '31']],
    [{ text: 'depot harbor' }, ['1']],
    [{ text: '31' }, ['31']],
    [{ text: 'sse-use-1-1-1' }, ['1', '2', '31']],
    [{ region: 'eu-central-1' }, ['2']],
    [{ kinds: ['down'] as const }, []],
    [{ kinds: ['down', 'connected'] as const, text: 'mill' }, ['2']],
  ])('%j', (filter, expected) => {
    expect(ids(filter)).toEqual(expected);
  });

  test('takes kinds in and out again', () => {
    const down = withKind(NO_FILTER, 'down');
    expect(withKind(withKind(down, 'degraded'), 'down').kinds).toEqual(['degraded']);
  });
});

describe('Times', () => {
  const clock = pageClock('Europe/Berlin');
  const now = '2026-03-02T23:30:00.000Z' as Instant;

  test.each([
    ['2026-03-02T23:05:00.000Z', '00:05'],
    ['2026-03-02T22:05:00.000Z', '2 Mar 23:05'],
    ['2025-12-31T23:05:00.000Z', '1 Jan 00:05'],
    ['2025-12-31T22:05:00.000Z', '31 Dec 2025 23:05'],
  ])('%s is %s', (time, shown) => {
    expect(clock.brief(time as Instant, now)).toBe(shown);
  });

  test('in full have UTC beside', () => {
    expect(clock.full(at())).toBe('2026-03-02 15:05:00 CET (14:05:00 UTC)');
    expect(clock.day(at())).toBe('Mon 2 Mar');
  });
});

describe('What changed, in words', () => {
  test('one line for the status, one for each hub, and foreign words are cleaned', () => {
    const lines = differenceLines(
      {
        status: ['connected', 'disconnected'],
        'hub.720011801.status': ['up', 'down'],
        'hub.720011801.tunnels': ['some', 'none'],
        'hub.9.datacenter': ['a\u202eb', null],
        routing: [null, { type: 'bgp' }],
      },
      aGroup(),
    );
    expect(lines).toEqual([
      { what: 'Status', facts: [{ name: '', from: 'connected', to: 'disconnected' }] },
      {
        what: 'Primary hub, sse-use-1-1-1',
        facts: [
          { name: '', from: 'up', to: 'down' },
          { name: 'tunnels', from: 'some', to: 'none' },
        ],
      },
      { what: 'Hub 9', facts: [{ name: 'data center', from: 'ab', to: null }] },
      { what: 'Routing', facts: [{ name: '', from: null, to: '{"type":"bgp"}' }] },
    ]);
  });

  test('who appeared is said once', () => {
    const group = aGroup({ status: 'warning' });
    expect(differenceLines({ presence: [null, 'listed'], group: [null, group] }, group)).toEqual([
      { what: 'Appeared', facts: [{ name: '', from: null, to: 'warning' }] },
    ]);
  });
});

describe('The line of time', () => {
  const mark = (from: number, to: number | null, worst: 'down' | 'degraded') => ({
    incident: `${from}`,
    group: '1',
    from,
    to,
    worst,
  });
  const marks = [mark(-50, 5, 'down'), mark(12, 13, 'degraded'), mark(15, null, 'down')];

  test('counts the incidents that were open in each stretch of it', () => {
    expect(bucketsOf(marks, 0, 40, 4)).toEqual([
      { down: 1, other: 0 },
      { down: 1, other: 1 },
      { down: 1, other: 0 },
      { down: 1, other: 0 },
    ]);
  });

  test('knows where the next one begins', () => {
    expect(neighbours(marks, 12)).toMatchObject({ before: { from: -50 }, after: { from: 15 } });
    expect(neighbours(marks, 20)).toMatchObject({ before: { from: 15 }, after: null });
  });
});
