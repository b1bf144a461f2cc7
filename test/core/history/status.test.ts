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

  test('is not known before the first complete run', () => {
    expect(statusOf('acme', aHead(), [], at())).toMatchObject({ answered: false, why: 'never watched' });
  });
});
