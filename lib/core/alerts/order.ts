/** What is told first. Comparisons for sorting. */
import { compareIds } from '../fleet/change.ts';
import type { Status } from '../fleet/group.ts';
import { ALERT_KINDS, type GroupEvent } from '../rules/event.ts';
import type { GroupState } from '../rules/state.ts';
import type { Alert, AlertItem } from './alert.ts';

/** Alerts: older runs first, within a run in the order of `ALERT_KINDS`, then part by part. */
export function inOrderOfTelling(a: Alert, b: Alert): number {
  const inTime = a.at < b.at ? -1 : Number(a.at > b.at);
  return inTime || ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind) || compareIds(a.id, b.id);
}

/** The items of an alert: what still holds, then the worst, then by name. */
export function inOrderOfReading(a: AlertItem, b: AlertItem): number {
  return Number(b.holds) - Number(a.holds) || rankOf(a.event) - rankOf(b.event) || byName(a.state, b.state);
}

/** Groups by what they are now: the worst, then by name. */
export function worstFirst(a: GroupState, b: GroupState): number {
  return RANK[a.group.status] - RANK[b.group.status] || byName(a, b);
}

const RANK: Readonly<Record<Status, number>> = { disconnected: 0, warning: 1, unknown: 2, connected: 3 };

/** A removal comes before any return: somebody may have to undo it. */
function rankOf(event: GroupEvent): number {
  if (event.type !== 'ended') return RANK[event.status];
  return event.how === 'removed' ? -1 : RANK[event.worst];
}

/** As people count: `Site 2` before `Site 10`. */
const names = new Intl.Collator('en', { numeric: true });

function byName(a: GroupState, b: GroupState): number {
  return names.compare(a.group.name, b.group.name) || compareIds(a.id, b.id);
}
