import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Group } from '../../../../lib/core/fleet/group.ts';
import { fleetAt } from '../../../../lib/core/history/fleet-at.ts';
import type { Epoch, GroupState, GroupWrite } from '../../../../lib/core/rules/state.ts';
import { INITIAL_MONITOR } from '../../../../lib/core/rules/state.ts';
import { DAY } from '../../../../lib/core/time.ts';
import {
  aFinish,
  aGroup,
  aNextWrite,
  anAppearance,
  anEpoch,
  aReading,
  at,
} from '../../../support/builders.ts';
import { anOrganization, type Subject, type SubjectOf, take } from './subject.ts';

/** What one poll finds of a group: its status, another name, a hub gone, that it was removed; nothing where it is as it was. */
const finding = fc.record({
  group: fc.constantFrom('7', '11', '103'),
  what: fc.constantFrom(
    'connected',
    'warning',
    'disconnected',
    'unknown',
    'renamed',
    'hub',
    'missing',
    'removed',
  ),
});
const poll = fc.record({
  findings: fc.uniqueArray(finding, { selector: ({ group }) => group, maxLength: 3 }),
  rollOver: fc.constantFrom('none', 'none', 'prepared', 'half', 'whole'),
});
type Poll = typeof poll extends fc.Arbitrary<infer T> ? T : never;

/** Plays polls against the store as a run would, and keeps what the fleet was after each: the oracle. */
async function play({ store }: Subject, organization: string, polls: readonly Poll[]): Promise<string[]> {
  const live = new Map<string, GroupState>();
  const oracle: string[] = [];
  let epoch: Epoch = anEpoch();
  for (const [minute, { findings, rollOver }] of polls.entries()) {
    const { lease, head } = await take(store, organization, `run-${minute}`, at(minute));
    if (head.epoch === null) await store.beginHistory(lease, epoch);
    const writes = findings.flatMap((found) => writeOf(live.get(found.group) ?? null, found, minute));
    const { stored, refused } = await store.commitGroups(lease, epoch, writes);
    expect(refused).toEqual([]);
    for (const state of stored) live.set(state.id, state);
    if (minute === 0)
      await store.commitMonitor(lease, { ...INITIAL_MONITOR, watching: at(), blind: null, untold: [] });

    const next = head.nextEpoch ?? { id: `e-${minute}`, expires: epoch.expires };
    if (rollOver !== 'none' && minute > 0) {
      if (head.nextEpoch === null) await store.prepareEpoch(lease, next);
      const written = await store.snapshotRows(organization, next);
      const due = [...live.values()].filter((state) => state.presence !== 'removed' || written.has(state.id));
      const part = rollOver === 'half' ? due.slice(0, 1) : rollOver === 'whole' ? due : [];
      await store.writeSnapshot(organization, next, part);
    }
    if (rollOver === 'whole' && minute > 0) {
      const begun = { ...next, start: at(minute), snapshotBytes: 0, changeBytes: 0 };
      await store.switchEpoch(lease, epoch, begun);
      epoch = begun;
    }
    await store.finish(lease, aFinish(minute), at(1000));
    oracle.push(described([...live.values()]));
  }
  return oracle;
}

function writeOf(
  before: GroupState | null,
  found: { group: string; what: string },
  minute: number,
): GroupWrite[] {
  const gone = before === null || before.presence === 'removed';
  if (gone && (found.what === 'removed' || found.what === 'missing')) return [];
  if (before === null || before.presence === 'removed') {
    // What appears again comes whole: the snapshot of a later epoch knows nothing of a removed group.
    const { rev = 0, seq = 0 } = before ?? {};
    return [anAppearance({ id: found.group, rev, seq: seq + 1, reading: aReading(minute) })];
  }
  const next = aNextWrite(before, minute, changedBy(before, found.what));
  return next.change?.kinds.length === 0 ? [] : [next];
}

function changedBy(before: GroupState, what: string): Partial<GroupState> {
  if (what === 'removed' || what === 'missing') return { presence: what };
  return { presence: 'listed', group: groupAfter(before.group, what) };
}

function groupAfter(group: Group, what: string): Group {
  if (what === 'renamed') return { ...group, name: `${group.name}+` };
  if (what === 'hub') return { ...group, hubs: group.hubs.length > 1 ? group.hubs.slice(1) : aGroup().hubs };
  return { ...group, status: what as Group['status'] };
}

/** Facts alone, as text that a failing test can show. */
function described(groups: readonly { id: string; presence: string; seq: number; group: Group }[]): string {
  return groups
    .filter(({ presence }) => presence !== 'removed')
    .map(({ id, presence, seq, group }) => {
      const hubs = group.hubs.map((hub) => `${hub.id} ${hub.status}`);
      return JSON.stringify([Number(id), presence, seq, group.name, group.status, hubs]);
    })
    .sort()
    .join('\n');
}

export function pastContract(subject: SubjectOf, { histories }: { readonly histories: number }): void {
  describe('the past', () => {
    test('rebuilt at any poll is the fleet as it was then, through whatever happened since', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(poll, { minLength: 2, maxLength: 12 }), async (polls) => {
          const organization = anOrganization();
          const oracle = await play(subject(), organization, polls);
          for (const [minute, expected] of oracle.entries()) {
            const answer = await fleetAt(subject().reader, organization, at(minute), at(60), 396 * DAY);
            if (!answer.answered) throw new Error(answer.detail);
            expect(answer.holes).toEqual([]);
            expect(described(answer.groups)).toBe(expected);
          }
        }),
        { numRuns: histories },
      );
    });
  });
}
