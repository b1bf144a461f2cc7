import { describe, expect, test } from '@jest/globals';
import type { GroupWrite } from '../../../../lib/core/rules/state.ts';
import {
  aGroup,
  aGroupState,
  aHub,
  aNextWrite,
  anAppearance,
  anEvent,
  at,
  epochEntry,
} from '../../../support/builders.ts';
import { type SubjectOf, take, underWay } from './subject.ts';

/** So many groups that appear, with ids in order. */
function appearances(count: number): readonly GroupWrite[] {
  return Array.from({ length: count }, (_, index) => anAppearance({ id: String(100_001 + index) }));
}

export function commitContract(subject: SubjectOf): void {
  describe('a commit of groups', () => {
    test('stores states, which load as they were given, their rev raised', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const { next, change } = anAppearance();
      const outcome = await store.commitGroups(lease, epoch, [{ next, change }]);
      expect(outcome.stored).toEqual([{ ...next, rev: 1 }]);
      expect(outcome.refused).toEqual([]);
      expect(await store.loadGroups(organization)).toEqual([{ ...next, rev: 1 }]);
    });

    test('keeps every attribute: incident, pending, events, unknown words, fields nobody has documented', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const since = { after: at(-1), by: at() };
      const envelope = { alert: 'run-2.x', at: at(1), silenced: true, held: at(5), reason: 'why' };
      const flapping = {
        incident: '620113-1',
        status: 'redundancy lost',
        severity: 'warning',
        since,
      } as const;
      const state = aGroupState({
        presence: 'missing',
        watch: 'provisioning',
        pending: { status: 'warning', since, polls: 2 },
        incident: {
          id: '620113-1',
          opened: since,
          status: 'warning',
          worst: 'disconnected',
          told: 'critical',
          toldAt: at(1),
          acknowledged: true,
          episode: {
            since: at(),
            openings: 3,
            downSince: at(1),
            steadyFrom: null,
            lastTold: at(),
            quiet: 3_600_000,
          },
        },
        baseline: { up: ['720011801'], withTunnels: [] },
        openings: [at(), at(1)],
        untold: [
          anEvent(),
          {
            ...envelope,
            type: 'escalated',
            id: 'b',
            incident: '620113-1',
            status: 'disconnected',
            previous: 'warning',
            severity: 'critical',
            since,
            opened: since,
          },
          {
            ...envelope,
            type: 'ended',
            id: 'c',
            incident: '620113-1',
            how: 'removed',
            worst: 'redundancy lost',
            openings: 3,
            opened: since,
            ended: since,
          },
          { ...envelope, ...flapping, type: 'flapping began', id: 'e', openings: 3 },
          { ...envelope, ...flapping, type: 'still down', id: 'f', openings: 3 },
          { ...envelope, type: 'configured', id: 'g', differences: { name: ['a', 'b'] }, changed: since },
          { ...envelope, type: 'removed', id: 'd', status: 'connected', removed: since },
        ],
        group: aGroup({
          name: 'Zürich 🏔 <b>"edge"</b>\n#2',
          deviceType: null,
          region: null,
          status: 'unknown',
          statusSeen: 'Degraded',
          routing: {
            type: 'bgp',
            data: { asNumber: 64_512, ranges: [], note: '', nested: { deep: [null, 1.5] } },
          },
          hubs: [
            aHub({ primary: null, datacenter: null, authId: null, status: 'unknown', tunnels: 'unknown' }),
            aHub({
              id: 'secondary',
              carried: { peers: [{ ip: null, status: 'FAILED' }], extra: { mtu: 1390 } },
            }),
          ],
          carried: { modifiedAt: 'yesterday', extra: { constructed: true, tags: { a: { b: [] } } } },
        }),
      });
      await store.commitGroups(lease, epoch, [{ next: state, change: null }]);
      expect(await store.loadGroups(organization)).toEqual([{ ...state, rev: 1 }]);
    });

    test('writes change rows that read as they were given, without what the group only carries', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const appeared = anAppearance();
      const { stored } = await store.commitGroups(lease, epoch, [appeared]);
      const [state = appeared.next] = stored;
      const hubs = [aHub({ status: 'down', tunnels: 'none' }), aHub({ id: '9', primary: false })];
      const group = { ...state.group, status: 'warning' as const, hubs };
      const changed = aNextWrite(state, 1, { group, status: 'warning' });
      const second = await store.commitGroups(lease, epoch, [changed]);
      const { changes } = await reader.rows(organization, epochEntry(epoch), at(10));
      const whole = { ...appeared.next.group, carried: {}, hubs: appeared.next.group.hubs.map(bare) };
      expect(changes).toEqual([
        {
          ...appeared.change,
          differences: { presence: [null, 'listed'], group: [null, whole] },
        },
        {
          ...changed.change,
          differences: {
            status: ['connected', 'warning'],
            'hub.720011801.status': ['up', 'down'],
            'hub.720011801.tunnels': ['some', 'none'],
            'hub.9': [null, { ...aHub({ id: '9', primary: false }), carried: {} }],
            'hub.720011802': [{ ...appeared.next.group.hubs[1], carried: {} }, null],
          },
        },
      ]);
      expect(second.appearedBytes).toBe(0);
      expect(second.changeBytes).toBeGreaterThan(200);
    });

    test('counts the bytes of change rows, and of these the rows of groups that appeared', async () => {
      const { store } = subject();
      const { lease, epoch } = await underWay(store);
      const first = await store.commitGroups(lease, epoch, appearances(2));
      expect(first.appearedBytes).toBe(first.changeBytes);
      const [state = aGroupState()] = first.stored;
      const quiet = await store.commitGroups(lease, epoch, [{ next: state, change: null }]);
      expect(quiet).toMatchObject({ changeBytes: 0, appearedBytes: 0 });
    });

    test('of nothing writes nothing', async () => {
      const { store } = subject();
      const { lease, epoch } = await underWay(store);
      expect(await store.commitGroups(lease, epoch, [])).toEqual({
        stored: [],
        refused: [],
        changeBytes: 0,
        appearedBytes: 0,
      });
    });

    test('refuses a state that was decided from an older one, and its change with it', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const { stored } = await store.commitGroups(lease, epoch, [anAppearance()]);
      const [state = aGroupState()] = stored;
      await store.commitGroups(lease, epoch, [{ next: state, change: null }]);
      const outcome = await store.commitGroups(lease, epoch, [aNextWrite(state, 1, { status: 'warning' })]);
      expect(outcome).toMatchObject({ stored: [], changeBytes: 0 });
      expect(outcome.refused).toEqual([
        { id: state.id, why: 'Somebody else has written the group since it was read.' },
      ]);
      expect((await store.loadGroups(organization))[0]).toMatchObject({
        rev: 2,
        group: { status: 'connected' },
      });
      expect((await reader.rows(organization, epochEntry(epoch), at(10))).changes).toHaveLength(1);
    });

    test('refuses a new group where one of that id is stored', async () => {
      const { store } = subject();
      const { lease, epoch } = await underWay(store);
      await store.commitGroups(lease, epoch, [anAppearance()]);
      const outcome = await store.commitGroups(lease, epoch, [anAppearance()]);
      expect(outcome.refused.map(({ id }) => id)).toEqual(['620113']);
    });

    test('sets refused groups apart and stores the others, wherever in a batch of 120 they stand', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const writes = appearances(120);
      const taken = [0, 48, 49, 77, 119].flatMap((index) => writes[index] ?? []);
      await store.commitGroups(lease, epoch, taken);
      const outcome = await store.commitGroups(lease, epoch, writes);
      expect(outcome.refused.map(({ id }) => id)).toEqual(taken.map(({ next }) => next.id));
      expect(outcome.stored).toHaveLength(115);
      expect(await store.loadGroups(organization)).toHaveLength(120);
    });

    test('stores a state too large for an item without what it carries of any size', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const peers = Array.from({ length: 10 }, () => ({ ip: '192.0.2.1', status: 'UP' }));
      const hubs = [aHub({ carried: { tunnelsCount: 10, peers } })];
      const group = aGroup({ hubs, carried: { createdAt: 'c', extra: { huge: 'x'.repeat(500_000) } } });
      const write = anAppearance({ group });
      const outcome = await store.commitGroups(lease, epoch, [write]);
      const slim = { ...group, hubs: [aHub({ carried: { tunnelsCount: 10 } })], carried: { createdAt: 'c' } };
      expect(outcome.refused).toEqual([]);
      expect(outcome.stored).toEqual([{ ...write.next, rev: 1, group: slim }]);
      expect(await store.loadGroups(organization)).toEqual(outcome.stored);
    });

    test('refuses a group whose facts alone are too large, and stores its neighbours', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const huge = anAppearance({ group: aGroup({ id: '2', name: 'x'.repeat(410_000) }) });
      const outcome = await store.commitGroups(lease, epoch, [
        anAppearance({ id: '1' }),
        huge,
        anAppearance({ id: '3' }),
      ]);
      expect(outcome.refused).toEqual([{ id: '2', why: expect.stringMatching(/an item of 4\d{5} bytes/) }]);
      expect((await store.loadGroups(organization)).map(({ id }) => id)).toEqual(['1', '3']);
    });

    test('is not stopped by values that no table can hold', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const deep = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`);
      const extra = JSON.parse(
        '{"big":1e300,"tiny":1e-200,"inf":1e999,"constructor":{"name":"Set"},"__proto__":[1]}',
      );
      const group = aGroup({ name: 'half \ud83d', carried: { extra: { ...extra, deep } } });
      const outcome = await store.commitGroups(lease, epoch, [anAppearance({ group })]);
      expect(outcome.refused).toEqual([]);
      expect(await store.loadGroups(organization)).toHaveLength(1);
    });

    test('keeps numbers larger than JavaScript can count', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const group = aGroup({ routing: { type: 'bgp', data: { community: 2 ** 60, ratio: 0.1 } } });
      await store.commitGroups(lease, epoch, [anAppearance({ group })]);
      expect((await store.loadGroups(organization))[0]?.group.routing?.data).toEqual({
        community: 2 ** 60,
        ratio: 0.1,
      });
    });

    test('takes a storm of 500 groups at once', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const group = aGroup({ status: 'disconnected' });
      const writes = appearances(500).map(({ next }) =>
        anAppearance({ id: next.id, group: { ...group, id: next.id }, untold: [anEvent()] }),
      );
      const outcome = await store.commitGroups(lease, epoch, writes);
      expect(outcome.refused).toEqual([]);
      expect(outcome.stored).toEqual(writes.map(({ next }) => ({ ...next, rev: 1 })));
      expect(await store.loadGroups(organization)).toEqual(outcome.stored);
      const { changes } = await reader.rows(organization, epochEntry(epoch), at());
      expect(changes.map((change) => change.group)).toEqual(writes.map(({ next }) => next.id));
    });
  });

  describe('events that were told', () => {
    test('are cleared from the group; what is still untold stays', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const untold = [anEvent({ id: 'a' }), anEvent({ id: 'b' })];
      const { stored } = await store.commitGroups(lease, epoch, [anAppearance({ untold })]);
      const [state = aGroupState()] = stored;
      const cleared = await store.clearGroupEvents(organization, state, new Set(['a']));
      expect(cleared).toEqual({ ...state, rev: 2, untold: [untold[1]] });
      expect(await store.loadGroups(organization)).toEqual([cleared]);
    });

    test('are not cleared from a group that somebody else wrote meanwhile', async () => {
      const { store } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const { stored } = await store.commitGroups(lease, epoch, [anAppearance({ untold: [anEvent()] })]);
      const [state = aGroupState()] = stored;
      await store.commitGroups(lease, epoch, [{ next: state, change: null }]);
      expect(await store.clearGroupEvents(organization, state, new Set([anEvent().id]))).toBeNull();
      expect((await store.loadGroups(organization))[0]).toMatchObject({ rev: 2, untold: [anEvent()] });
    });

    test('of a group that is not stored are no events', async () => {
      const { store } = subject();
      const { organization } = await underWay(store);
      expect(await store.clearGroupEvents(organization, aGroupState({ rev: 3 }), new Set())).toBeNull();
    });
  });

  describe('a gap', () => {
    test('goes into history, and the time until its end is accounted for', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      const gap = { from: at(3), to: at(20), why: 'No run was started.' };
      await store.commitGap(lease, epoch, gap);
      expect((await reader.head(organization))?.accounted).toBe(at(20));
      expect(await reader.rows(organization, epochEntry(epoch), at(20))).toEqual({
        snapshot: [],
        changes: [],
        gaps: [gap],
      });
    });

    test('is read also by who asks about an instant within it', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      await store.commitGap(lease, epoch, { from: at(3), to: at(20), why: 'No run was started.' });
      expect((await reader.rows(organization, epochEntry(epoch), at(5))).gaps).toHaveLength(1);
      expect((await reader.rows(organization, epochEntry(epoch), at(2))).gaps).toHaveLength(0);
    });
  });

  test('organizations share nothing, not even groups of the same id', async () => {
    const { store } = subject();
    const [one, two] = [await underWay(store), await underWay(store)];
    await store.commitGroups(one.lease, one.epoch, [anAppearance()]);
    expect(await store.loadGroups(two.organization)).toEqual([]);
    expect((await take(store, two.organization, 'run-2', at(1))).head.revision).toBe(0);
  });
}

function bare<T extends object>(hub: T): T & { readonly carried: object } {
  return { ...hub, carried: {} };
}
