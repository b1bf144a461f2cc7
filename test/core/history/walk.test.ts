import { describe, expect, test } from '@jest/globals';
import type { Change, Facts } from '../../../lib/core/fleet/change.ts';
import type { Status } from '../../../lib/core/fleet/group.ts';
import type { PastReader } from '../../../lib/core/history/past-reader.ts';
import type { SeenStretch, Sight } from '../../../lib/core/history/range.ts';
import type { EpochEntry, EpochRows, SnapshotRow } from '../../../lib/core/history/reader.ts';
import { walk } from '../../../lib/core/history/walk.ts';
import { epochMilliseconds, MINUTE } from '../../../lib/core/time.ts';
import { aChange, aGroup, aGroupState, anEpoch, at, epochEntry } from '../../support/builders.ts';

const facts = (status: Status, presence: Facts['presence'] = 'listed'): Facts => ({
  presence,
  group: aGroup({ id: '7', status }),
});
const row = (seq: number, one: Facts): SnapshotRow => ({ id: '7', seq, ...one });
function change(seq: number, minutes: number, before: Facts | null, after: Facts): Change {
  const state = (one: Facts) => aGroupState({ ...one, id: '7', seq });
  return aChange(before && state(before), state(after), { after: at(minutes - 1), by: at(minutes) });
}

const first = { epoch: epochEntry(anEpoch(), { ends: at(40) }), from: at(0), to: at(40) };
const second = { epoch: epochEntry(anEpoch({ id: 'e2', start: at(40) })), from: at(40), to: at(90) };
const [up, down] = [facts('connected'), facts('disconnected')];
const minute = (time: number): number => (time - epochMilliseconds(at())) / MINUTE;

/** What a walk over two epochs meets, each with its rows. */
async function met(
  e1: Partial<EpochRows>,
  e2: Partial<EpochRows> = {},
  seen: readonly SeenStretch[] = [first, second],
  changesAfter = at(0),
) {
  const rows: Readonly<Record<string, Partial<EpochRows>>> = { e1, e2 };
  const reader = {
    async *pages(_organization: string, { id }: EpochEntry) {
      yield { snapshot: [], changes: [], gaps: [], ...rows[id] };
    },
  } as unknown as PastReader;
  const range = { from: at(0), to: at(90) };
  const sight: Sight = { range, seen, unseen: [], asOf: at(90), changesAfter, isNow: false };
  const [pieces, changes, holes, gaps]: [string[], number[], unknown[], unknown[]] = [[], [], [], []];
  const began: unknown[] = [];
  await walk(reader, 'acme', sight, null, {
    piece: ({ from, to, facts: { group }, sureUntil, isLost, began: by }) => {
      pieces.push(
        `${minute(from)} to ${minute(to)} ${group.status}, sure until ${minute(sureUntil)}${isLost ? ', lost' : ''}`,
      );
      began.push(by);
    },
    change: ({ seq }) => changes.push(seq),
    hole: (hole) => holes.push(hole),
    gap: (gap) => gaps.push(gap),
  });
  return { pieces, began, changes, holes, gaps };
}

describe('a walk through a range', () => {
  test('takes no change after its end, and none that the snapshot has already', async () => {
    const fell = change(2, 20, up, down);
    const short = [{ ...first, to: at(15) }];
    expect(await met({ snapshot: [row(1, up)], changes: [fell] }, {}, short)).toMatchObject({
      pieces: ['0 to 15 connected, sure until 15'],
      changes: [],
    });
    expect(await met({ snapshot: [row(2, down)], changes: [fell] }, {}, [first])).toMatchObject({
      pieces: ['0 to 40 disconnected, sure until 40'],
      changes: [],
    });
  });

  test('has no piece of no length', async () => {
    const changes = [change(2, 20, up, down), change(3, 20, down, up)];
    expect((await met({ snapshot: [row(1, up)], changes }, {}, [first])).pieces).toEqual([
      '0 to 20 connected, sure until 19',
      '20 to 40 connected, sure until 40',
    ]);
  });

  test('knows with which change a piece began, and of the first that nobody saw it begin', async () => {
    const { began } = await met({ snapshot: [row(1, up)], changes: [change(2, 20, up, down)] }, {}, [first]);
    expect(began).toEqual([null, { after: at(19), by: at(20) }]);
  });

  test('goes on from one epoch to the next where nothing changed', async () => {
    expect(await met({ snapshot: [row(1, up)] }, { snapshot: [row(1, up)] })).toMatchObject({
      ...{ pieces: ['0 to 90 connected, sure until 90'], changes: [], holes: [], gaps: [] },
    });
  });

  test('is unsure between the reading before a change and the one that saw it', async () => {
    const answer = await met(
      { snapshot: [row(1, up)], changes: [change(2, 20, up, down)] },
      { snapshot: [row(2, down)] },
    );
    expect(answer.pieces).toEqual([
      '0 to 20 connected, sure until 19',
      '20 to 90 disconnected, sure until 90',
    ]);
    expect(answer.changes).toEqual([2]);
  });

  test('is sure of a group that only got another name', async () => {
    const renamed = { ...up, group: { ...up.group, name: 'Osaka 2' } };
    const answer = await met(
      { snapshot: [row(1, up)], changes: [change(2, 20, up, renamed)] },
      { snapshot: [row(2, renamed)] },
    );
    expect(answer.pieces).toEqual(['0 to 20 connected, sure until 20', '20 to 90 connected, sure until 90']);
  });

  test('has no piece of a group that is not there', async () => {
    const gone = facts('connected', 'removed');
    const changes = [change(1, 10, null, up), change(2, 20, up, gone)];
    for (const seen of [[first, second], [first]]) {
      const answer = await met({ changes }, {}, seen);
      expect(answer.pieces).toEqual(['10 to 20 connected, sure until 19']);
      expect(answer.holes).toEqual([]);
    }
  });

  test('tells changes after the beginning alone, and none that a snapshot has already', async () => {
    const early = change(2, 10, up, down);
    const late = change(3, 20, down, up);
    const answer = await met(
      { snapshot: [row(2, down)], changes: [early, late] },
      { snapshot: [row(3, up)] },
      [first, second],
      at(15),
    );
    expect(answer.changes).toEqual([3]);
    expect((await met({ snapshot: [row(1, up)], changes: [early] }, {}, [first], at(10))).changes).toEqual(
      [],
    );
  });

  test('cannot trust what rows are missing before, and names them', async () => {
    const answer = await met(
      { snapshot: [row(1, up)], changes: [change(4, 20, up, down)] },
      { snapshot: [row(4, down)] },
    );
    expect(answer.holes).toEqual([{ group: '7', from: 2, to: 3 }]);
    expect(answer.pieces[0]).toBe('0 to 20 connected, sure until 19, lost');
  });

  test('cannot trust what follows either, until the group stands whole again', async () => {
    const whole = { ...change(6, 30, null, up), differences: { group: [null, up.group] } } as const;
    const changes = [change(4, 10, up, down), change(5, 20, down, up), whole];
    const answer = await met({ snapshot: [row(1, up)], changes }, { snapshot: [row(6, up)] });
    expect(answer.pieces).toEqual([
      '0 to 10 connected, sure until 9, lost',
      '10 to 20 disconnected, sure until 19, lost',
      '20 to 30 connected, sure until 30, lost',
      '30 to 90 connected, sure until 90',
    ]);
    expect(answer.holes).toEqual([{ group: '7', from: 2, to: 3 }]);
  });

  test('names lost rows once, where the next snapshot brings the group back whole', async () => {
    const answer = await met(
      { snapshot: [row(1, up)], changes: [change(4, 20, up, down)] },
      { snapshot: [row(4, down)] },
    );
    expect(answer.pieces).toEqual([
      '0 to 20 connected, sure until 19, lost',
      '20 to 40 disconnected, sure until 40, lost',
      '40 to 90 disconnected, sure until 90',
    ]);
    expect(answer.holes).toHaveLength(1);
  });

  test('cannot apply a change to what it never saw, or to a hub of which nothing is known', async () => {
    const [fell, moved] = [change(3, 20, up, down), { 'hub.99.status': ['up', 'down'] } as const];
    expect(await met({ changes: [fell] }, {}, [first])).toMatchObject({
      pieces: [],
      holes: [{ group: '7', from: 1, to: 3 }],
    });
    const ofHub = { ...change(2, 20, up, up), differences: moved };
    expect(await met({ snapshot: [row(1, up)], changes: [ofHub] }, {}, [first])).toMatchObject({
      pieces: ['0 to 20 connected, sure until 20, lost', '20 to 40 connected, sure until 40, lost'],
      holes: [{ group: '7', from: 2, to: 2 }],
    });
  });

  test('notices rows that were lost before the next snapshot, or with it', async () => {
    const newer = await met({ snapshot: [row(1, up)] }, { snapshot: [row(3, down)] });
    expect(newer.holes).toEqual([{ group: '7', from: 2, to: 3 }]);
    expect(newer.pieces).toEqual([
      '0 to 40 connected, sure until 40, lost',
      '40 to 90 disconnected, sure until 90',
    ]);
    const gone = await met({ snapshot: [row(1, up)] }, {});
    expect(gone.holes).toEqual([{ group: '7', from: 1, to: 1 }]);
    expect(gone.pieces).toEqual(['0 to 40 connected, sure until 40']);
  });

  test('begins anew after a stretch of which nothing is known', async () => {
    const apart = [
      { ...first, to: at(30) },
      { ...second, from: at(50) },
    ];
    const answer = await met({ snapshot: [row(1, up)] }, { snapshot: [row(5, down)] }, apart);
    expect(answer).toMatchObject({
      pieces: ['0 to 30 connected, sure until 30', '50 to 90 disconnected, sure until 90'],
      holes: [],
    });
  });

  test('tells gaps as far as they lie in their epoch', async () => {
    const gap = (from: number, to: number) => ({ from: at(from), to: at(to), why: 'No run was started.' });
    expect((await met({ gaps: [gap(5, 10)] }, { gaps: [gap(35, 45), gap(30, 40)] })).gaps).toEqual([
      gap(5, 10),
      gap(40, 45),
    ]);
  });
});
