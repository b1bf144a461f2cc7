import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../lib/core/fleet/change.ts';
import type { Status } from '../../../lib/core/fleet/group.ts';
import type { Sight } from '../../../lib/core/history/range.ts';
import {
  draftTimeline,
  type TimelineAnswer,
  type TimelineDraft,
} from '../../../lib/core/history/timeline.ts';
import type { Piece } from '../../../lib/core/history/walk.ts';
import type { GroupState, Incident } from '../../../lib/core/rules/state.ts';
import { epochMilliseconds, type Instant, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, aGroupState, aReading, at } from '../../support/builders.ts';

/** Minutes 0 to 100, of which nothing is known after minute 90. */
const sight: Sight = {
  range: { from: at(0), to: at(100) },
  seen: [],
  unseen: [{ from: at(90), to: at(100), why: 'not seen yet' }],
  asOf: at(90),
  changesAfter: at(0),
  isNow: true,
};

function piece(from: number, to: number, status: Status): Piece {
  const [begins, ends] = [epochMilliseconds(at(from)), epochMilliseconds(at(to))];
  const facts = { presence: 'listed' as const, group: aGroup({ id: '7', status }) };
  return { group: '7', from: begins, to: ends, facts, began: null, sureUntil: ends, isLost: false };
}

function change(seq: number, minutes: number, override: Partial<Change> = {}): Change {
  return {
    ...{ group: '7', seq, after: at(minutes - 1), by: at(minutes), kinds: ['status'] },
    ...{ differences: { status: ['connected', 'disconnected'] }, incident: null, events: [] },
    ...override,
  };
}

const gap = (from: number, to: number) => ({ from: at(from), to: at(to), why: 'No run was started.' });

function timeline(
  tell: (draft: TimelineDraft) => void,
  state: GroupState | null = null,
  isNow = false,
): TimelineAnswer {
  const draft = draftTimeline('7', sight);
  tell(draft);
  return draft.answer(state, isNow);
}

const minute = (instant: Instant): number => (Date.parse(instant) - Date.parse(at())) / MINUTE;
const told = ({ stretches }: TimelineAnswer): readonly string[] =>
  stretches.map(({ from, to, standing, why }) =>
    `${minute(from)} to ${minute(to)}: ${standing} ${why ?? ''}`.trim(),
  );

describe('the timeline of a group', () => {
  test('has no hole: before it appeared it was not there, and what nobody saw is unknown', () => {
    const answer = timeline(({ piece: add }) => {
      add(piece(20, 50, 'connected'));
      add(piece(50, 70, 'disconnected'));
    });
    expect(told(answer)).toEqual([
      '0 to 20: unknown not there',
      '20 to 50: connected',
      '50 to 70: down',
      '70 to 90: unknown not there',
      '90 to 100: unknown not seen yet',
    ]);
    expect(answer.stretches.map(({ facts }) => facts?.group.status ?? null)).toEqual([
      ...[null, 'connected', 'disconnected', null, null],
    ]);
    expect(answer).toMatchObject({
      ...{ answered: true, group: '7', range: sight.range, asOf: at(90), unseen: sight.unseen },
    });
  });

  test('is one stretch where neighbours say the same, with the facts it began with', () => {
    const renamed = piece(40, 90, 'connected');
    const answer = timeline(({ piece: add }) => {
      add(piece(0, 40, 'connected'));
      add({ ...renamed, facts: { ...renamed.facts, group: aGroup({ id: '7', name: 'Osaka 2' }) } });
    });
    expect(told(answer)).toEqual(['0 to 90: connected', '90 to 100: unknown not seen yet']);
    expect(answer.stretches[0]?.facts?.group.name).toBe('Branch 1');
  });

  test('tells apart why nothing is known', () => {
    const answer = timeline((draft) => {
      draft.gap(gap(10, 20));
      draft.piece(piece(0, 30, 'unknown'));
    });
    expect(told(answer).slice(0, 3)).toEqual([
      '0 to 10: unknown no word',
      '10 to 20: unknown gap',
      '20 to 30: unknown no word',
    ]);
  });

  test.each([
    ['that ends as it begins is not', gap(-5, 0), 0],
    ['that reaches into it is', gap(-5, 1), 1],
    ['that reaches out of it is', gap(99, 105), 1],
    ['that begins as it ends is not', gap(100, 105), 0],
  ])('a gap %s named', (_what, one, count) => {
    expect(timeline((draft) => draft.gap(one)).gaps).toHaveLength(count);
  });

  test('names its changes, and the numbers that are missing', () => {
    const hole = { group: '7', from: 3, to: 4 };
    const answer = timeline((draft) => {
      draft.change(change(2, 50));
      draft.hole(hole);
    });
    expect(answer.changes).toEqual([change(2, 50)]);
    expect(answer.holes).toEqual([hole]);
  });
});

describe('incidents on a timeline', () => {
  const fell = change(2, 50, { incident: '7-2', events: ['7-2.opened'] });
  const rose = change(3, 60, {
    ...{ incident: '7-2', events: ['7-3.ended'], differences: { status: ['disconnected', 'connected'] } },
  });
  const incident: Incident = {
    ...{ id: '7-2', opened: { after: at(49), by: at(50) }, status: 'disconnected', worst: 'disconnected' },
    ...{ told: 'critical', toldAt: at(50), acknowledged: false, episode: null },
  };
  const state = (open: Incident | null) => aGroupState({ id: '7', reading: aReading(80), incident: open });

  test('that ended in the range are over', () => {
    const { incidents } = timeline((draft) => [fell, rose].forEach(draft.change), state(null), true);
    expect(incidents).toMatchObject([{ id: '7-2', opened: { by: at(50) }, ended: { by: at(60) } }]);
  });

  test('that are open at the end of a past range are open', () => {
    const { incidents } = timeline((draft) => draft.change(fell), state(null), false);
    expect(incidents).toMatchObject([{ id: '7-2', ended: null }]);
  });

  test('that the present does not know of have ended by the time it was written', () => {
    const { incidents } = timeline((draft) => draft.change(fell), state(null), true);
    expect(incidents).toMatchObject([{ id: '7-2', ended: { after: null, by: at(80) } }]);
  });

  test('of a group that is forgotten have an end that nobody knows', () => {
    const { incidents } = timeline((draft) => draft.change(fell), null, true);
    expect(incidents).toMatchObject([{ id: '7-2', ended: null }]);
  });

  test('that are open now began as the group says', () => {
    const open = state({ ...incident, opened: { after: at(40), by: at(41) } });
    const { incidents } = timeline((draft) => draft.change(fell), open, true);
    expect(incidents).toMatchObject([
      { id: '7-2', opened: { after: at(40), by: at(41) }, ended: null, changes: 1 },
    ]);
  });

  test('that are open now and began before the range are told all the same', () => {
    const { incidents } = timeline(() => undefined, state(incident), true);
    expect(incidents).toEqual([
      {
        ...{ id: '7-2', group: '7', opened: { after: at(49), by: at(50) }, ended: null },
        ...{ worst: 'disconnected', changes: 0 },
      },
    ]);
  });

  test('come after those that the present knows of no more', () => {
    const later = { ...incident, id: '7-4' };
    const { incidents } = timeline((draft) => draft.change(fell), state(later), true);
    expect(incidents).toMatchObject([
      { id: '7-2', ended: { by: at(80) } },
      { id: '7-4', ended: null },
    ]);
  });

  test('without a status of their own lost redundancy', () => {
    const { incidents } = timeline(() => undefined, state({ ...incident, worst: 'connected' }), true);
    expect(incidents).toMatchObject([{ worst: 'redundancy lost' }]);
  });
});
