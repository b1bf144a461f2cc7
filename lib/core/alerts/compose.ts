/** Untold events → the messages to send: one for each alert id, in the order in which things happened. */
import type { StatusCounts } from '../fleet/group.ts';
import { alertKindOf, type Envelope, type GroupEvent, type MonitorEvent } from '../rules/event.ts';
import type { GroupState, MonitorState } from '../rules/state.ts';
import type { Instant } from '../time.ts';
import type {
  Alert,
  AlertItem,
  AlertOrganization,
  GroupAlert,
  MonitorAlert,
  OpenIncident,
} from './alert.ts';
import { sharedCauses } from './cause.ts';
import { inOrderOfReading, inOrderOfTelling, inOrderOfUrgency, worstFirst } from './order.ts';

export type { Alert } from './alert.ts';

export interface Facts {
  /** All groups, the removed among them. */
  readonly groups: Iterable<GroupState>;
  readonly monitor: MonitorState;
  readonly organization: AlertOrganization;
  /** Groups in each status as this run saw them; null where it did not see them. */
  readonly counts: StatusCounts | null;
  /** Now: when the alerts are about to be published. */
  readonly asOf: Instant;
}

/**
 * Everything untold and not silenced, as one alert for each alert id. Older runs come first, so that the last message a
 * person gets about a group is the latest; within a run the order is that of `ALERT_KINDS`. Silenced events are left out:
 * they are never published, and whoever clears the published events clears them too.
 */
export function compose(facts: Facts): readonly Alert[] {
  const fleet = [...facts.groups];
  const items = fleet.flatMap((state) =>
    state.untold.filter(isToBeTold(facts.asOf)).map((event) => ({ event, state, holds: holds(event, state) })),
  );
  const alerts = [
    ...groupAlerts(items, fleet, facts),
    ...facts.monitor.untold.filter(isToBeTold(facts.asOf)).map((event) => monitorAlert(event, fleet, facts)),
  ];
  return alerts.sort(inOrderOfTelling);
}

function isToBeTold(asOf: Instant): (event: Envelope) => boolean {
  return ({ silenced, held }) => !silenced && (held === null || held <= asOf);
}

/** Whether the group still stands as the event left it. A status that went `unknown` since contradicts nothing. */
function holds(event: GroupEvent, { presence, group, incident }: GroupState): boolean {
  switch (event.type) {
    case 'opened':
    case 'escalated':
    case 'eased':
    case 'still down':
      return incident?.id === event.incident && incident.status === event.status;
    case 'ended':
      return event.how === 'removed'
        ? presence === 'removed'
        : presence === 'listed' && group.status === 'connected';
    case 'flapping began':
      return incident?.id === event.incident;
    case 'removed':
      return presence === 'removed';
    case 'configured':
      return presence !== 'removed';
  }
}

function groupAlerts(
  items: readonly AlertItem[],
  fleet: readonly GroupState[],
  facts: Facts,
): readonly GroupAlert[] {
  const openings = groupedBy(
    items.filter((item) => item.event.type === 'opened'),
    (item) => item.event.at,
  );
  return [...groupedBy(items, (item) => item.event.alert)].flatMap(([id, unordered]) => {
    const [first, ...rest] = [...unordered].sort(inOrderOfReading);
    if (first === undefined) return [];
    const { at } = first.event;
    const kind = groupKindOf(first.event);
    return {
      id,
      kind,
      organization: facts.organization,
      at,
      asOf: facts.asOf,
      fleet: facts.counts,
      events: unordered.map((item) => item.event.id),
      reasons: reasonsOf(unordered.map((item) => item.event)),
      items: [first, ...rest],
      causes: kind === 'opened' ? sharedCauses(openings.get(at) ?? [], fleet) : [],
    };
  });
}

/** `Map.groupBy`, which Node.js 20 does not have. */
function groupedBy(
  items: readonly AlertItem[],
  keyOf: (item: AlertItem) => string,
): ReadonlyMap<string, readonly AlertItem[]> {
  const groups = new Map<string, AlertItem[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function groupKindOf(event: GroupEvent): GroupAlert['kind'] {
  const kind = alertKindOf(event);
  return kind === 'opened' || kind === 'changed' || kind === 'removed' || kind === 'configured' ? kind : 'ended';
}

function reasonsOf(events: readonly Envelope[]): readonly string[] {
  return [...new Set(events.map((event) => event.reason))].slice(0, REASONS);
}

const REASONS = 10;

function monitorAlert(event: MonitorEvent, fleet: readonly GroupState[], facts: Facts): MonitorAlert {
  const envelope = {
    id: event.alert,
    organization: facts.organization,
    at: event.at,
    asOf: facts.asOf,
    fleet: facts.counts,
    events: [event.id],
    reasons: reasonsOf([event]),
  };
  switch (event.type) {
    case 'went blind':
      return { ...envelope, kind: 'blind', event };
    case 'sight returned':
      return { ...envelope, kind: 'sighted', event };
    case 'watch began':
      return { ...envelope, kind: 'began', event, notConnected: notConnected(fleet) };
    case 'reminder':
      return { ...envelope, kind: `reminder-${event.about}`, event, open: openOf(event.incidents, fleet) };
    case 'key expires':
      return { ...envelope, kind: 'key', event };
  }
}

function openOf(incidents: readonly string[], fleet: readonly GroupState[]): readonly OpenIncident[] {
  const named = new Set(incidents);
  return fleet
    .flatMap((state) =>
      state.incident !== null && named.has(state.incident.id) && !state.incident.acknowledged
        ? [{ state, incident: state.incident }]
        : [],
    )
    .sort(inOrderOfUrgency);
}

function notConnected(fleet: readonly GroupState[]): readonly GroupState[] {
  return fleet
    .filter((state) => state.presence !== 'removed' && state.group.status !== 'connected')
    .sort(worstFirst);
}
