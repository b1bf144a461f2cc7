import { describe, expect, test } from '@jest/globals';
import type { PublishedAlert } from '../../../lib/core/alerts/alert.ts';
import type { Change } from '../../../lib/core/fleet/change.ts';
import { pastIncidents, unseenBeginnings } from '../../../lib/core/operator/past-incidents.ts';
import type { IncidentReport } from '../../../lib/core/operator/report.ts';
import { eventNamed, incidentNamed, toldEvents } from '../../../lib/core/operator/told.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { aGroup, aGroupState, anEvent, aPublishedAlert, at } from '../../support/builders.ts';

/** Change number `seq` of group 7, seen at that minute. */
function change(seq: number, override: Partial<Change> = {}): Change {
  return {
    group: '7',
    seq,
    after: at(seq - 1),
    by: at(seq),
    kinds: ['status'],
    differences: {},
    incident: null,
    events: [],
    ...override,
  };
}

const status = (before: string, after: string): Pick<Change, 'differences'> => ({
  differences: { status: [before, after] },
});

const fell = change(2, { incident: '7-2', events: ['7-2.opened'], ...status('connected', 'disconnected') });
const returned = change(3, {
  incident: '7-2',
  events: ['7-3.ended'],
  ...status('disconnected', 'connected'),
});

function alert(minutes: number, ...events: readonly string[]): PublishedAlert {
  return aPublishedAlert({ id: `run-${minutes}.opened`, at: at(minutes), events });
}

function past(
  changes: readonly Change[],
  alerts: readonly PublishedAlert[] = [],
  groups: readonly GroupState[] = [aGroupState({ id: '7' })],
): readonly IncidentReport[] {
  return pastIncidents(changes, {
    groups: new Map(groups.map((state) => [state.id, state])),
    events: toldEvents(groups, alerts),
    acknowledgements: new Map([['7-2', { incident: '7-2', by: 'ana', at: at(2) }]]),
    now: at(100),
  });
}

describe('an incident that has ended', () => {
  test('is as long as its changes, as bad as the worst of them, and tells what was told when', () => {
    expect(past([fell, returned], [alert(2, '7-2.opened'), alert(5, '7-3.ended')])).toMatchObject([
      {
        id: '7-2',
        open: false,
        opened: { after: at(1), by: at(2) },
        ended: { after: at(2), by: at(3) },
        worst: 'disconnected',
        events: [
          { type: 'opened', fate: 'told', at: at(2), alert: 'run-2.opened' },
          { type: 'ended', fate: 'told', at: at(5), alert: 'run-5.opened' },
        ],
        acknowledged: true,
        acknowledgement: { by: 'ana' },
      },
    ]);
  });

  test('in a silence was not told', () => {
    expect(past([fell, returned])[0]?.events).toMatchObject([
      { type: 'opened', fate: 'not told', at: null },
      { type: 'ended', fate: 'not told', at: null },
    ]);
  });

  test('and whose end is not told yet says so', () => {
    const untold = aGroupState({
      id: '7',
      untold: [
        {
          type: 'ended',
          id: '7-3.ended',
          alert: 'run-3.ended',
          at: at(3),
          silenced: false,
          held: at(10),
          reason: 'seen connected',
          incident: '7-2',
          how: 'connected',
          worst: 'disconnected',
          openings: 1,
          opened: { after: at(1), by: at(2) },
          ended: { after: at(2), by: at(3) },
        },
      ],
    });
    expect(past([fell, returned], [alert(2, '7-2.opened')], [untold])[0]?.events).toMatchObject([
      { fate: 'told' },
      { type: 'ended', fate: 'waiting' },
    ]);
  });

  test('and was confirmed first begins with the change that it was confirmed from', () => {
    const unsure = change(2, status('connected', 'unknown'));
    const clear = change(3, { incident: '7-2', events: ['7-3.ended'], ...status('unknown', 'connected') });
    expect(past([unsure, clear], [alert(4, '7-2.opened')])).toMatchObject([
      { opened: { by: at(2) }, worst: 'unknown', events: [{ type: 'opened' }, { type: 'ended' }] },
    ]);
  });

  test('under a group that stayed connected lost redundancy', () => {
    const hubs = [
      change(2, { incident: '7-2', kinds: ['hub'], differences: { 'hub.1.status': ['up', 'down'] } }),
      change(3, { incident: '7-2', kinds: ['hub'], events: ['7-3.ended'] }),
    ];
    expect(past(hubs)).toMatchObject([{ worst: 'redundancy lost' }]);
  });

  test('after flapping ended when people were told, since no change marks it', () => {
    const up = change(3, { incident: '7-2', ...status('disconnected', 'connected') });
    expect(past([fell, up], [alert(2, '7-2.opened'), alert(63, '7-3.ended')])).toMatchObject([
      { ended: { after: at(2), by: at(63) } },
    ]);
  });

  test('after flapping in a silence ended at some time before the next change, or before now', () => {
    const up = change(3, { incident: '7-2', ...status('disconnected', 'connected') });
    expect(past([fell, up])).toMatchObject([{ ended: { after: at(2), by: at(100) } }]);
    const renamed = change(4, { by: at(70), kinds: ['configuration'] });
    expect(past([fell, up, renamed])).toMatchObject([{ ended: { by: at(70) } }]);
  });

  test('comes after those that ended later', () => {
    const later = [
      change(4, { incident: '7-4', ...status('connected', 'warning') }),
      change(5, { incident: '7-4', events: ['7-5.ended'], ...status('warning', 'connected') }),
    ];
    expect(past([fell, returned, ...later]).map(({ id }) => id)).toEqual(['7-4', '7-2']);
  });

  test('is still reported where the group is forgotten', () => {
    expect(past([fell, returned], [], [])).toMatchObject([{ id: '7-2', group: '7', record: null }]);
  });
});

describe('the worst of an incident that has ended', () => {
  test.each([
    ['what it went to', [fell, returned], 'disconnected'],
    [
      'what it came from, where it is not known how it began',
      [change(5, { incident: '7-2', events: ['7-5.ended'], ...status('warning', 'connected') })],
      'warning',
    ],
    [
      'not what the group was before',
      [
        change(2, { incident: '7-2', ...status('disconnected', 'warning') }),
        change(3, { incident: '7-2', events: ['7-3.ended'], ...status('warning', 'connected') }),
      ],
      'warning',
    ],
    [
      'what a group was that appeared so',
      [
        change(2, { incident: '7-2', differences: { group: [null, aGroup({ status: 'warning' })] } }),
        change(3, { incident: '7-2', events: ['7-3.ended'] }),
      ],
      'warning',
    ],
    [
      'nothing where its record went',
      [change(3, { incident: '7-2', differences: { group: [null, null] } })],
      'redundancy lost',
    ],
  ])('is %s', (_what, changes, worst) => {
    expect(past(changes)).toMatchObject([{ worst }]);
  });
});

describe('an incident that has ended', () => {
  test('and of whose beginning nothing is known opened at some time before the first change that is', () => {
    const middle = change(5, { incident: '7-2', events: ['7-5.ended'], ...status('warning', 'connected') });
    expect(past([middle], [alert(2, '7-2.opened')])).toMatchObject([
      {
        opened: { after: null, by: at(5) },
        events: [
          { id: '7-2.opened', fate: 'told' },
          { id: '7-5.ended', fate: 'not told' },
        ],
      },
    ]);
  });

  test('has its events in the order of its changes, whoever was told of which', () => {
    expect(past([fell, returned], [alert(5, '7-3.ended', '7-4.opened')])[0]?.events).toEqual([
      { id: '7-2.opened', type: 'opened', fate: 'not told', alert: null, at: null },
      { id: '7-3.ended', type: 'ended', fate: 'told', alert: 'run-5.opened', at: at(5) },
    ]);
  });

  test('and that nobody took on says so', () => {
    const other = { incident: '7-4' };
    const changes = [
      change(4, { ...other, ...status('connected', 'warning') }),
      change(5, { ...other, events: ['7-5.ended'], ...status('warning', 'connected') }),
    ];
    expect(past(changes)).toMatchObject([{ acknowledged: false, acknowledgement: null }]);
  });

  test('at the same moment as another one stands in the order of the ids', () => {
    const other = (one: Change): Change => ({ ...one, group: '6', incident: '6-2' });
    expect(past([fell, returned, other(fell), other(returned)]).map(({ id }) => id)).toEqual(['6-2', '7-2']);
  });

  test('and is called otherwise than any known to this version is reported all the same', () => {
    const odd = change(3, { incident: 'odd', events: ['odder'], ...status('disconnected', 'connected') });
    expect(past([odd])).toMatchObject([
      { id: 'odd', opened: { after: null, by: at(3) }, events: [{ id: 'odder', type: 'odder' }] },
    ]);
  });
});

test('an incident that is open is not past', () => {
  const incident = {
    id: '7-2',
    opened: { after: at(1), by: at(2) },
    status: 'disconnected',
    worst: 'disconnected',
    told: 'critical',
    toldAt: at(2),
    acknowledged: false,
    episode: null,
  } as const;
  expect(past([fell], [], [aGroupState({ id: '7', incident })])).toEqual([]);
});

describe('where changes begin in the middle of an incident', () => {
  test('it is said how many more are needed, and from before when', () => {
    const middle = change(6, { incident: '7-2' });
    expect(unseenBeginnings([middle])).toEqual([{ group: '7', before: at(6), count: 4 }]);
  });

  test('the earliest of several is what counts, and changes that belong to none do not', () => {
    const changes = [
      change(6, { incident: '7-4' }),
      change(7),
      change(8, { incident: '7-2' }),
      change(9, { incident: '7-9' }),
    ];
    expect(unseenBeginnings(changes)).toEqual([{ group: '7', before: at(6), count: 4 }]);
    expect(unseenBeginnings([change(7)])).toEqual([]);
  });

  test('nothing more is needed once the first is there', () => {
    expect(unseenBeginnings([fell, returned])).toEqual([]);
  });
});

describe('what was told of a group', () => {
  const waiting = (id: string, silenced: boolean) => anEvent({ id, silenced });
  const group = aGroupState({
    id: '7',
    untold: [waiting('7-2.opened', false), waiting('7-8.opened', false), waiting('7-9.opened', true)],
  });
  const told = toldEvents(
    [group],
    [alert(5, '7-3.ended', 'watch-began'), alert(6, '7-2.opened', '8-1.opened'), alert(7, '7-2.opened')],
  );

  test('stands in the order of its changes: what was told first, what waits, and what is kept back by a silence', () => {
    expect(told.of('7', () => true)).toEqual([
      { id: '7-2.opened', type: 'opened', fate: 'told', alert: 'run-6.opened', at: at(6) },
      { id: '7-3.ended', type: 'ended', fate: 'told', alert: 'run-5.opened', at: at(5) },
      { id: '7-8.opened', type: 'opened', fate: 'waiting', alert: null, at: null },
      { id: '7-9.opened', type: 'opened', fate: 'not told', alert: null, at: null },
    ]);
  });

  test('can be asked for by the numbers of its changes', () => {
    expect(told.of('7', (seq) => seq === 3).map(({ id }) => id)).toEqual(['7-3.ended']);
  });

  test('is nothing where nothing was', () => {
    expect(told.of('9', () => true)).toEqual([]);
  });
});

describe('ids', () => {
  test.each([
    ['620113-2.opened', { group: '620113', seq: 2, type: 'opened' }],
    ['620113-12.flapping-began', { group: '620113', seq: 12, type: 'flapping began' }],
    ['620113-2.still-down-at-2026-03-02T14:05:00.000Z', { group: '620113', seq: 2, type: 'still down' }],
    ['watch-began', null],
    ['reminder-critical-at-2026-03-02T14:05:00.000Z', null],
    ['key-expires-2026-03-02T14:05:00.000Z-14', null],
  ])('of events: %s', (id, named) => {
    expect(eventNamed(id)).toEqual(named);
  });

  test.each([
    ['620113-2', { group: '620113', seq: 2 }],
    ['a-b-12', { group: 'a-b', seq: 12 }],
    ['620113', null],
    ['620113-', null],
    ['620113-2.opened', null],
  ])('of incidents: %s', (id, named) => {
    expect(incidentNamed(id)).toEqual(named);
  });
});
