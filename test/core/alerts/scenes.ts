/** What happened, as the rules leave it behind: states with untold events, ready to be composed. */
import type { Alert, AlertOrganization } from '../../../lib/core/alerts/alert.ts';
import { compose } from '../../../lib/core/alerts/compose.ts';
import type { Differences } from '../../../lib/core/fleet/change.ts';
import { countStatuses, type Group, type Hub, type Status } from '../../../lib/core/fleet/group.ts';
import {
  alertId,
  alertKindOf,
  type GroupEvent,
  type GroupFact,
  type MonitorEvent,
  type MonitorFact,
  severityOf,
} from '../../../lib/core/rules/event.ts';
import type { Episode } from '../../../lib/core/rules/flapping.ts';
import type { Condition } from '../../../lib/core/rules/redundancy.ts';
import {
  type Blindness,
  type GroupState,
  INITIAL_MONITOR,
  type Incident,
} from '../../../lib/core/rules/state.ts';
import { type Bounds, epochMilliseconds, type Instant, instant } from '../../../lib/core/time.ts';
import { aGroup, aGroupState, aHub } from '../../support/builders.ts';
import { reasonOf } from './reason-of.ts';

export const ACME: AlertOrganization = { id: '8204417', name: 'Acme', timeZone: 'Europe/Berlin' };

/** `14:05:03` on 2 March 2026, UTC; another day with the date before it. */
export function utc(text: string): Instant {
  return instant(Date.parse(`${text.includes(' ') ? text.replace(' ', 'T') : `2026-03-02T${text}`}Z`));
}

/** The poll of 13:05:03 UTC saw something that the one which began at 13:04:02 had not. */
export const SEEN = utc('13:05:03');
export const SINCE: Bounds = { after: utc('13:04:02'), by: SEEN };
export const RUN = '2026-03-02T13:05:00.000Z-7f3a';

export function primary(override: Partial<Hub> = {}): Hub {
  return aHub({ id: '720011801', datacenter: 'sse-use-1-0-0', carried: isUp('203.0.113.20'), ...override });
}

export function secondary(override: Partial<Hub> = {}): Hub {
  const carried = isUp('203.0.113.21');
  return aHub({ id: '720011802', primary: false, datacenter: 'sse-usc-1-0-0', carried, ...override });
}

function isUp(ip: string): Hub['carried'] {
  return { reportedAt: '2026-03-02T13:04:48.000Z', tunnelsCount: 1, peers: [{ ip, status: 'UP' }] };
}

export function isDown(reportedAt = '2026-03-02T13:04:31.000Z', ip = '203.0.113.20'): Partial<Hub> {
  return {
    status: 'down',
    tunnels: 'none',
    carried: { reportedAt, tunnelsCount: 0, peers: [{ ip, status: 'DOWN' }] },
  };
}

export const DMZ: Group = aGroup({
  id: '5120034417',
  name: 'DMZ ASA Tunnel NC',
  deviceType: 'ASA',
  hubs: [primary(), secondary()],
});

/** The group with both hubs down. */
export function fallen(group: Group = DMZ): Group {
  return {
    ...group,
    status: 'disconnected',
    hubs: [primary(isDown()), secondary(isDown('2026-03-02T13:04:36.000Z', '203.0.113.21'))],
  };
}

/** The group with its secondary hub down. */
export function halved(group: Group = DMZ): Group {
  return {
    ...group,
    status: 'warning',
    hubs: [primary(), secondary(isDown('2026-03-02T13:04:36.000Z', '203.0.113.21'))],
  };
}

/** A fact as the event of a run. */
export function groupEvent(group: string, fact: GroupFact, at: Instant = SEEN, run = RUN): GroupEvent {
  return {
    ...fact,
    id: `${group}-2.${fact.type}`,
    alert: alertId(run, alertKindOf(fact)),
    at,
    silenced: false,
    held: null,
    reason: reasonOf(fact),
  };
}

/** The state of a group that left `connected` in this run, with the event untold. */
export function opened(group: Group, since: Bounds = SINCE, at: Instant = SEEN): GroupState {
  const { status } = group;
  const incident = `${group.id}-2`;
  const fact: GroupFact = { type: 'opened', incident, status, severity: severityOf(status), since };
  return aGroupState({
    group,
    since,
    incident: {
      id: incident,
      opened: since,
      status,
      worst: status,
      told: severityOf(status),
      toldAt: at,
      acknowledged: false,
      episode: null,
    },
    untold: [groupEvent(group.id, fact, at)],
  });
}

/** The state of a group whose open incident changed from `previous` to its present status in this run. */
export function changed(group: Group, previous: Status, began: Bounds): GroupState {
  const state = opened(group);
  const { status } = group;
  const severity = severityOf(status);
  const type = status === 'disconnected' ? 'escalated' : 'eased';
  const incident = `${group.id}-2`;
  const fact: GroupFact = { type, incident, status, previous, severity, since: SINCE, opened: began };
  return { ...state, untold: [groupEvent(group.id, fact)] };
}

/** The state of a group whose incident ended in this run. */
export function ended(
  group: Group,
  how: 'connected' | 'removed',
  began: Bounds,
  worst: Condition = 'disconnected',
): GroupState {
  const fact: GroupFact = {
    type: 'ended',
    incident: `${group.id}-2`,
    how,
    worst,
    opened: began,
    ended: SINCE,
    openings: 1,
  };
  return aGroupState({
    group,
    presence: how === 'removed' ? 'removed' : 'listed',
    since: SINCE,
    untold: [groupEvent(group.id, fact)],
  });
}

/** The group connected, with its secondary hub down; it used to have both. */
export function withoutRedundancy(group: Group = DMZ): Group {
  return { ...halved(group), status: 'connected' };
}

/** What a group with two hubs once had. */
export const BOTH_HUBS: GroupState['baseline'] = {
  up: [primary().id, secondary().id],
  withTunnels: [primary().id, secondary().id],
};

/** The state of a group that lost redundancy in this run. */
export function redundancyLost(group: Group = withoutRedundancy()): GroupState {
  const state = opened(group);
  const known = { status: 'redundancy lost', severity: 'warning' } as const;
  const incident = state.incident && {
    ...state.incident,
    status: known.status,
    worst: known.status,
    told: known.severity,
  };
  const untold = state.untold.map(
    (event): GroupEvent => (event.type === 'opened' ? { ...event, ...known } : event),
  );
  return { ...state, baseline: BOTH_HUBS, incident, untold };
}

/** When a flapping group dropped so far, the last time in this run. */
export const DROPS: readonly Instant[] = [utc('11:12:03'), utc('12:21:03'), SEEN];

/** The state of a group that was recognized as flapping in this run. */
export function flapping(group: Group = fallen()): GroupState {
  const state = opened(group);
  const { incident } = state;
  if (incident === null) return state;
  const { id, status } = incident;
  const fact: GroupFact = {
    type: 'flapping began',
    incident: id,
    status,
    severity: severityOf(status),
    openings: DROPS.length,
    since: SINCE,
  };
  const episode: Episode = {
    since: SEEN,
    openings: DROPS.length,
    downSince: SEEN,
    steadyFrom: null,
    lastTold: SEEN,
    quiet: 3_600_000,
  };
  return {
    ...state,
    incident: { ...incident, episode },
    openings: DROPS,
    untold: [groupEvent(group.id, fact)],
  };
}

/** The state of a flapping group that has been down for 47 minutes in one stretch. */
export function stillDown(group: Group = fallen()): GroupState {
  const state = flapping(group);
  const { incident } = state;
  if (incident?.episode === null || incident === null) return state;
  const began: Bounds = { after: utc('09:40:02'), by: utc('09:41:03') };
  const { id, status } = incident;
  const severity = severityOf(status);
  const fact: GroupFact = { type: 'still down', incident: id, status, severity, openings: 9, since: began };
  const episode: Episode = { ...incident.episode, openings: 9, downSince: utc('12:18:03') };
  return {
    ...state,
    incident: { ...incident, opened: began, episode },
    openings: [utc('08:12:03'), utc('09:02:03'), utc('09:41:03')],
    untold: [groupEvent(group.id, fact)],
  };
}

/** The state of a group that has been steady for long enough after flapping. */
export function steady(worst: Condition = 'disconnected'): GroupState {
  const fact: GroupFact = {
    type: 'ended',
    incident: `${DMZ.id}-2`,
    how: 'steady',
    worst,
    openings: 9,
    opened: { after: utc('08:40:02'), by: utc('08:41:03') },
    ended: SINCE,
  };
  const since =
    worst === 'redundancy lost'
      ? { after: null, by: utc('2026-01-12 08:00:03') }
      : { after: utc('11:04:02'), by: utc('11:05:03') };
  return aGroupState({ group: DMZ, since, untold: [groupEvent(DMZ.id, fact)] });
}

/** The state of a group whose configuration was changed. */
export function configured(differences: Differences, group: Group = DMZ): GroupState {
  const fact: GroupFact = { type: 'configured', differences, changed: SINCE };
  return aGroupState({ group, untold: [groupEvent(group.id, fact)] });
}

/** An incident that was told before, open since `hours` ago. */
export function openFor(hours: number, group: Group, override: Partial<Incident> = {}): GroupState {
  const by = instant(epochMilliseconds(SEEN) - hours * 3_600_000);
  const began: Bounds = { after: instant(epochMilliseconds(by) - 61_000), by };
  const state = opened(group, began, by);
  return { ...state, incident: state.incident && { ...state.incident, ...override }, untold: [] };
}

/** The same events, told only now that a silence has ended. */
export function afterSilence(state: GroupState): GroupState {
  const reason = 'a silence ended, and it is worse than people were last told';
  return { ...state, untold: state.untold.map((event) => ({ ...event, reason })) };
}

/** The same events, held back until 13:10 to be gathered, seen at some other time where that is told. */
export function gathered(state: GroupState, at?: Instant): GroupState {
  const held = utc('13:10:00');
  const untold = state.untold.map(
    (event): GroupEvent => ({
      ...event,
      id: at === undefined ? event.id : `${event.id}-${at}`,
      at: at ?? event.at,
      held,
      alert: alertId(`gathered-${held}`, alertKindOf(event)),
    }),
  );
  return { ...state, untold };
}

/** The tombstone of a group that was removed in this run with no incident open. */
export function removed(group: Group): GroupState {
  const fact: GroupFact = { type: 'removed', status: group.status, removed: SINCE };
  return aGroupState({ group, presence: 'removed', since: SINCE, untold: [groupEvent(group.id, fact)] });
}

export function monitorEvent(fact: MonitorFact, at: Instant = SEEN): MonitorEvent {
  return {
    ...fact,
    id: `monitor.${fact.type}`,
    alert: alertId(RUN, alertKindOf(fact)),
    at,
    silenced: false,
    held: null,
    reason: reasonOf(fact),
  };
}

/** `count` connected groups that nothing happened to. */
export function bystanders(count: number, override: Partial<Group> = {}): GroupState[] {
  return Array.from({ length: count }, (_, index) =>
    aGroupState({ group: aGroup({ id: `${6_000_000 + index}`, name: `Branch ${index + 1}`, ...override }) }),
  );
}

export interface Scene {
  readonly groups?: readonly GroupState[];
  readonly monitor?: readonly MonitorEvent[];
  /** Whether the monitor is blind when it tells; by default, if the last that it tells of itself is that it went blind. */
  readonly blind?: Blindness | null;
  readonly organization?: AlertOrganization;
  /** The run did not see the fleet. */
  readonly unseen?: boolean;
  readonly asOf?: Instant;
}

/** All alerts that a scene gives rise to, published two seconds after the reading unless it says otherwise. */
export function alertsOf(scene: Scene): readonly Alert[] {
  const groups = scene.groups ?? [];
  return compose({
    groups,
    monitor: {
      ...INITIAL_MONITOR,
      blind: scene.blind === undefined ? blindnessIn(scene) : scene.blind,
      untold: scene.monitor ?? [],
    },
    organization: scene.organization ?? ACME,
    counts:
      scene.unseen === true
        ? null
        : countStatuses(groups.filter((state) => state.presence !== 'removed').map((state) => state.group)),
    isLeftOut: () => false,
    run: RUN,
    asOf: scene.asOf ?? utc('13:05:05'),
  });
}

/** The only alert of a scene. */
function blindnessIn({ monitor = [] }: Scene): Blindness | null {
  const last = monitor.at(-1);
  return last?.type === 'went blind' ? { since: last.since, failure: last.failure, told: true } : null;
}

export function alertOf(scene: Scene): Alert {
  const [alert, ...others] = alertsOf(scene);
  if (alert === undefined || others.length > 0)
    throw new Error(`The scene gives rise to ${others.length + (alert ? 1 : 0)} alerts, not one.`);
  return alert;
}
