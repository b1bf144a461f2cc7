/** Untold events of groups → what each alert tells of each group. */
import { type Envelope, type GroupEvent, severityOf } from '../rules/event.ts';
import type { GroupState } from '../rules/state.ts';
import type { Instant } from '../time.ts';
import type { AlertItem } from './alert.ts';
import { conditionNow } from './words/condition.ts';

/** Whether an event is published now: never where it is silenced, and not before the end of its slot where it is gathered. */
export function isDue({ silenced, held }: Envelope, asOf: Instant): boolean {
  return !silenced && (held === null || held <= asOf);
}

/** One item for each alert that tells of the group. Several events of one alert are one item: the latest, and those before. */
export function itemsOf(state: GroupState, asOf: Instant): readonly AlertItem[] {
  const items = new Map<string, AlertItem>();
  for (const event of state.untold) {
    if (!isDue(event, asOf)) continue;
    const before = items.get(event.alert);
    const item: AlertItem = { event, state, holds: holds(event, state) };
    const earlier = before && eventsOf(before);
    items.set(event.alert, earlier === undefined ? item : { ...item, earlier });
  }
  return [...items.values()];
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
