import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../lib/core/fleet/change.ts';
import type { Status } from '../../../lib/core/fleet/group.ts';
import { createIncidentFold, type IncidentSpan } from '../../../lib/core/history/incident-spans.ts';
import { aChange, aGroup, aGroupState, at } from '../../support/builders.ts';

/** The change number `seq` of group 7, `minutes` after `at()`, by which its status became another. */
function became(
  seq: number,
  minutes: number,
  status: Status,
  incident: string | null,
  ended = false,
): Change {
  const state = (seen: Status) => aGroupState({ seq, group: aGroup({ id: '7', status: seen }) });
  const before: Status = status === 'connected' ? 'disconnected' : 'connected';
  return aChange(state(before), state(status), {
    after: at(minutes - 1),
    by: at(minutes),
    incident,
    events: ended ? [`7-${seq}.ended`] : [],
  });
}

function fold(...changes: readonly Change[]): { over: IncidentSpan[]; open: readonly IncidentSpan[] } {
  const incidents = createIncidentFold();
  const over = changes.flatMap((change) => [...incidents.take(change)]);
  return { over, open: incidents.open() };
}

const bounds = (minutes: number) => ({ after: at(minutes - 1), by: at(minutes) });

describe('an incident in the changes', () => {
  test('opens with the change that its id names and ends with the one that says so', () => {
    expect(fold(became(2, 5, 'disconnected', '7-2'), became(3, 9, 'connected', '7-2', true))).toEqual({
      over: [
        { id: '7-2', group: '7', opened: bounds(5), ended: bounds(9), worst: 'disconnected', changes: 2 },
      ],
      open: [],
    });
  });

  test('is open while none says so', () => {
    const { over, open } = fold(became(2, 5, 'warning', '7-2'));
    expect(over).toEqual([]);
    expect(open).toMatchObject([{ id: '7-2', opened: bounds(5), ended: null, worst: 'warning' }]);
  });

  test('that had to be confirmed opened with the change before, which does not carry its id', () => {
    const { over } = fold(became(2, 5, 'unknown', null), became(3, 30, 'connected', '7-2', true));
    expect(over).toMatchObject([{ id: '7-2', opened: bounds(5), ended: bounds(30), worst: 'unknown' }]);
  });

  test('that began before what was read says so', () => {
    const { over } = fold(became(9, 30, 'connected', '7-2', true));
    expect(over).toMatchObject([{ id: '7-2', opened: null, ended: bounds(30) }]);
  });

  test('that ended by staying up ended after its last change and by the next that is no part of it', () => {
    const { over, open } = fold(
      became(2, 5, 'disconnected', '7-2'),
      became(3, 9, 'connected', '7-2'),
      became(4, 600, 'warning', '7-4'),
    );
    expect(over).toMatchObject([{ id: '7-2', ended: { after: at(9), by: at(600) }, changes: 2 }]);
    expect(open).toMatchObject([{ id: '7-4' }]);
  });
});

describe('the worst of an incident in the changes', () => {
  const hub = (seq: number, minutes: number, incident: string | null): Change => ({
    ...became(seq, minutes, 'connected', incident),
    differences: { 'hub.1.status': ['up', 'down'] },
  });
  const appeared = (seq: number, minutes: number, status: Status): Change => ({
    ...became(seq, minutes, status, `7-${seq}`),
    differences: { presence: [null, 'listed'], group: [null, aGroup({ id: '7', status })] },
  });

  test.each<[string, readonly Change[], IncidentSpan['worst']]>([
    [
      'is the worst that they went to',
      [became(2, 5, 'warning', '7-2'), became(3, 6, 'disconnected', '7-2'), became(4, 7, 'warning', '7-2')],
      'disconnected',
    ],
    [
      'is no better for what came later',
      [became(2, 5, 'disconnected', '7-2'), became(3, 6, 'unknown', '7-2')],
      'disconnected',
    ],
    [
      'counts a warning for more than a word nobody knows',
      [became(2, 5, 'unknown', '7-2'), became(3, 6, 'warning', '7-2')],
      'warning',
    ],
    ['is lost redundancy where none names a status', [hub(2, 5, '7-2')], 'redundancy lost'],
    [
      'is lost redundancy where the group stayed connected',
      [became(1, 4, 'connected', null), hub(2, 5, '7-2')],
      'redundancy lost',
    ],
    [
      'is what the group was before, where they name none',
      [became(1, 4, 'warning', null), hub(2, 5, '7-2')],
      'warning',
    ],
    [
      'is not what it was before it opened, where that was worse',
      [became(1, 4, 'disconnected', null), became(2, 5, 'warning', '7-2')],
      'warning',
    ],
    ['is what it appeared as', [appeared(1, 5, 'disconnected')], 'disconnected'],
    ['is what it was confirmed from', [became(2, 5, 'disconnected', null), hub(3, 6, '7-2')], 'disconnected'],
    [
      'is no word that this version does not know',
      [{ ...hub(2, 5, '7-2'), differences: { status: ['connected', 'new'] } }],
      'redundancy lost',
    ],
  ])('%s', (_what, changes, worst) => {
    expect(fold(...changes).open).toMatchObject([{ worst }]);
  });
});

describe('incidents of several groups', () => {
  const of = (group: string, change: Change): Change => ({ ...change, group, incident: `${group}-2` });

  test('are kept apart, and those open stand in the order of their ids', () => {
    const fell = became(2, 5, 'disconnected', '7-2');
    const { over, open } = fold(of('8', fell), of('7', fell), { ...became(3, 6, 'connected', '7-2', true) });
    expect(over).toMatchObject([{ id: '7-2', group: '7', changes: 2 }]);
    expect(open).toMatchObject([{ id: '8-2', group: '8', changes: 1 }]);
    expect(fold(of('9', fell), of('8', fell), of('7', fell)).open.map(({ id }) => id)).toEqual([
      ...['7-2', '8-2', '9-2'],
    ]);
  });

  test('of one group follow each other', () => {
    const { over, open } = fold(
      became(2, 5, 'disconnected', '7-2'),
      became(3, 6, 'connected', '7-2', true),
      became(4, 7, 'connected', null),
      became(5, 8, 'warning', '7-5'),
    );
    expect(over).toMatchObject([{ id: '7-2', ended: bounds(6) }]);
    expect(open).toMatchObject([{ id: '7-5', opened: bounds(8), worst: 'warning', changes: 1 }]);
  });

  test('that opened by a change which was not read have no beginning, though another was', () => {
    const { open } = fold(became(4, 5, 'unknown', null), became(9, 30, 'disconnected', '7-8'));
    expect(open).toMatchObject([{ id: '7-8', opened: null, worst: 'disconnected' }]);
  });
});
