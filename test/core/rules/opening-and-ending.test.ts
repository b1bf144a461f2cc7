import { describe, expect, test } from '@jest/globals';
import { aGroup } from '../../support/builders.ts';
import { aWatch, typesOf } from './watch.ts';

const connected = aGroup({ id: '7', status: 'connected' });
const disconnected = { ...connected, status: 'disconnected' as const };
const warning = { ...connected, status: 'warning' as const };
const unknown = { ...connected, status: 'unknown' as const, statusSeen: 'degraded' };

function aWatchedGroup(override = {}) {
  const watch = aWatch(override);
  watch.sees([connected]);
  return watch;
}

describe('a group that leaves connected', () => {
  test('opens an incident in the run that first sees it', () => {
    const watch = aWatchedGroup();
    const poll = watch.sees([disconnected]);
    expect(poll.events).toMatchObject([
      {
        type: 'opened',
        incident: '7-2',
        severity: 'critical',
        status: 'disconnected',
        id: '7-2.opened',
        alert: 'run-2.opened',
      },
    ]);
  });

  test('left after the reading before began, and no later than this one ended', () => {
    const watch = aWatchedGroup();
    const poll = watch.sees([disconnected]);
    expect(poll.events).toMatchObject([
      { since: { after: '2026-03-02T14:00:00.000Z', by: '2026-03-02T14:01:02.000Z' } },
    ]);
  });

  test('is told once, however long it stays down, and costs nothing more', () => {
    const watch = aWatchedGroup();
    watch.sees([disconnected]);
    for (let poll = 0; poll < 10; poll += 1)
      expect(watch.sees([disconnected])).toMatchObject({ events: [], changes: [], written: 0 });
  });

  test('opens a warning when only one hub was lost', () => {
    expect(aWatchedGroup().sees([warning]).events).toMatchObject([{ type: 'opened', severity: 'warning' }]);
  });

  test('is kept in history at once but told only after as many polls as are asked for', () => {
    const watch = aWatchedGroup({ confirmation: { warning: 1, disconnected: 3, unknown: 3 } });
    const first = watch.sees([disconnected]);
    expect(first).toMatchObject({ events: [], changes: [{ kinds: ['status'] }] });
    expect(watch.sees([disconnected])).toMatchObject({ events: [], changes: [] });
    expect(watch.sees([disconnected]).events).toMatchObject([
      { type: 'opened', since: { by: first.changes[0]?.by } },
    ]);
  });

  test('and is back before it is confirmed was never an incident', () => {
    const watch = aWatchedGroup({ confirmation: { warning: 1, disconnected: 2, unknown: 3 } });
    watch.sees([disconnected]);
    expect(typesOf(watch.sees([connected]))).toEqual([]);
    expect(typesOf(watch.sees([disconnected]))).toEqual([]);
  });
});

describe('the reason of an event', () => {
  test('says how often the group was seen so', () => {
    expect(aWatchedGroup().sees([disconnected]).events).toMatchObject([
      { reason: 'seen disconnected by a poll, and one is enough' },
    ]);
    const watch = aWatchedGroup({ confirmation: { warning: 1, disconnected: 3, unknown: 3 } });
    const polls = [1, 2, 3].map(() => watch.sees([disconnected]).events);
    expect(polls[2]).toMatchObject([
      { reason: 'seen disconnected, and not well by 3 polls in a row; 3 are enough' },
    ]);
  });

  test('says what an open incident came to', () => {
    const watch = aWatchedGroup();
    const reasons = [warning, disconnected, warning, connected].map(
      (seen) => watch.sees([seen]).events[0]?.reason,
    );
    expect(reasons).toEqual([
      'seen in warning by a poll, and one is enough',
      'worse than people were last told',
      'less bad than before',
      'seen connected by a poll, and one is enough for an end',
    ]);
  });

  test('says that it ended by removal', () => {
    const watch = aWatchedGroup();
    watch.sees([disconnected]);
    expect(watch.sees([], { gone: ['7'] }).events).toMatchObject([
      { type: 'ended', how: 'removed', reason: 'the API confirmed its removal with a 404' },
    ]);
  });
});

describe('a status that nobody knows', () => {
  test('is kept as the API wrote it, and told only when three polls in a row saw it', () => {
    const watch = aWatchedGroup();
    expect(watch.sees([unknown])).toMatchObject({
      events: [],
      changes: [{ differences: { status: ['connected', 'unknown'], statusSeen: [null, 'degraded'] } }],
    });
    expect(typesOf(watch.sees([unknown]))).toEqual([]);
    expect(watch.sees([unknown]).events).toMatchObject([
      { type: 'opened', status: 'unknown', severity: 'warning' },
    ]);
  });

  test('does not end an incident, nor make it better', () => {
    const watch = aWatchedGroup();
    watch.sees([disconnected]);
    expect(typesOf(watch.sees([unknown]))).toEqual([]);
    expect(typesOf(watch.sees([disconnected]))).toEqual([]);
    expect(watch.state('7')?.incident).toMatchObject({ id: '7-2', status: 'disconnected' });
  });

  test('opens at once when it turns out to be an outage', () => {
    const watch = aWatchedGroup();
    const poll = watch.sees([unknown]);
    expect(watch.sees([disconnected]).events).toMatchObject([
      { type: 'opened', status: 'disconnected', since: { by: poll.changes[0]?.by } },
    ]);
  });
});

describe('an open incident', () => {
  test('escalates and eases under one id', () => {
    const watch = aWatchedGroup();
    watch.sees([warning]);
    expect(watch.sees([disconnected]).events).toMatchObject([
      { type: 'escalated', incident: '7-2', previous: 'warning', severity: 'critical' },
    ]);
    expect(watch.sees([warning]).events).toMatchObject([
      { type: 'eased', incident: '7-2', previous: 'disconnected', severity: 'warning' },
    ]);
  });

  test('ends on a positive connected, with both bounds and its worst status', () => {
    const watch = aWatchedGroup();
    watch.sees([warning]);
    watch.sees([disconnected]);
    watch.sees([warning]);
    expect(watch.sees([connected]).events).toMatchObject([
      {
        type: 'ended',
        how: 'connected',
        incident: '7-2',
        worst: 'disconnected',
        opened: { by: '2026-03-02T14:01:02.000Z' },
        ended: { after: '2026-03-02T14:03:00.000Z', by: '2026-03-02T14:04:02.000Z' },
      },
    ]);
    expect(watch.state('7')).toMatchObject({ incident: null, pending: null });
  });

  test('is not ended by the group missing from the list, and ends as removed only when its removal is confirmed', () => {
    const watch = aWatchedGroup();
    watch.sees([disconnected]);
    expect(watch.sees([])).toMatchObject({ events: [], changes: [{ kinds: ['missing', 'status'] }] });
    expect(watch.state('7')?.incident?.id).toBe('7-2');
    expect(watch.sees([], { gone: ['7'] }).events).toMatchObject([
      { type: 'ended', how: 'removed', incident: '7-2' },
    ]);
  });

  test('is the same one when the group is renamed', () => {
    const watch = aWatchedGroup();
    watch.sees([disconnected]);
    const poll = watch.sees([{ ...disconnected, name: 'Renamed' }]);
    expect(poll).toMatchObject({ events: [], changes: [{ kinds: ['configuration'], incident: '7-2' }] });
  });

  test('is followed by another with another id', () => {
    const watch = aWatchedGroup();
    watch.sees([disconnected]);
    watch.sees([connected]);
    expect(watch.sees([disconnected]).events).toMatchObject([
      { type: 'opened', incident: '7-4', id: '7-4.opened' },
    ]);
  });
});

describe('times that nobody could tell', () => {
  const group = aGroup({ id: '1' });

  test('a group that was not listed for a while may have fallen at any time since it last was', () => {
    const watch = aWatch();
    watch.sees([group]);
    const lastListed = watch.now();
    watch.sees([group]);
    watch.sees([]);
    watch.sees([]);
    expect(watch.sees([{ ...group, status: 'disconnected' }]).events).toMatchObject([
      { type: 'opened', since: { after: lastListed } },
    ]);
  });

  test('a group that was unknown for a while may have fallen, or returned, at any time since it last was not', () => {
    const watch = aWatch();
    watch.sees([group]);
    watch.sees([{ ...group, status: 'disconnected' }]);
    const lastDown = watch.now();
    watch.sees([{ ...group, status: 'disconnected' }]);
    watch.sees([{ ...group, status: 'unknown', statusSeen: 'pending' }]);
    watch.sees([{ ...group, status: 'unknown', statusSeen: 'other' }]);
    expect(watch.sees([group]).events).toMatchObject([{ type: 'ended', ended: { after: lastDown } }]);
  });

  test('what was never anything but unknown is over when the word changes', () => {
    const watch = aWatch();
    watch.sees([group]);
    for (let poll = 0; poll < 3; poll += 1) watch.sees([{ ...group, status: 'unknown' }]);
    const lastUnknown = watch.now();
    watch.sees([{ ...group, status: 'unknown' }]);
    expect(watch.sees([group]).events).toMatchObject([{ type: 'ended', ended: { after: lastUnknown } }]);
  });
});
