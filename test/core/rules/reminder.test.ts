import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import type { Condition } from '../../../lib/core/rules/redundancy.ts';
import { type About, reminderDue } from '../../../lib/core/rules/reminder.ts';
import { type GroupState, INITIAL_MONITOR, type Incident } from '../../../lib/core/rules/state.ts';
import { DAY, type Instant, MINUTE, plus } from '../../../lib/core/time.ts';
import { aGroup, aGroupState, at } from '../../support/builders.ts';

const policy = defaultPolicy(MINUTE);
const NOW = plus(at(), 10 * DAY);
const daysAgo = (days: number): Instant => plus(NOW, -days * DAY);

function openGroup(id: string, status: Condition, override: Partial<Incident> = {}): GroupState {
  const toldAt = daysAgo(8);
  const incident: Incident = {
    ...{
      id: `${id}-2`,
      opened: { after: null, by: toldAt },
      status,
      worst: status,
      told: 'critical',
      toldAt,
    },
    ...{ acknowledged: false, episode: null },
    ...override,
  };
  return aGroupState({ group: aGroup({ id, name: `Group ${id}` }), incident });
}

function due(about: About, groups: readonly GroupState[], last: Instant | null = null, silenced = '') {
  const reminded = { ...INITIAL_MONITOR.reminded, [about]: last };
  const silence = {
    id: 's',
    match: { name: silenced },
    from: daysAgo(1),
    to: plus(NOW, 1),
    reason: 'r',
    by: 'ana',
  };
  return (
    reminderDue({
      ...{ about, groups, now: NOW, policy, silences: [silence] },
      monitor: { ...INITIAL_MONITOR, reminded },
    })?.incidents ?? null
  );
}

describe('a reminder', () => {
  test('names the open incidents of its kind', () => {
    const groups = [
      openGroup('1', 'disconnected'),
      openGroup('2', 'warning'),
      openGroup('3', 'redundancy lost'),
      openGroup('4', 'unknown'),
      aGroupState({ id: '5' }),
    ];
    expect(due('critical', groups)).toEqual(['1-2']);
    expect(due('redundancy', groups)).toEqual(['2-2', '3-2', '4-2']);
  });

  test.each([
    ['somebody took on', openGroup('1', 'disconnected', { acknowledged: true })],
    ['nobody was told of', openGroup('1', 'disconnected', { toldAt: null })],
    ['was told less than a day ago', openGroup('1', 'disconnected', { toldAt: plus(daysAgo(1), 1) })],
    ['is of a group that was removed', { ...openGroup('1', 'disconnected'), presence: 'removed' as const }],
  ])('leaves out what %s', (_what, group) => {
    expect(due('critical', [group])).toBeNull();
  });

  test('leaves out what is silenced', () => {
    const groups = [openGroup('1', 'disconnected'), openGroup('2', 'disconnected')];
    expect(due('critical', groups, null, 'Group 1')).toEqual(['2-2']);
  });

  test('names what was told a day ago', () => {
    expect(due('critical', [openGroup('1', 'disconnected', { toldAt: daysAgo(1) })])).toEqual(['1-2']);
  });

  test('comes a day after the last, and of lost redundancy a week after it', () => {
    const groups = [openGroup('1', 'disconnected'), openGroup('2', 'warning')];
    expect(due('critical', groups, plus(daysAgo(1), 1))).toBeNull();
    expect(due('critical', groups, daysAgo(1))).toEqual(['1-2']);
    expect(due('redundancy', groups, plus(daysAgo(7), 1))).toBeNull();
    expect(due('redundancy', groups, daysAgo(7))).toEqual(['2-2']);
  });

  test('names twenty at the most: beyond that it is the number that matters', () => {
    const groups = Array.from({ length: 25 }, (_, index) => openGroup(String(index), 'disconnected'));
    expect(due('critical', groups)).toHaveLength(20);
  });
});
