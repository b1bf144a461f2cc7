/** Untold events of groups → what each alert tells of each group. */
import { type GroupEvent, severityOf } from '../rules/event.ts';
import type { GroupState } from '../rules/state.ts';
import type { AlertItem } from './alert.ts';
import { conditionNow } from './words/condition.ts';

/** An item for each message that tells of the group. Several events in one are one item: the latest, and those before. */
export function itemsOf(
  state: GroupState,
  messageOf: (event: GroupEvent) => string | null,
): ReadonlyMap<string, AlertItem> {
  const items = new Map<string, AlertItem>();
  for (const event of state.untold) {
    const message = messageOf(event);
    if (message === null) continue;
    const before = items.get(message);
    const item: AlertItem = { event, state, holds: holds(event, state) };
    items.set(message, before === undefined ? item : { ...item, earlier: eventsOf(before) });
  }
  return items;
}

/** All events of an item, the oldest first. */
export function eventsOf({ event, earlier = [] }: AlertItem): readonly GroupEvent[] {
  return [...earlier, event];
}

/**
 * Whether the group still stands as the event left it. A status that went `unknown` since contradicts nothing, nor does a
 * condition that is as bad: it is the same incident, and is told as it is now.
 */
export function holds(event: GroupEvent, state: GroupState): boolean {
  const { presence, incident } = state;
  switch (event.type) {
    case 'opened':
    case 'escalated':
    case 'eased':
    case 'still down':
      return incident?.id === event.incident && severityOf(incident.status) === event.severity;
    case 'flapping began':
      return incident?.id === event.incident;
    case 'ended':
      return event.how === 'removed'
        ? presence === 'removed'
        : incident === null && conditionNow(state) === 'connected';
    case 'removed':
      return presence === 'removed';
    case 'configured':
      return presence !== 'removed';
  }
}
