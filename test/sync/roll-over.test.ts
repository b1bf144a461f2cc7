import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../lib/core/policy.ts';
import { nextEpoch } from '../../lib/core/rules/epoch.ts';
import { DAY, MINUTE, plus } from '../../lib/core/time.ts';
import { createMemoryStore } from '../../lib/memory-store/memory-store.ts';
import { rollOver } from '../../lib/sync/roll-over.ts';
import { aNextWrite, anAppearance, anEpoch, at } from '../support/builders.ts';

const ORGANIZATION = 'acme';
const policy = defaultPolicy(MINUTE);

/** Two groups, and a snapshot of them that a run began and left when it had written the first. */
async function aHalfWrittenSnapshot() {
  const store = createMemoryStore();
  const epoch = anEpoch();
  const outcome = await store.takeLease(ORGANIZATION, 'run-1', at(), 55_000);
  if (!outcome.taken) throw new Error('The lease is not free.');
  const { lease } = outcome;
  await store.beginHistory(lease, epoch);
  const { stored } = await store.commitGroups(lease, epoch, [
    anAppearance({ id: '1' }),
    anAppearance({ id: '2' }),
  ]);
  const [first, second] = stored;
  if (first === undefined || second === undefined) throw new Error('The groups are not stored.');
  const prepared = nextEpoch(at(1), policy);
  await store.prepareEpoch(lease, prepared);
  await store.writeSnapshot(ORGANIZATION, prepared, [first]);
  const goOn = (groups = [first, second], now = at(2)) =>
    rollOver({ store, lease, epoch, prepared, groups, now, policy });
  return { store, lease, epoch, prepared, first, second, goOn };
}

describe('a snapshot that a run left half written', () => {
  test('is finished by the next', async () => {
    const { store, prepared, goOn } = await aHalfWrittenSnapshot();
    const begun = await goOn();
    expect(begun.id).toBe(prepared.id);
    expect(store.epochRows(ORGANIZATION, begun.id).snapshot.map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('is begun anew where even the tombstone of a group that it lists is gone', async () => {
    const { store, second, goOn } = await aHalfWrittenSnapshot();
    const begun = await goOn([second]);
    expect(store.epochRows(ORGANIZATION, begun.id).snapshot.map(({ id }) => id)).toEqual(['2']);
  });

  test('is begun anew after an outage of weeks: it would expire too soon', async () => {
    const { prepared, goOn } = await aHalfWrittenSnapshot();
    const later = plus(at(), 10 * DAY);
    const begun = await goOn(undefined, later);
    expect(begun.id).not.toBe(prepared.id);
    expect(begun.expires).toBe(nextEpoch(later, policy).expires);
  });

  test('is begun anew where a group was removed since: its row may still arrive from the run that stalled', async () => {
    const { store, lease, epoch, prepared, first, second, goOn } = await aHalfWrittenSnapshot();
    const { stored } = await store.commitGroups(lease, epoch, [
      aNextWrite(second, 2, { presence: 'removed' }),
    ]);
    const begun = await goOn([first, ...stored]);
    await store.writeSnapshot(ORGANIZATION, prepared, [second]);
    expect(store.epochRows(ORGANIZATION, begun.id).snapshot.map(({ id }) => id)).toEqual(['1']);
  });
});
