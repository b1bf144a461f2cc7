/** What is told first. Comparisons for sorting. */
import { compareIds } from '../fleet/change.ts';
import { ALERT_KINDS, type GroupEvent, type Severity } from '../rules/event.ts';
import type { Condition } from '../rules/redundancy.ts';
import type { GroupState } from '../rules/state.ts';
import type { Alert, AlertItem, OpenIncident } from './alert.ts';
import { conditionNow } from './words/condition.ts';

/** Alerts: what was due first, then in the order of `ALERT_KINDS`, then part by part. */
export function inOrderOfTelling(a: Alert, b: Alert): number {
  const inTime = a.due < b.due ? -1 : Number(a.due > b.due);
  return inTime || ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind) || compareIds(a.id, b.id);
}

/** The items of an alert: what still holds, then the worst, then by name. */
export function inOrderOfReading(a: AlertItem, b: AlertItem): number {
  return Number(b.holds) - Number(a.holds) || rankOf(a.event) - rankOf(b.event) || byName(a.state, b.state);
}

/** Groups by what they are now: the worst, then by name. */
export function worstFirst(a: GroupState, b: GroupState): number {
  return RANK[conditionNow(a)] - RANK[conditionNow(b)] || byName(a, b);
}

/** Open incidents: the worst, then those open for longest, then by name. */
export function inOrderOfUrgency(a: OpenIncident, b: OpenIncident): number {
  const [earlier, later] = [a.incident.opened.by, b.incident.opened.by];
  const inTime = earlier < later ? -1 : Number(earlier > later);
  return RANK[a.incident.status] - RANK[b.incident.status] || inTime || byName(a.state, b.state);
}

const RANK: Readonly<Record<Condition, number>> = {
  disconnected: 0,
  warning: 1,
  'redundancy lost': 2,
  unknown: 3,
  connected: 4,
};

/** A removal comes before any return: somebody may have to undo it. */
function rankOf(event: GroupEvent): number {
  if (event.type === 'configured') return RANK.connected;
  if (event.type !== 'ended') return RANK[event.status];
  return event.how === 'removed' ? -1 : RANK[event.worst];
}

/** The worst of some severities; `ok` of none. */
export function worst(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'ok';
}

const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'ok'];

/** As people count: `Site 2` before `Site 10`. */
const names = new Intl.Collator('en', { numeric: true });

function byName(a: GroupState, b: GroupState): number {
  return names.compare(a.group.name, b.group.name) || compareIds(a.id, b.id);
}
