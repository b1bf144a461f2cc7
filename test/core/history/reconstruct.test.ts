import { describe, expect, test } from '@jest/globals';
import type { Change, Facts } from '../../../lib/core/fleet/change.ts';
import type { EpochRows, SnapshotRow } from '../../../lib/core/history/reader.ts';
import { reconstruct } from '../../../lib/core/history/reconstruct.ts';
import { aChange, aGroup, aGroupState, at } from '../../support/builders.ts';

const listed = (status: 'connected' | 'warning' | 'disconnected', id = '1'): Facts => ({
  presence: 'listed',
  group: aGroup({ id, status }),
});

function row(facts: Facts, seq: number): SnapshotRow {
  return { id: facts.group.id, seq, ...facts };
}

/** The change by which one set of facts became another, at the poll `minutes` after `at()`. */
function change(before: Facts | null, after: Facts, seq: number, minutes: number): Change {
  const state = (facts: Facts) => aGroupState({ ...facts, id: facts.group.id, seq });
  return aChange(before && state(before), state(after), { after: at(minutes - 1), by: at(minutes) });
}

function rows(parts: Partial<EpochRows>): EpochRows {
  return { snapshot: [], changes: [], gaps: [], ...parts };
}

describe('the fleet at an instant', () => {
  const up = listed('connected');
  const down = listed('disconnected');
  const fell = change(up, down, 5, 10);
  const rose = change(down, up, 6, 20);
  const snapshot = [row(up, 4)];

  test.each([
    { minutes: 9, status: 'connected', seq: 4, why: 'before a change: the snapshot' },
    {
      minutes: 10,
      status: 'disconnected',
      seq: 5,
      why: 'at the end of the reading that saw the change: the change',
    },
    { minutes: 19, status: 'disconnected', seq: 5, why: 'between two changes: the first' },
    { minutes: 30, status: 'connected', seq: 6, why: 'after both: both' },
  ])('$why', ({ minutes, status, seq }) => {
    const { groups, holes } = reconstruct(rows({ snapshot, changes: [fell, rose] }), at(minutes));
    expect(groups).toMatchObject([{ id: '1', seq, group: { status } }]);
    expect(holes).toEqual([]);
  });

  test('says when a group last changed, and nothing where that was before the epoch', () => {
    const { groups } = reconstruct(
      rows({ snapshot: [...snapshot, row(listed('warning', '2'), 1)], changes: [fell] }),
      at(60),
    );
    expect(groups.map(({ id, changed }) => [id, changed])).toEqual([
      ['1', { after: at(9), by: at(10) }],
      ['2', null],
    ]);
  });

  test('takes a change once, also where the snapshot was written after it', () => {
    const { groups, holes } = reconstruct(rows({ snapshot: [row(up, 6)], changes: [fell, rose] }), at(15));
    expect(groups).toMatchObject([{ seq: 6, group: { status: 'connected' } }]);
    expect(holes).toEqual([]);
  });

  test('lists groups by the number of their ids', () => {
    const snapshot = ['103', '7', '11'].map((id) => row(listed('connected', id), 1));
    expect(reconstruct(rows({ snapshot }), at()).groups.map(({ id }) => id)).toEqual(['7', '11', '103']);
  });

  test('has groups that appeared and that are missing, and none that were removed', () => {
    const two = listed('warning', '2');
    const three = listed('connected', '3');
    const changes = [
      change(null, two, 1, 1),
      change(null, three, 1, 1),
      change(three, { ...three, presence: 'missing' }, 2, 2),
      change(up, { ...up, presence: 'removed' }, 5, 3),
    ];
    const { groups, holes } = reconstruct(rows({ snapshot, changes }), at(3));
    expect(groups.map(({ id, presence }) => [id, presence])).toEqual([
      ['2', 'listed'],
      ['3', 'missing'],
    ]);
    expect(holes).toEqual([]);
  });

  test('has a group again that was removed in an earlier epoch, once it appears whole', () => {
    const changes = [change(null, up, 9, 3)];
    const { groups, holes } = reconstruct(rows({ changes }), at(3));
    expect(groups).toMatchObject([{ id: '1', seq: 9 }]);
    expect(holes).toEqual([]);
  });
});

describe('a gap', () => {
  const gaps = [{ from: at(10), to: at(40), why: 'No run was started.' }];

  test.each([
    { minutes: 10, inside: false, why: 'where it begins, a reading had just seen the fleet' },
    { minutes: 11, inside: true, why: 'within it nobody looked' },
    { minutes: 39, inside: true, why: 'just before its end nobody had looked yet' },
    { minutes: 40, inside: false, why: 'where it ends, a reading begins' },
  ])('$why', ({ minutes, inside }) => {
    expect(reconstruct(rows({ gaps }), at(minutes)).gap).toEqual(inside ? gaps[0] : null);
  });
});

describe('rows that are lost', () => {
  const up = listed('connected');
  const down = listed('disconnected');

  test('are admitted to, where a group’s numbers are not in a row', () => {
    const { groups, holes } = reconstruct(
      rows({ snapshot: [row(up, 4)], changes: [change(up, down, 8, 10)] }),
      at(10),
    );
    expect(holes).toEqual([{ group: '1', from: 5, to: 7 }]);
    expect(groups).toMatchObject([{ seq: 8, group: { status: 'disconnected' } }]);
  });

  test('are admitted to, where nothing is known of what a change changes', () => {
    const { groups, holes } = reconstruct(rows({ changes: [change(up, down, 3, 10)] }), at(10));
    expect(holes).toEqual([{ group: '1', from: 1, to: 3 }]);
    expect(groups).toEqual([]);
  });

  test('do not keep the other groups from being shown', () => {
    const { groups } = reconstruct(
      rows({ snapshot: [row(listed('warning', '2'), 1)], changes: [change(up, down, 3, 10)] }),
      at(10),
    );
    expect(groups.map(({ id }) => id)).toEqual(['2']);
  });
});
