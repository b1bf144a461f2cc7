import { describe, expect, test } from '@jest/globals';
import type { PublishedAlert } from '../../../lib/core/alerts/alert.ts';
import type { Change } from '../../../lib/core/fleet/change.ts';
import { type Incidents, type IncidentsAsked, incidents } from '../../../lib/core/operator/incidents.ts';
import type { Acknowledgement, Operator } from '../../../lib/core/operator/operator.ts';
import type { GroupState, Incident } from '../../../lib/core/rules/state.ts';
import type { Instant } from '../../../lib/core/time.ts';
import {
  aGroup,
  aGroupState,
  aHead,
  anEvent,
  aPublishedAlert,
  aReading,
  at,
} from '../../support/builders.ts';

const counts = { connected: 1, warning: 0, disconnected: 0, unknown: 0 };

interface Table {
  readonly groups?: readonly GroupState[];
  readonly changes?: readonly Change[];
  readonly alerts?: readonly PublishedAlert[];
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** Reads that table as the one in DynamoDB is read, and keeps the range of each question. */
function reading({ groups = [], changes = [], alerts = [], acknowledgements = [] }: Table) {
  const asked: string[] = [];
  const note = (what: string, from: Instant, to: Instant): void => {
    asked.push(
      `${what} ${(Date.parse(from) - Date.parse(at())) / 60_000} to ${(Date.parse(to) - Date.parse(at())) / 60_000}`,
    );
  };
  const within = (one: Instant, from: Instant, to: Instant): boolean => from <= one && one <= to;
  const operator = {
    groups: async () => groups,
    acknowledgements: async () => acknowledgements,
    async alerts(_organization: string, from: Instant, to: Instant) {
      note('alerts', from, to);
      return alerts.filter((alert) => within(alert.at, from, to));
    },
    async changes(_organization: string, from: Instant, to: Instant) {
      note('changes', from, to);
      return changes.filter(({ by }) => within(by, from, to));
    },
    async changeTimes(_organization: string, group: string, before: Instant, count: number) {
      return changes
        .filter((change) => change.group === group && change.by < before)
        .map(({ by }) => by)
        .reverse()
        .slice(0, count);
    },
  };
  return { operator: operator as unknown as Operator, asked };
}

/** The incidents that were open at any moment from minute 100 to minute 200; it is minute 300. */
async function ask(table: Table, override: Partial<IncidentsAsked> = {}): Promise<Incidents> {
  const head = aHead({ lastComplete: { reading: aReading(299), counts } });
  const asked = { organization: 'acme', head, from: at(100), to: at(200), now: at(300), onlyOpen: false };
  return incidents(reading(table).operator, { ...asked, ...override });
}

/** A group with an incident that opened at that minute. */
function down(id: string, minute: number, override: Partial<Incident> = {}): GroupState {
  const incident: Incident = {
    id: `${id}-2`,
    opened: { after: at(minute - 1), by: at(minute) },
    status: 'warning',
    worst: 'disconnected',
    told: 'critical',
    toldAt: at(minute),
    acknowledged: false,
    episode: null,
    ...override,
  };
  return aGroupState({ group: aGroup({ id, status: 'warning' }), seq: 2, incident });
}

/** The two changes of an incident of a group that lasted from one minute to another. */
function course(group: string, from: number, to: number): readonly Change[] {
  const change = { group, kinds: ['status'] as const, incident: `${group}-2` };
  return [
    {
      ...change,
      ...{ seq: 2, after: at(from - 1), by: at(from), events: [`${group}-2.opened`] },
      differences: { status: ['connected', 'disconnected'] },
    },
    {
      ...change,
      ...{ seq: 3, after: at(to - 1), by: at(to), events: [`${group}-3.ended`] },
      differences: { status: ['disconnected', 'connected'] },
    },
  ];
}

describe('an open incident', () => {
  test('is reported as it stands with its group, with what was told of it and who took it on', async () => {
    const told = aPublishedAlert({ id: 'run-150.opened', at: at(150), events: ['1-1.opened', '1-2.opened'] });
    const waiting = anEvent({ id: '1-3.worsened' });
    const state = { ...down('1', 150, { acknowledged: true }), untold: [waiting] };
    const acknowledgement = { incident: '1-2', by: 'ana', at: at(151) };
    const { open } = await ask({
      groups: [state, aGroupState({ id: '2' })],
      alerts: [told],
      acknowledgements: [acknowledgement],
    });
    expect(open).toEqual([
      {
        id: '1-2',
        group: '1',
        record: state.group,
        open: true,
        opened: { after: at(149), by: at(150) },
        ended: null,
        status: 'warning',
        worst: 'disconnected',
        told: 'critical',
        events: [
          { id: '1-2.opened', type: 'opened', fate: 'told', alert: 'run-150.opened', at: at(150) },
          { id: '1-3.worsened', type: 'worsened', fate: 'waiting', alert: null, at: null },
        ],
        acknowledged: true,
        acknowledgement,
      },
    ]);
  });

  test('stands before those that opened later, and of a moment by its id', async () => {
    const groups = [down('3', 150), down('2', 150), down('4', 120)];
    expect((await ask({ groups })).open.map(({ id }) => id)).toEqual(['4-2', '2-2', '3-2']);
  });

  test('nobody took on says so', async () => {
    expect((await ask({ groups: [down('1', 150)] })).open).toMatchObject([
      { acknowledged: false, acknowledgement: null },
    ]);
  });

  test('that may have opened only after the time asked about is left out', async () => {
    const groups = [down('1', 201), down('2', 202)];
    expect((await ask({ groups })).open.map(({ id }) => id)).toEqual(['1-2']);
  });

  test('of whose beginning nothing is known opened when it was seen', async () => {
    const found = (minute: number) => down('1', minute, { opened: { after: null, by: at(minute) } });
    expect((await ask({ groups: [found(200)] })).open).toHaveLength(1);
    expect((await ask({ groups: [found(201)] })).open).toHaveLength(0);
  });

  test('finds the alert that told of it, however long before the time asked about that was', async () => {
    const told = aPublishedAlert({ id: 'run-20.opened', at: at(20), events: ['1-2.opened'] });
    expect((await ask({ groups: [down('1', 20)], alerts: [told] })).open).toMatchObject([
      { events: [{ fate: 'told', at: at(20) }] },
    ]);
  });
});

describe('an incident that has ended', () => {
  test('is reported if it was still open at the beginning of the time asked about', async () => {
    const changes = [...course('1', 10, 99), ...course('2', 10, 100), ...course('3', 150, 160)];
    expect((await ask({ changes })).past.map(({ id }) => id)).toEqual(['3-2', '2-2']);
  });

  test('is reported with its beginning, though that was before the time asked about', async () => {
    const { operator, asked } = reading({ changes: course('2', 10, 120) });
    const head = aHead();
    const range = { from: at(100), to: at(200), now: at(300) };
    const { past } = await incidents(operator, { organization: 'acme', head, onlyOpen: false, ...range });
    expect(past).toMatchObject([{ id: '2-2', opened: { after: at(9), by: at(10) }, ended: { by: at(120) } }]);
    expect(asked).toEqual(['changes 100 to 300', 'changes 10 to 300', 'alerts 10 to 300']);
  });

  test('needs no second look where its beginning is in the time asked about', async () => {
    const { operator, asked } = reading({ changes: course('2', 110, 120) });
    const range = { from: at(100), to: at(200), now: at(300) };
    await incidents(operator, { organization: 'acme', head: aHead(), onlyOpen: false, ...range });
    expect(asked).toEqual(['changes 100 to 300', 'alerts 100 to 300']);
  });

  test('is looked for as far back as the earliest of several began', async () => {
    const changes = [...course('3', 30, 110), ...course('2', 10, 120), ...course('4', 20, 130)].sort(
      (a, b) => (a.by < b.by ? -1 : 1),
    );
    const { past } = await ask({ changes });
    expect(past.map(({ id, opened }) => [id, opened.by])).toEqual([
      ['4-2', at(20)],
      ['2-2', at(10)],
      ['3-2', at(30)],
    ]);
  });

  test('is left out, and history not read, where only open ones are asked for', async () => {
    const { operator, asked } = reading({ changes: course('2', 110, 120) });
    const range = { from: at(100), to: at(200), now: at(300) };
    const { past } = await incidents(operator, {
      organization: 'acme',
      head: aHead(),
      onlyOpen: true,
      ...range,
    });
    expect(past).toEqual([]);
    expect(asked).toEqual(['alerts 100 to 300']);
  });
});

test('it is said until when the fleet was seen, if it was', async () => {
  expect((await ask({})).seenUntil).toBe(at(299));
  expect((await ask({}, { head: aHead() })).seenUntil).toBeNull();
});
