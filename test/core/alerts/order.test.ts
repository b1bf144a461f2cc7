import { describe, expect, test } from '@jest/globals';
import type { AlertItem } from '../../../lib/core/alerts/alert.ts';
import { inOrderOfReading, inOrderOfUrgency, worst, worstFirst } from '../../../lib/core/alerts/order.ts';
import type { Condition } from '../../../lib/core/rules/redundancy.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { aGroup, aGroupState } from '../../support/builders.ts';
import {
  BOTH_HUBS,
  changed,
  configured,
  ended,
  fallen,
  halved,
  opened,
  openFor,
  redundancyLost,
  removed,
  SINCE,
  withoutRedundancy,
} from './scenes.ts';

const site = (name: string) => aGroup({ id: `${name.length}7`, name });
const names = (states: readonly { readonly group: { readonly name: string } }[]): readonly string[] =>
  states.map(({ group }) => group.name);

describe('What a message tells first', () => {
  const item = (state: GroupState, holds = true): AlertItem => {
    const [event] = state.untold;
    if (event === undefined) throw new Error('Nothing is told.');
    return { event, state, holds };
  };
  const inOrder = (...items: readonly AlertItem[]) =>
    names([...items].sort(inOrderOfReading).map(({ state }) => state));

  test('is what still holds, then the worst', () => {
    expect(
      inOrder(
        item(opened(fallen(site('was down'))), false),
        item(redundancyLost(withoutRedundancy(site('without redundancy')))),
        item(opened({ ...site('unknown'), status: 'unknown' })),
        item(opened(fallen(site('down')))),
        item(changed(halved(site('degraded')), 'disconnected', SINCE)),
      ),
    ).toEqual(['down', 'degraded', 'without redundancy', 'unknown', 'was down']);
  });

  test('is a removal before any return, and those that were worst before the others', () => {
    expect(
      inOrder(
        item(ended(site('back from warning'), 'connected', SINCE, 'warning')),
        item(ended(site('back'), 'connected', SINCE)),
        item(ended(site('removed'), 'removed', SINCE, 'warning')),
      ),
    ).toEqual(['removed', 'back', 'back from warning']);
  });

  test('is no change of configuration before anything else', () => {
    const anew = item(configured({ name: ['a', 'b'] }, fallen(site('anew'))));
    const gone = item(removed({ ...site('gone'), status: 'unknown' }));
    expect(inOrder(anew, gone)).toEqual(['gone', 'anew']);
  });

  test('of equals goes by name, as people count', () => {
    expect(
      inOrder(...['Site 10', 'Site 2', 'Alpha'].map((name) => item(opened(fallen(site(name)))))),
    ).toEqual(['Alpha', 'Site 2', 'Site 10']);
  });
});

test('Groups stand by what they are now: the worst first, then by name, then by id', () => {
  const of = (name: string, status: 'connected' | 'disconnected' | 'warning', id = name) =>
    aGroupState({ id, group: aGroup({ id, name, status }) });
  const lost = { ...redundancyLost(withoutRedundancy(site('lost'))), baseline: BOTH_HUBS };
  const states = [
    of('up', 'connected'),
    lost,
    of('b', 'warning'),
    of('a', 'warning'),
    of('d', 'disconnected', '11'),
    of('d', 'disconnected', '9'),
  ];
  expect(states.sort(worstFirst).map(({ id, group }) => `${group.name} ${id}`)).toEqual([
    'd 9',
    'd 11',
    'a a',
    'b b',
    'lost 47',
    'up up',
  ]);
});

test('Open incidents stand by urgency: the worst first, then those open for longest, then by name', () => {
  const open = (name: string, hours: number, status: Condition = 'disconnected') => {
    const state = openFor(hours, fallen(site(name)), { status });
    if (state.incident === null) throw new Error('An incident is open.');
    return { state, incident: state.incident };
  };
  const all = [open('b', 3), open('degraded', 90, 'warning'), open('a', 3), open('new', 2), open('old', 50)];
  const expected = ['old', 'a', 'b', 'new', 'degraded'];
  expect(names([...all].sort(inOrderOfUrgency).map(({ state }) => state))).toEqual(expected);
  expect(
    names(
      [...all]
        .reverse()
        .sort(inOrderOfUrgency)
        .map(({ state }) => state),
    ),
  ).toEqual(expected);
});

test('The worst of severities is the worst of them; of none, all is well', () => {
  expect(worst(['ok', 'warning', 'critical'])).toBe('critical');
  expect(worst(['ok', 'warning'])).toBe('warning');
  expect(worst(['ok'])).toBe('ok');
  expect(worst([])).toBe('ok');
});
