import { describe, expect, test } from '@jest/globals';
import type { GroupEvent } from '../../../lib/core/rules/event.ts';
import { areOthersMissing, areRemovalsDue, waitsForOthers } from '../../../lib/core/rules/removals.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { instant, MINUTE, plus } from '../../../lib/core/time.ts';
import { aGroup, aGroupState, anEvent } from '../../support/builders.ts';
import { aWatch } from './watch.ts';

const [A, B, C] = ['1', '2', '3'].map((id) => aGroup({ id }));
if (A === undefined || B === undefined || C === undefined) throw new Error('Three groups.');

describe('a removal', () => {
  test('is told at once where no other group is missing', () => {
    const watch = aWatch();
    watch.sees([A, B]);
    expect(watch.sees([A], { gone: ['2'] }).events).toMatchObject([{ type: 'removed', held: null }]);
  });

  test('waits while others are missing, half an hour at the most, and goes with the last of them', () => {
    const watch = aWatch();
    watch.sees([A, B, C]);
    const [first] = watch.sees([A], { gone: ['2'] }).events;
    expect(first).toMatchObject({ type: 'removed', held: plus(first?.at ?? instant(0), 30 * MINUTE) });
    expect(watch.sees([A], { gone: ['3'] }).events).toMatchObject([{ type: 'removed', held: null }]);
  });

  test('that ends an incident waits for the others as well: it is the same news', () => {
    const watch = aWatch();
    watch.sees([A, B, C]);
    watch.sees([A, { ...B, status: 'disconnected' }, C]);
    const [first] = watch.sees([A], { gone: ['2'] }).events;
    expect(first).toMatchObject({ type: 'ended', how: 'removed', held: expect.any(String) });
  });

  test('does not wait where nobody wants it to', () => {
    const watch = aWatch({ removals: { wait: 0, lookUps: 12 } });
    watch.sees([A, B, C]);
    expect(watch.sees([A], { gone: ['2'] }).events).toMatchObject([{ type: 'removed', held: null }]);
  });
});

describe('removals that wait', () => {
  const NOW = instant(Date.parse('2026-03-02T15:00:00Z'));
  const waiting = (held: number) => {
    const watch = aWatch();
    watch.sees([A, B, C]);
    const events = watch.sees([A], { gone: ['2'] }).events as readonly GroupEvent[];
    return events.map((event) => ({ ...event, held: plus(NOW, held) }));
  };

  test.each([
    ['while a group is missing', MINUTE, 'missing', false],
    ['until none is', MINUTE, 'removed', true],
    ['or the first has waited for long enough', 0, 'missing', true],
  ] as const)('%s', (_what, held, presence, due) => {
    const watch = aWatch();
    watch.sees([A, B, C]);
    const states = ['1', '2', '3']
      .flatMap((id) => watch.state(id) ?? [])
      .map((state) => (state.id === '2' ? { ...state, untold: waiting(held) } : { ...state, presence }));
    expect(areRemovalsDue(states, NOW)).toBe(due);
  });
});

describe('others are missing', () => {
  const state = (id: string, presence: GroupState['presence']) =>
    [id, aGroupState({ id, presence })] as const;
  const facts = (presence: GroupState['presence']) => ({ presence, group: aGroup() });

  test.each([
    ['where one is from this reading on', [state('1', 'listed')], [['1', facts('missing')]], true],
    [
      'where one was before, and nothing is said of it',
      [state('1', 'missing'), state('2', 'listed')],
      [],
      true,
    ],
    ['not where that one is found', [state('1', 'missing')], [['1', facts('listed')]], false],
    ['not where that one is removed', [state('1', 'missing')], [['1', facts('removed')]], false],
    ['not where all are listed', [state('1', 'listed')], [['1', facts('listed')]], false],
  ] as const)('%s', (_where, known, observed, are) => {
    expect(areOthersMissing(new Map(known), new Map(observed))).toBe(are);
  });
});

describe('an event waits for other removals', () => {
  const HELD = instant(Date.parse('2026-03-02T15:00:00Z'));
  const event = (override: object) => ({ ...anEvent(), held: HELD, ...override }) as GroupEvent;

  test.each([
    ['where it is a removal that is held', event({ type: 'removed' }), true],
    ['where it ends an incident by one', event({ type: 'ended', how: 'removed' }), true],
    ['not where it is not held', event({ type: 'removed', held: null }), false],
    ['not where it is no removal', event({ type: 'opened' }), false],
    [
      'not where it is gathered with many messages',
      event({ type: 'removed', alert: 'gathered-x.removed' }),
      false,
    ],
  ])('%s', (_where, one, waits) => {
    expect(waitsForOthers(one)).toBe(waits);
  });

  test('so that another kind of event that is due does not make removals due', () => {
    const opened = event({ type: 'opened', alert: 'gathered-x.opened' });
    const states = [
      aGroupState({ id: '1', presence: 'missing' }),
      aGroupState({ id: '2', untold: [opened] }),
      aGroupState({ id: '3', untold: [event({ type: 'removed', held: null })] }),
    ];
    expect(areRemovalsDue(states, plus(HELD, MINUTE))).toBe(false);
  });
});
