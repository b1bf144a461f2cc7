import { describe, expect, test } from '@jest/globals';
import { type FleetAnswer, fleetAt } from '../../../../lib/core/history/fleet-at.ts';
import type { PastGroup } from '../../../../lib/core/history/reconstruct.ts';
import type { Epoch, GroupState } from '../../../../lib/core/rules/state.ts';
import { INITIAL_MONITOR } from '../../../../lib/core/rules/state.ts';
import { DAY, type Instant } from '../../../../lib/core/time.ts';
import type { Lease, Store } from '../../../../lib/sync/ports.ts';
import {
  aFinish,
  aGroupState,
  aNextWrite,
  anAppearance,
  anEpoch,
  at,
  epochEntry,
} from '../../../support/builders.ts';
import { anOrganization, failureKindOf, type Subject, type SubjectOf, take, underWay } from './subject.ts';

const NEXT = { id: 'e2', expires: anEpoch().expires };
const RETENTION = 396 * DAY;

/** The next epoch, beginning `minutes` after `at()`. */
function nextEpoch(minutes: number): Epoch {
  return { ...NEXT, start: at(minutes), snapshotBytes: 10, changeBytes: 0 };
}

/** An organization that has been watched since `at()`, with groups 1, 2 and 3; its first run has finished. */
async function watched({ store }: Subject): Promise<{ organization: string; states: readonly GroupState[] }> {
  const { organization, lease, epoch } = await underWay(store);
  const writes = ['1', '2', '3'].map((id) => anAppearance({ id }));
  const { stored } = await store.commitGroups(lease, epoch, writes);
  await store.commitMonitor(lease, { ...INITIAL_MONITOR, watching: at(), blind: null, untold: [] });
  await store.finish(lease, aFinish(), at(1000));
  return { organization, states: stored };
}

/** Takes the roll-over up where the last run left it, as a run does that finds one prepared. */
async function resumeRollOver(
  store: Store,
  lease: Lease,
  from: Epoch,
  states: readonly GroupState[],
  now: number,
): Promise<void> {
  const written = await store.snapshotRows(lease.organization, NEXT);
  const due = states.filter((state) =>
    state.presence === 'removed' ? written.has(state.id) : (written.get(state.id) ?? 0) < state.seq,
  );
  await store.writeSnapshot(lease.organization, NEXT, due);
  await store.switchEpoch(lease, from, nextEpoch(now));
}

async function answerAt(subject: Subject, organization: string, instant: Instant): Promise<FleetAnswer> {
  const answer = await fleetAt(subject.reader, organization, instant, at(60), RETENTION);
  if (!answer.answered) throw new Error(answer.detail);
  return answer;
}

const inShort = (groups: readonly PastGroup[]) => groups.map(({ id, group }) => `${id} ${group.status}`);

export function epochContract(subject: SubjectOf): void {
  describe('the first epoch', () => {
    test('stands on the head and in the index', async () => {
      const { store, reader } = subject();
      const { organization, epoch } = await underWay(store);
      expect((await reader.head(organization))?.epoch).toEqual(epoch);
      expect(await reader.epochAt(organization, at())).toEqual(epochEntry(epoch));
      expect(await reader.epochAt(organization, at(-1))).toBeNull();
    });

    test('begins once, whoever asks for it again', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      await store.beginHistory(lease, epoch);
      expect(await failureKindOf(store.beginHistory(lease, anEpoch({ id: 'other', start: at(5) })))).toBe(
        'store',
      );
      expect((await reader.head(organization))?.epoch).toEqual(epoch);
      expect(await reader.epochAt(organization, at(60))).toEqual(epochEntry(epoch));
    });
  });

  describe('snapshot rows', () => {
    test('carry the number of the group’s last change, and weigh something', async () => {
      const { store } = subject();
      const organization = anOrganization();
      const bytes = await store.writeSnapshot(organization, NEXT, [
        aGroupState({ id: '1', seq: 4 }),
        aGroupState({ id: '2', seq: 1 }),
      ]);
      expect(bytes).toBeGreaterThan(500);
      expect(await store.snapshotRows(organization, NEXT)).toEqual(
        new Map([
          ['1', 4],
          ['2', 1],
        ]),
      );
    });

    test('weigh the same when they are written again', async () => {
      const { store } = subject();
      const organization = anOrganization();
      const states = [aGroupState({ id: '1' }), aGroupState({ id: '2' })];
      const bytes = await store.writeSnapshot(organization, NEXT, states);
      expect(await store.writeSnapshot(organization, NEXT, states)).toBe(bytes);
    });

    test('are never replaced by older ones that arrive late', async () => {
      const { store, reader } = subject();
      const organization = anOrganization();
      const newer = aGroupState({ seq: 4, group: { ...aGroupState().group, status: 'warning' } });
      await store.writeSnapshot(organization, NEXT, [newer]);
      await store.writeSnapshot(organization, NEXT, [aGroupState({ seq: 3 })]);
      const { snapshot } = await reader.rows(organization, epochEntry(nextEpoch(1)), at(1));
      expect(snapshot).toMatchObject([{ id: '620113', seq: 4, group: { status: 'warning' } }]);
    });

    test('of a removed group are written only where an earlier one says that it is there', async () => {
      const { store, reader } = subject();
      const organization = anOrganization();
      const gone = (id: string) => aGroupState({ id, seq: 2, presence: 'removed' });
      await store.writeSnapshot(organization, NEXT, [aGroupState({ id: '1' })]);
      await store.writeSnapshot(organization, NEXT, [gone('1'), gone('2')]);
      const { snapshot } = await reader.rows(organization, epochEntry(nextEpoch(1)), at(1));
      expect(snapshot).toMatchObject([{ id: '1', seq: 2, presence: 'removed' }]);
    });

    test('are as many as there are groups', async () => {
      const { store } = subject();
      const organization = anOrganization();
      const states = Array.from({ length: 130 }, (_, index) => aGroupState({ id: String(index) }));
      await store.writeSnapshot(organization, NEXT, states);
      expect((await store.snapshotRows(organization, NEXT)).size).toBe(130);
    });
  });

  describe('the roll-over', () => {
    test('leaves the old epoch with an end, and the head in the new one', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      await store.prepareEpoch(lease, NEXT);
      expect((await reader.head(organization))?.nextEpoch).toEqual(NEXT);
      await store.switchEpoch(lease, epoch, nextEpoch(5));
      expect(await reader.head(organization)).toMatchObject({ epoch: nextEpoch(5), nextEpoch: null });
      expect(await reader.epochAt(organization, at(4))).toEqual(epochEntry(epoch, { ends: at(5) }));
      expect(await reader.epochAt(organization, at(5))).toEqual(epochEntry(nextEpoch(5)));
    });

    test('is switched once: the same again changes nothing, another one is refused', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      await store.switchEpoch(lease, epoch, nextEpoch(5));
      await store.switchEpoch(lease, epoch, nextEpoch(5));
      const other = { ...nextEpoch(6), id: 'e3' };
      expect(await failureKindOf(store.switchEpoch(lease, epoch, other))).toBe('store');
      expect((await reader.head(organization))?.epoch).toEqual(nextEpoch(5));
    });

    test('is not prepared for an epoch that has begun, however late the call arrives', async () => {
      const { store, reader } = subject();
      const { organization, lease, epoch } = await underWay(store);
      await store.switchEpoch(lease, epoch, nextEpoch(5));
      expect(await failureKindOf(store.prepareEpoch(lease, NEXT))).toBe('store');
      expect((await reader.head(organization))?.nextEpoch).toBeNull();
    });

    test.each([
      { killed: 'once it is prepared', steps: 1 },
      { killed: 'amid the snapshot rows', steps: 2 },
      { killed: 'before the switch', steps: 3 },
      { killed: 'after the switch', steps: 4 },
    ])('killed $killed is completed by the next run, and the past reads the same', async ({ steps }) => {
      const { store, reader } = subject();
      const { organization, states } = await watched(subject());
      const epoch = anEpoch();

      const second = await take(store, organization, 'run-2', at(1));
      await store.prepareEpoch(second.lease, NEXT);
      if (steps >= 2) await store.writeSnapshot(organization, NEXT, states.slice(0, 2));
      if (steps >= 3) await store.writeSnapshot(organization, NEXT, states);
      if (steps >= 4) await store.switchEpoch(second.lease, epoch, nextEpoch(1));

      const third = await take(store, organization, 'run-3', at(2));
      const [one = aGroupState(), two = aGroupState(), three = aGroupState()] = states;
      const { stored, refused } = await store.commitGroups(third.lease, third.head.epoch ?? epoch, [
        aNextWrite(one, 2, { status: 'warning' }),
        aNextWrite(two, 2, { presence: 'removed' }),
        anAppearance({ id: '4', reading: { from: at(2), to: at(2) } }),
      ]);
      expect(refused).toEqual([]);
      if (third.head.nextEpoch !== null)
        await resumeRollOver(store, third.lease, epoch, [...stored, three], 2);
      await store.finish(third.lease, aFinish(2), at(1000));

      expect((await reader.head(organization))?.epoch?.id).toBe('e2');
      expect(inShort((await answerAt(subject(), organization, at(1))).groups)).toEqual([
        '1 connected',
        '2 connected',
        '3 connected',
      ]);
      const now = ['1 warning', '3 connected', '4 connected'];
      const present = await answerAt(subject(), organization, at(2));
      expect(inShort(present.groups)).toEqual(now);
      expect(inShort((await answerAt(subject(), organization, at(30))).groups)).toEqual(now);
      expect(present.holes).toEqual([]);
    });
  });
}
