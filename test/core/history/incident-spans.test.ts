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
