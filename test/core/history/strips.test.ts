import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../lib/core/fleet/change.ts';
import type { Status } from '../../../lib/core/fleet/group.ts';
import type { Sight } from '../../../lib/core/history/range.ts';
import { countStrips, type StripsAnswer, type StripsCount } from '../../../lib/core/history/strips.ts';
import type { Piece } from '../../../lib/core/history/walk.ts';
import { epochMilliseconds, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, at } from '../../support/builders.ts';

/** Minutes 0 to 100, of which nothing is known after minute 90. */
const sight: Sight = {
  range: { from: at(0), to: at(100) },
  seen: [],
  unseen: [{ from: at(90), to: at(100), why: 'not seen yet' }],
  asOf: at(90),
  changesAfter: at(0),
  isNow: true,
};

const gap = (from: number, to: number) => ({ from: at(from), to: at(to), why: 'No run was started.' });

function piece(id: string, from: number, to: number, status: Status): Piece {
  const [begins, ends] = [epochMilliseconds(at(from)), epochMilliseconds(at(to))];
  const facts = { presence: 'listed' as const, group: aGroup({ id, status }) };
  return { group: id, from: begins, to: ends, facts, began: null, sureUntil: ends, isLost: false };
}

function change(seq: number, minutes: number, incident: string, events: readonly string[] = []): Change {
  return {
    ...{ group: '7', seq, after: at(minutes - 1), by: at(minutes), kinds: ['status'], incident, events },
    differences: { status: ['connected', 'disconnected'] },
  };
}

/** Bars of 50 minutes. */
function strips(tell: (count: StripsCount) => void): StripsAnswer {
  const count = countStrips(sight, [at(50)]);
  tell(count);
  return count.answer();
}

/** Minutes of each standing of a group, bar by bar. */
function bars({ groups }: StripsAnswer, id: string): readonly string[] {
  const strip = Object.entries(groups.get(id) ?? {});
  return [0, 1].map((index) =>
    strip.flatMap(([word, times]) => (times[index] ? [`${times[index] / MINUTE} ${word}`] : [])).join(', '),
  );
}

describe('the bars of a group', () => {
  test('add up what it was in each part, by group', () => {
    const answer = strips(({ piece: add }) => {
      add(piece('7', 10, 30, 'connected'));
      add(piece('7', 30, 60, 'disconnected'));
      add(piece('7', 60, 70, 'connected'));
      add(piece('7', 70, 90, 'connected'));
      add(piece('8', 0, 90, 'warning'));
    });
    expect(bars(answer, '7')).toEqual(['20 connected, 20 down', '30 connected, 10 down']);
    expect(bars(answer, '8')).toEqual(['50 degraded', '40 degraded']);
    expect([...answer.groups.keys()]).toEqual(['7', '8']);
  });

  test('are unknown where nobody looked', () => {
    const answer = strips((count) => {
      count.gap(gap(40, 60));
      count.piece(piece('7', 0, 90, 'connected'));
    });
    expect(bars(answer, '7')).toEqual(['40 connected, 10 unknown', '30 connected, 10 unknown']);
  });
});

describe('an answer in bars', () => {
  test('says which parts they are, and what of the range is not known', () => {
    expect(strips(() => undefined)).toEqual({
      ...{ answered: true, range: sight.range, asOf: at(90), unseen: sight.unseen },
      parts: [
        { from: at(0), to: at(50) },
        { from: at(50), to: at(100) },
      ],
      ...{ groups: new Map(), incidents: [], gaps: [], holes: [] },
    });
  });

  test('has the incidents that ended in the range, then those that did not', () => {
    const { incidents } = strips((count) => {
      count.change(change(2, 10, '7-2'));
      count.change(change(3, 20, '7-2', ['7-3.ended']));
      count.change(change(4, 30, '7-4'));
    });
    expect(incidents).toMatchObject([
      { id: '7-2', ended: { by: at(20) } },
      { id: '7-4', ended: null },
    ]);
  });

  test('names the gaps that touch the range, and what is missing', () => {
    const hole = { group: '7', from: 3, to: 4 };
    const { gaps, holes } = strips((count) => {
      for (const one of [gap(-5, 0), gap(-5, 1), gap(99, 105), gap(100, 105)]) count.gap(one);
      count.hole(hole);
    });
    expect([gaps, holes]).toEqual([[gap(-5, 1), gap(99, 105)], [hole]]);
  });
});
