import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  apply,
  compareIds,
  difference,
  type Facts,
  inOrder,
  kindsOf,
} from '../../../lib/core/fleet/change.ts';
import type { Group, Hub } from '../../../lib/core/fleet/group.ts';
import { aGroup, aHub } from '../../support/builders.ts';

const primary = aHub({ id: '10', primary: true, status: 'up', tunnels: 'some' });
const secondary = aHub({ id: '11', primary: false, status: 'up', tunnels: 'some' });
const group = aGroup({ id: '1', name: 'Osaka', status: 'connected', hubs: [primary, secondary] });
const before: Facts = { presence: 'listed', group };

describe('routing, which is foreign data,', () => {
  const differs = (was: unknown, is: unknown): boolean => {
    const routing = (data: unknown) => listed({ routing: { type: 'static', data } });
    return difference(routing(was), routing(is)) !== null;
  };

  test.each<[unknown, unknown]>([
    [
      ['10.1.0.0/16', '10.2.0.0/16'],
      ['10.1.0.0/16', '10.3.0.0/16'],
    ],
    [
      ['10.1.0.0/16', '10.2.0.0/16'],
      ['10.2.0.0/16', '10.1.0.0/16'],
    ],
    [['10.1.0.0/16'], ['10.1.0.0/16', '10.2.0.0/16']],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
    [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }],
    [[], {}],
    [['a'], { 0: 'a' }],
    [5, {}],
    ['a', ['a']],
    ['a', { 0: 'a' }],
    [null, {}],
    [null, 0],
    ['1', 1],
  ])('is another from %j to %j, and back', (was, is) => {
    expect([differs(was, is), differs(is, was)]).toEqual([true, true]);
    expect([differs([was], [is]), differs([is], [was])]).toEqual([true, true]);
  });

  test.each<[unknown, unknown]>([
    [
      { a: 1, b: [{ c: 2, d: 3 }] },
      { b: [{ d: 3, c: 2 }], a: 1 },
    ],
    [[{ a: null, b: '' }], [{ b: '', a: null }]],
    [{}, {}],
    [[], []],
    [null, null],
  ])('is the same in %j and %j', (was, is) => {
    expect(differs(was, is)).toBe(false);
  });
});

describe('what counts as a change', () => {
  const rows: readonly [string, Facts, readonly string[] | null][] = [
    ['nothing', before, null],
    ['the status', listed({ status: 'warning' }), ['status']],
    [
      'a word nobody knows in place of another',
      listed({ status: 'unknown', statusSeen: 'degraded' }),
      ['status'],
    ],
    ['a hub', listed({ hubs: [{ ...primary, status: 'down' }, secondary] }), ['hub']],
    ['the tunnels of a hub', listed({ hubs: [{ ...primary, tunnels: 'none' }, secondary] }), ['tunnels']],
    ['the name', listed({ name: 'Osaka 2' }), ['configuration']],
    ['the routing', listed({ routing: { type: 'bgp', data: { asNumber: '64620' } } }), ['configuration']],
    ['a hub taken away', listed({ hubs: [primary] }), ['configuration']],
    ['absence from the list', { presence: 'missing', group }, ['missing']],
    ['removal', { presence: 'removed', group }, ['removed']],
    [
      'several at once',
      listed({
        status: 'warning',
        name: 'X',
        hubs: [primary, { ...secondary, status: 'down', tunnels: 'none' }],
      }),
      ['status', 'hub', 'tunnels', 'configuration'],
    ],
  ];
  test.each(rows)('%s', (_what, after, kinds) => {
    const differences = difference(before, after);
    expect(differences && kindsOf(differences)).toEqual(kinds);
  });

  const returns: readonly [string, Facts | null, readonly string[]][] = [
    ['a group never seen', null, ['appeared']],
    ['return to the list before anyone asked where it was', { presence: 'missing', group }, ['found']],
    ['return after removal', { presence: 'removed', group }, ['appeared']],
  ];
  test.each(returns)('%s', (_what, earlier, kinds) => {
    expect(kindsOf(difference(earlier, before) ?? {})).toEqual(kinds);
  });

  test('report times, counters, peers, unknown fields and the order of hubs and keys do not', () => {
    const moved: Group = {
      ...group,
      hubs: inOrder([
        secondary,
        {
          ...primary,
          carried: { reportedAt: '2030-01-01T00:00:00Z', tunnelsCount: 93, peers: [], extra: { new: 1 } },
        },
      ]),
      carried: { modifiedAt: '2030-01-01T00:00:00Z', extra: { later: true } },
    };
    expect(difference(before, { presence: 'listed', group: moved })).toBeNull();
    const [a, b] = [
      { type: 'x', data: { a: 1, b: [2] } },
      { type: 'x', data: { b: [2], a: 1 } },
    ];
    expect(difference(listed({ routing: a }), listed({ routing: b }))).toBeNull();
  });
});

describe('differences', () => {
  const hub = fc.record({
    id: fc.constantFrom('10', '11', '12'),
    primary: fc.constantFrom(true, false, null),
    datacenter: fc.constantFrom('sse-use-1-0-0', null),
    authId: fc.constantFrom('a@b', null),
    status: fc.constantFrom<Hub['status']>('up', 'down', 'unknown'),
    tunnels: fc.constantFrom<Hub['tunnels']>('some', 'none', 'unknown'),
    carried: fc.constant({}),
  });
  const facts: fc.Arbitrary<Facts> = fc.record({
    presence: fc.constantFrom<Facts['presence']>('listed', 'missing', 'removed'),
    group: fc.record({
      id: fc.constant('1'),
      name: fc.constantFrom('Osaka', 'Ōsaka 🗼', 'status'),
      deviceType: fc.constantFrom('ASA', null),
      region: fc.constantFrom('us-east-1', null),
      status: fc.constantFrom<Group['status']>('connected', 'warning', 'disconnected', 'unknown'),
      statusSeen: fc.constantFrom('degraded', null),
      routing: fc.constantFrom(null, { type: 'nat', data: null }, { type: 'bgp', data: { asNumber: '1' } }),
      hubs: fc.uniqueArray(hub, { selector: (one) => one.id, maxLength: 3 }).map(inOrder),
      carried: fc.constant({}),
    }),
  });

  test('applied to what was before give what is now, in any sequence', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 8 }), (history) => {
        let rebuilt: Facts | null = null;
        let last: Facts | null = null;
        for (const now of history) {
          const differences = difference(last, now);
          if (differences !== null) rebuilt = apply(rebuilt, JSON.parse(JSON.stringify(differences)));
          last = now;
          expect(rebuilt).toEqual(now);
        }
      }),
    );
  });

  test('to a group of which nothing is known are refused, not guessed', () => {
    expect(() => apply(null, { status: ['connected', 'warning'] })).toThrow(
      'A change to a group of which nothing is known',
    );
    expect(() => apply(before, { 'hub.12.status': ['up', 'down'] })).toThrow(
      'A change to hub 12, of which nothing is known',
    );
  });

  test('that bring a whole group and say nothing of the list bring a listed one', () => {
    expect(apply(null, { group: [null, group] })).toEqual(before);
  });
});

describe('ids', () => {
  test.each([
    ['9', '10', 'before'],
    ['10', '9', 'after'],
    ['10', '11', 'before'],
    ['11', '10', 'after'],
    ['11', '11', 'beside'],
  ])('as numbers %s comes before, after or beside %s: %s', (a, b, where) => {
    expect(Math.sign(compareIds(a, b))).toBe({ before: -1, beside: 0, after: 1 }[where]);
  });
});

function listed(override: Partial<Group>): Facts {
  return { presence: 'listed', group: { ...group, ...override } };
}
