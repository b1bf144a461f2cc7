import { describe, expect, test } from '@jest/globals';
import { statusOf } from '../../../lib/core/history/status.ts';
import { type GroupState, INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { MINUTE } from '../../../lib/core/time.ts';
import { aGroup, aGroupState, aHead, aHub, aReading, at } from '../../support/builders.ts';

const counts = { connected: 1, warning: 0, disconnected: 0, unknown: 0 };
const head = aHead({
  lastComplete: { reading: aReading(60), counts },
  monitor: { ...INITIAL_MONITOR, watching: at() },
});

function group(id: string, status: 'connected' | 'warning' | 'disconnected', since: number): GroupState {
  return aGroupState({ group: aGroup({ id, status }), since: { after: at(since - 1), by: at(since) } });
}

describe('the fleet as of now', () => {
  test('stands worst first, of equals the longest first, without what was removed', () => {
    const lost = aGroupState({
      group: aGroup({ id: '6', hubs: [aHub({ status: 'down' })] }),
      baseline: { up: [aHub().id], withTunnels: [] },
    });
    const groups = [
      group('1', 'connected', 1),
      group('2', 'warning', 5),
      group('3', 'disconnected', 50),
      group('4', 'disconnected', 20),
      { ...group('5', 'connected', 1), presence: 'missing' as const },
      lost,
      { ...group('7', 'disconnected', 2), presence: 'removed' as const },
    ];
    const answer = statusOf('acme', head, groups, at(62));
    if (!answer.answered) throw new Error(answer.detail);
    expect(answer.groups.map(({ state, condition }) => `${state.id} ${condition}`)).toEqual([
      '4 disconnected',
      '3 disconnected',
      '2 warning',
      '5 unknown',
      '6 redundancy lost',
      '1 connected',
    ]);
    expect(answer.groups[0]).toMatchObject({ since: { by: at(20) }, lasting: 42 * MINUTE });
    expect(answer).toMatchObject({ asOf: at(60), age: 2 * MINUTE, blind: null });
  });

  test.each([
    ['as recent as it should be', 1, 2, 'seeing'],
    ['a run or two late', 1, 4, 'late'],
    ['of a schedule that is dead', 1, 11, 'blind'],
    ['as recent as a slow schedule has it', 10, 11, 'seeing'],
    ['late on a slow one', 10, 26, 'late'],
    ['of an older version, which did not keep its schedule', null, 30, 'seeing'],
  ])('is %s', (_what, every, age, sight) => {
    const lastComplete = {
      reading: aReading(60),
      counts,
      interval: every === null ? undefined : every * MINUTE,
    };
    const answer = statusOf('acme', { ...head, lastComplete }, [], at(60 + age));
    expect(answer).toMatchObject({ sight, interval: every && every * MINUTE });
  });

  test('of two that are as bad for as long stands in the order of ids', () => {
    const groups = ['103', '9', '11'].map((id) => group(id, 'disconnected', 5));
    const answer = statusOf('acme', head, groups, at(62));
    expect(answer.answered && answer.groups.map(({ state }) => state.id)).toEqual(['9', '11', '103']);
  });

  test('has lost redundancy since its incident began, not since its status did', () => {
    const opened = { after: at(29), by: at(30) };
    const lost = aGroupState({
      group: aGroup({ id: '6', hubs: [aHub({ status: 'down' })] }),
      baseline: { up: [aHub().id], withTunnels: [] },
      since: { after: at(0), by: at(1) },
      incident: {
        ...{ id: '6-2', opened, status: 'redundancy lost', worst: 'redundancy lost', told: 'warning' },
        ...{ toldAt: at(30), acknowledged: false, episode: null },
      },
    });
    expect(statusOf('acme', head, [lost], at(62))).toMatchObject({
      groups: [{ condition: 'redundancy lost', since: opened, lasting: 32 * MINUTE }],
    });
  });

  test('is told with its counts, and with what the monitor itself suffers from', () => {
    const failure = { kind: 'network', detail: 'Reset.' } as const;
    const blind = { since: at(60), failure, told: true };
    const suffering = { ...head, attempts: 7, lastFailure: failure, monitor: { ...head.monitor, blind } };
    const groups = [group('1', 'connected', 1), group('2', 'warning', 5), group('3', 'warning', 5)];
    const removed = { ...group('4', 'disconnected', 2), presence: 'removed' as const };
    expect(statusOf('acme', suffering, [...groups, removed], at(62))).toMatchObject({
      ...{ answered: true, now: at(62), blind, lastFailure: failure, attempts: 7, watching: at() },
      counts: { connected: 1, warning: 2, disconnected: 0, unknown: 0 },
    });
  });

  test.each([
    ['before the first run', null],
    ['before the first complete run', aHead()],
    ['before one is believed', { ...head, monitor: INITIAL_MONITOR }],
    ['where no complete run is known', { ...head, lastComplete: null }],
  ])('is not known %s', (_when, unwatched) => {
    expect(statusOf('acme', unwatched, [], at())).toMatchObject({ answered: false, why: 'never watched' });
  });
});
