import { describe, expect, test } from '@jest/globals';
import type { Presence } from '../../../lib/core/fleet/change.ts';
import type { Status } from '../../../lib/core/fleet/group.ts';
import { createGaps, cutAt, cutBy } from '../../../lib/core/history/segments.ts';
import type { Piece } from '../../../lib/core/history/walk.ts';
import { epochMilliseconds, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, at } from '../../support/builders.ts';

describe('a stretch cut by others', () => {
  const spans = { from: [10, 30], to: [20, 40] };
  const cut = (from: number, to: number): readonly string[] =>
    cutBy(spans, from, to).map((part) => `${part.from} ${part.to} ${part.inside ? 'inside' : 'outside'}`);

  test.each([
    ['before them', 0, 10, ['0 10 outside']],
    ['over the beginning of one', 0, 15, ['0 10 outside', '10 15 inside']],
    ['within one', 12, 15, ['12 15 inside']],
    ['one exactly', 10, 20, ['10 20 inside']],
    ['over the end of one', 15, 25, ['15 20 inside', '20 25 outside']],
    ['between two', 20, 30, ['20 30 outside']],
    ['over both', 5, 45, ['5 10 outside', '10 20 inside', '20 30 outside', '30 40 inside', '40 45 outside']],
    ['after them', 40, 50, ['40 50 outside']],
    ['of no length', 15, 15, []],
  ])('%s', (_what, from, to, parts) => {
    expect(cut(from, to)).toEqual(parts);
  });
});

describe('a stretch cut where parts end', () => {
  test.each([
    ['in the first', 0, 10, ['0: 0 10']],
    ['over an end', 5, 15, ['0: 5 10', '1: 10 15']],
    ['over all', 0, 30, ['0: 0 10', '1: 10 20', '2: 20 30']],
    ['past the last, which nothing counts', 25, 35, ['2: 25 30']],
    ['from an end on', 10, 20, ['1: 10 20']],
    ['of no length', 5, 5, []],
  ])('%s', (_what, from, to, pieces) => {
    expect(cutAt([10, 20, 30], from, to).map((one) => `${one.index}: ${one.from} ${one.to}`)).toEqual(pieces);
  });
});

describe('a piece of time of a group', () => {
  const piece = (override: Partial<Piece> & { presence?: Presence; status?: Status } = {}): Piece => {
    const { presence = 'listed', status = 'connected', ...rest } = override;
    const [from, to] = [epochMilliseconds(at(0)), epochMilliseconds(at(60))];
    const facts = { presence, group: aGroup({ id: '7', status }) };
    return { group: '7', from, to, facts, began: null, sureUntil: to, isLost: false, ...rest };
  };
  const gap = (from: number, to: number) => ({ from: at(from), to: at(to), why: 'No run was started.' });
  const minute = (time: number): number => (time - epochMilliseconds(at(0))) / MINUTE;
  const told = (gaps: readonly [number, number][], one: Piece): readonly string[] => {
    const all = createGaps();
    for (const [from, to] of gaps) all.add(gap(from, to));
    return all
      .cut(one)
      .map(({ from, to, standing, why }) => `${minute(from)} ${minute(to)} ${standing} ${why ?? ''}`.trim());
  };

  test.each([
    ['without a gap is one', [], ['0 60 connected']],
    ['is unknown in a gap', [[10, 20]], ['0 10 connected', '10 20 unknown gap', '20 60 connected']],
    [
      'has a gap once that is met again',
      [
        [10, 20],
        [10, 20],
      ],
      ['0 10 connected', '10 20 unknown gap', '20 60 connected'],
    ],
    [
      'has what is new of a gap that overlaps another',
      [
        [10, 20],
        [15, 30],
      ],
      ['0 10 connected', '10 20 unknown gap', '20 30 unknown gap', '30 60 connected'],
    ],
    ['is not cut by a gap of no length', [[10, 10]], ['0 60 connected']],
  ] as const)('%s', (_what, gaps, segments) => {
    expect(told(gaps as unknown as [number, number][], piece())).toEqual(segments);
  });

  test.each([
    ['warning', { status: 'warning' }, '0 60 degraded'],
    ['disconnected', { status: 'disconnected' }, '0 60 down'],
    ['a word nobody knows', { status: 'unknown' }, '0 60 unknown no word'],
    ['missing', { presence: 'missing' }, '0 60 unknown missing'],
    ['removed', { presence: 'removed' }, '0 60 unknown not there'],
    ['what came before it is lost', { isLost: true }, '0 60 unknown rows lost'],
  ] as const)('counts as that for which it is known: %s', (_what, override, is) => {
    expect(told([], piece(override))).toEqual([is]);
  });

  test('is sure up to where it may have ended, in each of its parts', () => {
    const all = createGaps();
    all.add(gap(10, 20));
    const parts = all.cut(piece({ sureUntil: epochMilliseconds(at(15)) }));
    expect(parts.map(({ sureUntil }) => minute(sureUntil))).toEqual([10, 15, 20]);
  });
});
