/** Untold events → the messages to send: one for each alert id, in the order in which things happened. */
import type { StatusCounts } from '../fleet/group.ts';
import {
  alertKindOf,
  type Envelope,
  type GroupEvent,
  type MonitorEvent,
  type Reminder,
  severityOf,
} from '../rules/event.ts';
import type { GroupState, MonitorState } from '../rules/state.ts';
import type { Instant } from '../time.ts';
import type {
  Alert,
  AlertItem,
  AlertOrganization,
  GroupAlert,
  MonitorAlert,
  ReminderAlert,
} from './alert.ts';
import { sharedCauses } from './cause.ts';
import { eventsOf, isDue, itemsOf } from './items.ts';
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
 * Everything untold that is due, as one alert for each alert id. Older runs come first, so that the last message a person
 * gets about a group is the latest; within a run the order is that of `ALERT_KINDS`. Left out are events that are silenced,
 * which are never published (whoever clears the published events clears them too), and events that are still being gathered.
 */
export function compose(facts: Facts): readonly Alert[] {
  const fleet = [...facts.groups];
  const due = facts.monitor.untold.filter((event) => isDue(event, facts.asOf));
  const alerts = [...groupAlerts(fleet, facts), ...due.map((event) => monitorAlert(event, fleet, facts))];
  return alerts.sort(inOrderOfTelling);
}

function groupAlerts(fleet: readonly GroupState[], facts: Facts): readonly GroupAlert[] {
  const items = fleet.flatMap((state) => itemsOf(state, facts.asOf));
  const openings = groupedBy(
    items.filter((item) => groupKindOf(item.event) === 'opened'),
    toldTogether,
  );
  return [...groupedBy(items, (item) => item.event.alert)].flatMap(([id, unordered]) => {
    const [first, ...rest] = [...unordered].sort(inOrderOfReading);
    if (first === undefined) return [];
    const events = unordered.flatMap(eventsOf);
    const kind = groupKindOf(first.event);
    const alert: GroupAlert = {
      ...envelopeOf(id, events, facts),
      kind,
      items: [first, ...rest],
      causes: kind === 'opened' ? sharedCauses(openings.get(toldTogether(first)) ?? [], fleet) : [],
    };
    return [alert];
  });
}

/** What is the same for the openings of one run, or of one slot, also where they are too many for one alert. */
function toldTogether({ event }: AlertItem): Instant {
  return event.held ?? event.at;
}

/** Reasons named for one alert: it is the kinds of reason that matter, and there are no more. */
const REASONS_MOST = 10;

function envelopeOf(id: string, events: readonly Envelope[], { organization, asOf, counts }: Facts) {
  const times = events.map((event) => event.at).sort();
  const [from = asOf] = times;
  const to = events.find((event) => event.held !== null)?.held ?? null;
  return {
    id,
    organization,
    at: times.at(-1) ?? asOf,
    ...(to === null ? {} : { gathered: { from, to } }),
    asOf,
    fleet: counts,
    events: events.map((event) => event.id),
    reasons: [...new Set(events.map((event) => event.reason))].slice(0, REASONS_MOST),
  };
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

const GROUP_KINDS = ['opened', 'changed', 'removed', 'ended', 'configured'] as const;

function groupKindOf(event: GroupEvent): GroupAlert['kind'] {
  const kind = alertKindOf(event);
  return GROUP_KINDS.find((known) => known === kind) ?? 'changed';
}

function monitorAlert(event: MonitorEvent, fleet: readonly GroupState[], facts: Facts): MonitorAlert {
  const envelope = envelopeOf(event.alert, [event], facts);
  switch (event.type) {
    case 'went blind':
      return { ...envelope, kind: 'blind', event };
    case 'sight returned':
      return { ...envelope, kind: 'sighted', event };
    case 'watch began':
      return { ...envelope, kind: 'began', event, notConnected: notConnected(fleet) };
    case 'reminder':
      return { ...envelope, kind: `reminder-${event.about}`, event, ...openOf(event, fleet) };
    case 'key expires':
      return { ...envelope, kind: 'key', event };
  }
}

/** What has ended since, changed its severity, or was taken on, is not reminded of. */
function openOf(
  { incidents, about }: Reminder,
  fleet: readonly GroupState[],
): Pick<ReminderAlert, 'open' | 'others'> {
  const named = new Set(incidents);
  const severity = about === 'critical' ? 'critical' : 'warning';
  const all = fleet
    .flatMap((state) => (state.incident === null ? [] : [{ state, incident: state.incident }]))
    .filter(({ incident }) => severityOf(incident.status) === severity && !incident.acknowledged);
  const open = all.filter(({ incident }) => named.has(incident.id)).sort(inOrderOfUrgency);
  return { open, others: all.length - open.length };
}

function notConnected(fleet: readonly GroupState[]): readonly GroupState[] {
  return fleet
    .filter((state) => state.presence !== 'removed' && state.group.status !== 'connected')
    .sort(worstFirst);
}
