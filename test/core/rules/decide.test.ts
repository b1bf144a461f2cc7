import { expect, test } from '@jest/globals';
import { EVENTS_PER_ALERT } from '../../../lib/core/fixed-policy.ts';
import { fleetCounts } from '../../../lib/core/rules/decide.ts';
import { aGroup, aGroupState } from '../../support/builders.ts';
import { aWatch } from './watch.ts';

const named = (status: 'connected' | 'disconnected') => (id: string) => aGroup({ id, status });

test('groups are written in the order of their ids, however they were listed', () => {
  const poll = aWatch().sees(['103', '9', '11', '2'].map(named('connected')));
  expect(poll.changes.map(({ group }) => group)).toEqual(['2', '9', '11', '103']);
});

test('removed groups are not counted', () => {
  const states = [
    aGroupState({ group: aGroup({ id: '1', status: 'connected' }) }),
    aGroupState({ group: aGroup({ id: '2', status: 'connected' }), presence: 'removed' }),
    aGroupState({ group: aGroup({ id: '3', status: 'unknown' }), presence: 'missing' }),
  ];
  expect(fleetCounts(states)).toEqual({ connected: 1, warning: 0, disconnected: 0, unknown: 1 });
});

test('more events than one alert can carry go into a second part', () => {
  const ids = Array.from({ length: EVENTS_PER_ALERT + 1 }, (_, index) => String(1 + index));
  const watch = aWatch();
  watch.sees(ids.map(named('connected')));
  const alerts = watch.sees(ids.map(named('disconnected'))).events.map(({ alert }) => alert);
  expect(alerts.filter((alert) => alert === 'run-2.opened')).toHaveLength(EVENTS_PER_ALERT);
  expect(alerts.filter((alert) => alert !== 'run-2.opened')).toEqual(['run-2.opened.2']);
});
