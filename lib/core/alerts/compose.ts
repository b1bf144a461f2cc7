/** Untold events → the messages to send: one of each kind, in the order in which things happened. */
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
import type { Alert, AlertOrganization, GroupAlert, MonitorAlert, ReminderAlert } from './alert.ts';
import { sharedCauses } from './cause.ts';
import { dueEvents, isDue } from './due.ts';
import { eventsOf, itemsOf } from './items.ts';
import { messageIds } from './joined.ts';
import { inOrderOfReading, inOrderOfTelling, inOrderOfUrgency, worstFirst } from './order.ts';
import { timing } from './timing.ts';
import { conditionNow } from './words/condition.ts';

export type { Alert } from './alert.ts';

export interface Facts {
  /** All groups, the removed among them. */
  readonly groups: Iterable<GroupState>;
  readonly monitor: MonitorState;
  readonly organization: AlertOrganization;
  /** Groups in each status as this run saw them; null where it did not see them. */
  readonly counts: StatusCounts | null;
  /** Events that are not told now, though they are untold: the alert log has them, or did not answer. */
  readonly isLeftOut: (event: Envelope) => boolean;
  /** The run that tells. */
  readonly run: string;
  /** Now: when the alerts are about to be published. */
  readonly asOf: Instant;
}

/**
 * Everything untold that is due, as one alert of each kind, whichever runs it comes from. What was due first comes first, then the order is that of `ALERT_KINDS`. Left out are events that are silenced,
 * which are never published (whoever clears the published events clears them too), and events that are still held.
 */
export function compose(facts: Facts): readonly Alert[] {
  const fleet = [...facts.groups];
  const alerts = [...groupAlerts(fleet, facts), ...monitorAlerts(fleet, facts)];
  return alerts.sort(inOrderOfTelling);
}

function groupAlerts(fleet: readonly GroupState[], facts: Facts): readonly GroupAlert[] {
  const due = new Set(dueEvents(fleet, facts.asOf).filter((event) => !facts.isLeftOut(event)));
  const messages = messageIds(due, facts.run);
  const messageOf = (event: GroupEvent): string | null =>
    due.has(event) ? (messages.get(event.alert) ?? null) : null;
  const items = groupedBy(
    fleet.flatMap((state) => [...itemsOf(state, messageOf)]),
    ([id]) => id,
  );
  const all = [...items].map(([id, entries]) => ({ id, items: entries.map(([, item]) => item) }));
  const openings = all.flatMap((one) => one.items.filter(({ event }) => groupKindOf(event) === 'opened'));
  return all.flatMap(({ id, items: unordered }) => {
    const [first, ...rest] = [...unordered].sort(inOrderOfReading);
    if (first === undefined) return [];
    const kind = groupKindOf(first.event);
    const alert: GroupAlert = {
      ...envelopeOf(id, unordered.flatMap(eventsOf), facts),
      kind,
      items: [first, ...rest],
      causes: kind === 'opened' ? sharedCauses(openings, fleet) : [],
    };
    return [alert];
  });
}

/** Reasons named for one alert: it is the kinds of reason that matter, and there are no more. */
const REASONS_MOST = 10;

function envelopeOf(id: string, events: readonly Envelope[], { organization, asOf, counts }: Facts) {
  const { at, due, gathered } = timing(events, asOf);
  const stored = groupedBy(events, (event) => event.alert);
  return {
    id,
    organization,
    at,
    due,
    ...(gathered === null ? {} : { gathered }),
    asOf,
    fleet: counts,
    events: events.map((event) => event.id),
    joins: stored.has(id)
      ? []
      : [...stored].map(([alert, of]) => ({ id: alert, events: of.map((event) => event.id) })),
    reasons: [...new Set(events.map((event) => event.reason))].slice(0, REASONS_MOST),
  };
}

/** `Map.groupBy`, which Node.js 20 does not have. */
function groupedBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
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

function monitorAlerts(fleet: readonly GroupState[], facts: Facts): readonly MonitorAlert[] {
  const due = facts.monitor.untold.filter((event) => isDue(event, facts.asOf) && !facts.isLeftOut(event));
  const messages = messageIds(due, facts.run);
  const together = groupedBy(due, (event) => messages.get(event.alert) ?? event.alert);
  return [...together].flatMap(([id, events]) => {
    const latest = events.at(-1);
    return latest === undefined ? [] : [monitorAlert(id, latest, events.slice(0, -1), fleet, facts)];
  });
}

/** Of events of one kind the latest is told, with those before it. */
function monitorAlert(
  id: string,
  event: MonitorEvent,
  earlier: readonly MonitorEvent[],
  fleet: readonly GroupState[],
  facts: Facts,
): MonitorAlert {
  const envelope = { ...envelopeOf(id, [...earlier, event], facts), earlier };
  const { blind } = facts.monitor;
  switch (event.type) {
    case 'went blind':
      return {
        ...envelope,
        kind: 'blind',
        event,
        holds: blind?.since === event.since,
        seesNow: blind === null,
      };
    case 'sight returned':
      return { ...envelope, kind: 'sighted', event, holds: blind === null };
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

/** What the first digest names: also a group that came back before it was sent, and not with all its hubs. */
function notConnected(fleet: readonly GroupState[]): readonly GroupState[] {
  return fleet
    .filter((state) => state.presence !== 'removed' && conditionNow(state) !== 'connected')
    .filter(({ group, incident }) => group.status !== 'connected' || incident !== null)
    .sort(worstFirst);
}
