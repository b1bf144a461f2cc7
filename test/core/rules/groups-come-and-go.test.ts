import { describe, expect, test } from '@jest/globals';
import type { Group } from '../../../lib/core/fleet/group.ts';
import { DAY, MINUTE } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import { aWatch, typesOf } from './watch.ts';

const anchor = aGroup({ id: '1', name: 'Anchor', status: 'connected' });
const fresh = aGroup({ id: '9', name: 'New branch', status: 'disconnected' });
const freshConnected = { ...fresh, status: 'connected' as const };

describe('the first run', () => {
  test('tells one digest, however many groups are down, and their incidents are open', () => {
    const watch = aWatch();
    const down = Array.from({ length: 30 }, (_, index) =>
      aGroup({ id: String(100 + index), status: 'disconnected' }),
    );
    const poll = watch.sees([anchor, ...down]);
    expect(poll.events).toMatchObject([
      {
        ...{ type: 'watch began', id: 'watch-began', alert: 'run-1.began' },
        counts: { connected: 1, disconnected: 30 },
      },
    ]);
    expect(watch.state('100')?.incident).toMatchObject({ id: '100-1', told: 'critical' });
    expect(watch.sees([anchor, ...down])).toMatchObject({ events: [], written: 0 });
  });

  test('knows of nothing before itself', () => {
    expect(aWatch().sees([anchor]).changes).toMatchObject([{ kinds: ['appeared'], after: null, seq: 1 }]);
  });

  test('tells the end of what the digest told', () => {
    const watch = aWatch();
    watch.sees([anchor, fresh]);
    expect(watch.sees([anchor, freshConnected]).events).toMatchObject([{ type: 'ended', incident: '9-1' }]);
  });
});

describe('a new group', () => {
  test('that was never connected is being set up: it is in history, and opens no incident', () => {
    const watch = aWatch();
    watch.sees([anchor]);
    const poll = watch.sees([anchor, fresh]);
    expect(poll).toMatchObject({ events: [], changes: [{ group: '9', kinds: ['appeared'] }] });
    expect(watch.state('9')).toMatchObject({ watch: 'provisioning', incident: null });
  });

  test('is watched from the first time it is connected', () => {
    const watch = aWatch();
    watch.sees([anchor]);
    watch.sees([anchor, fresh]);
    expect(typesOf(watch.sees([anchor, freshConnected]))).toEqual([]);
    expect(typesOf(watch.sees([anchor, fresh]))).toEqual(['opened']);
  });

  test('is watched after a day, connected or not', () => {
    const watch = aWatch({ gapIntervals: 1e9, blind: { after: 1e12, runs: 3, runsWhenLasting: 2 } });
    watch.sees([anchor]);
    watch.sees([anchor, fresh]);
    watch.wait(DAY - 2 * MINUTE);
    expect(typesOf(watch.sees([anchor, fresh]))).toEqual([]);
    expect(watch.sees([anchor, fresh]).events).toMatchObject([{ type: 'opened', incident: '9-1' }]);
  });

  test('that takes the name of one just removed takes over its watch', () => {
    const watch = aWatch();
    watch.sees([anchor]);
    const replacement = aGroup({ id: '2', name: 'Anchor', status: 'disconnected' });
    const poll = watch.sees([replacement], { gone: ['1'] });
    expect(poll.events).toMatchObject([{ type: 'removed' }, { type: 'opened', incident: '2-1' }]);
  });
});

describe('a group that is no longer listed', () => {
  test('is missing: its status is unknown, and nothing is told however long that lasts', () => {
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    expect(watch.sees([anchor])).toMatchObject({
      events: [],
      changes: [{ group: '9', kinds: ['missing', 'status'] }],
    });
    for (let poll = 0; poll < 5; poll += 1)
      expect(watch.sees([anchor])).toMatchObject({ events: [], written: 0 });
  });

  test('and is listed again was never away for people', () => {
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    watch.sees([anchor]);
    expect(watch.sees([anchor, freshConnected])).toMatchObject({
      events: [],
      changes: [{ kinds: ['found', 'status'] }],
    });
  });

  test('is removed when the look-up answers 404, which is told though it was healthy', () => {
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    expect(watch.sees([anchor], { gone: ['9'] })).toMatchObject({
      events: [{ type: 'removed', status: 'connected', id: '9-2.removed' }],
      changes: [{ kinds: ['removed'] }],
    });
    expect(watch.sees([anchor])).toMatchObject({ events: [], written: 0 });
  });

  test('and was removed stands whole in its change when it is listed again', () => {
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    const [event] = watch.sees([anchor], { gone: ['9'] }).events;
    expect(event).toMatchObject({ reason: 'the API confirmed its removal with a 404' });
    expect(watch.sees([anchor], { gone: ['9'] })).toMatchObject({ events: [], written: 0 });
    expect(watch.sees([anchor, freshConnected])).toMatchObject({
      events: [],
      changes: [{ kinds: ['appeared'], seq: 3, differences: { group: [null, freshConnected] } }],
    });
  });

  test('keeps what polls have confirmed so far', () => {
    const unsure = { ...freshConnected, status: 'unknown' as const };
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    expect(typesOf(watch.sees([anchor, unsure]))).toEqual([]);
    expect(typesOf(watch.sees([anchor]))).toEqual([]);
    expect(typesOf(watch.sees([anchor, unsure]))).toEqual([]);
    expect(watch.sees([anchor, unsure]).events).toMatchObject([
      { type: 'opened', since: { by: '2026-03-02T14:01:02.000Z' } },
    ]);
  });

  test('says nothing while the total of the API is not believed', () => {
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    expect(watch.sees([anchor], { absences: 'not counted' })).toMatchObject({ events: [], changes: [] });
  });

  test('all of them at once are missing, not removed', () => {
    const watch = aWatch();
    const fleet = Array.from({ length: 50 }, (_, index) =>
      aGroup({ id: String(100 + index), status: 'connected' }),
    );
    watch.sees(fleet);
    expect(typesOf(watch.sees([]))).toEqual([]);
    expect(typesOf(watch.sees(fleet))).toEqual([]);
  });
});

describe('a record that cannot be read', () => {
  test('makes a known group unknown, and sinks nothing else', () => {
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    const poll = watch.sees([anchor], { malformed: [{ id: '9', why: 'status is a list' }] });
    expect(poll.changes).toMatchObject([
      { group: '9', kinds: ['status'], differences: { status: ['connected', 'unknown'] } },
    ]);
  });

  test('keeps the group listed; where it can be read as well, and where the look-up says 404, that counts', () => {
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    watch.sees([anchor], { malformed: [{ id: '9', why: 'status is a list' }] });
    expect(watch.state('9')).toMatchObject({
      presence: 'listed',
      group: { status: 'unknown', statusSeen: null },
    });
    const malformed = [{ id: '9', why: 'listed twice' }];
    watch.sees([anchor, freshConnected], { malformed });
    expect(watch.state('9')).toMatchObject({ presence: 'listed', group: { status: 'connected' } });
    watch.sees([anchor, freshConnected], { gone: ['9', '404'] });
    expect(watch.state('9')).toMatchObject({ presence: 'listed' });
    expect(watch.state('404')).toBeUndefined();
  });

  test('without a known id changes nothing', () => {
    const watch = aWatch();
    watch.sees([anchor]);
    expect(watch.sees([anchor], { malformed: [{ id: null, why: 'no id' }] })).toMatchObject({
      events: [],
      written: 0,
    });
  });
});

describe('the present status of a group began', () => {
  const since = (minute: number) => ({ since: { by: `2026-03-02T14:0${minute}:02.000Z` } });
  const state = (...seen: readonly (readonly Group[])[]) => {
    const watch = aWatch();
    watch.sees([anchor, freshConnected]);
    for (const fleet of seen) watch.sees(fleet);
    return watch.state('9');
  };

  test('when it became what it is, whatever else has changed since', () => {
    expect(state([anchor, fresh], [anchor, { ...fresh, name: 'New name' }])).toMatchObject(since(1));
  });

  test('when the group was missing, and again when it was found', () => {
    const unsure = { ...fresh, status: 'unknown' as const };
    expect(state([anchor, unsure], [anchor])).toMatchObject(since(2));
    expect(state([anchor], [anchor, freshConnected])).toMatchObject(since(2));
  });

  test('when the API said another word that nobody knows', () => {
    const unsure = { ...fresh, status: 'unknown' as const, statusSeen: 'REBUILDING' };
    expect(state([anchor, unsure], [anchor, { ...unsure, statusSeen: 'NEGOTIATING' }])).toMatchObject(
      since(2),
    );
  });
});

describe('a change of configuration', () => {
  const renamed = { ...freshConnected, name: 'New name' };

  test('is told where that is asked for', () => {
    const watch = aWatch({ tellConfiguration: true });
    watch.sees([anchor, freshConnected]);
    expect(watch.sees([anchor, renamed]).events).toMatchObject([
      {
        ...{ type: 'configured', id: '9-2.configured', reason: 'telling configuration is asked for' },
        differences: { name: ['New branch', 'New name'] },
      },
    ]);
  });

  test('is not told where it is not, nor is what is no configuration', () => {
    const quiet = aWatch();
    quiet.sees([anchor, freshConnected]);
    expect(typesOf(quiet.sees([anchor, renamed]))).toEqual([]);
    const asked = aWatch({ tellConfiguration: true });
    asked.sees([anchor]);
    expect(typesOf(asked.sees([anchor, freshConnected]))).toEqual([]);
    asked.sees([anchor]);
    expect(typesOf(asked.sees([anchor, freshConnected]))).toEqual([]);
  });
});
