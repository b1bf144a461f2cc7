/** What happened to one group, in sentences. */
import type { Group, Hub } from '../fleet/group.ts';
import type { Condition } from '../rules/redundancy.ts';
import type { GroupState } from '../rules/state.ts';
import type { AlertItem, SharedCause } from './alert.ts';
import { durationBetween, number } from './duration.ts';
import { causePlace } from './summary.ts';
import { placeOf, word } from './text.ts';
import type { Times } from './time.ts';

/** After "is", "was" or a count. */
export const AS_ADJECTIVE: Readonly<Record<Condition, string>> = {
  connected: 'connected',
  warning: 'in warning',
  'redundancy lost': 'connected without its redundancy',
  disconnected: 'disconnected',
  unknown: 'of unknown status',
};

/** Whether the incident goes on while the API has stopped saying how the group is. */
export function isUnseen({ event, state, holds }: AlertItem): boolean {
  if (event.type !== 'opened' && event.type !== 'escalated' && event.type !== 'eased') return false;
  return holds && event.status !== 'unknown' && state.group.status === 'unknown';
}

/** The first line of a message about one group: what, and where. */
export function headlineOf(item: AlertItem): string {
  const { event, state, holds } = item;
  const place = placeOf(state.group);
  switch (event.type) {
    case 'opened':
      if (!holds) return `${place} was ${AS_ADJECTIVE[event.status]}.`;
      if (isUnseen(item)) return `${place} was ${AS_ADJECTIVE[event.status]} when its status was last known.`;
      return opened(place, state, event.status);
    case 'escalated':
    case 'eased': {
      const [from, to] = [AS_ADJECTIVE[event.previous], AS_ADJECTIVE[event.status]];
      if (!holds || isUnseen(item)) return `${place} was ${from} and became ${to}.`;
      const how = event.type === 'escalated' ? 'got worse' : 'is better, but not well';
      return `${place} ${how}: it was ${from} and is now ${to}.`;
    }
    case 'ended':
      if (event.how !== 'removed') return `${place} ${holds ? 'is' : 'was'} connected again.`;
      return `${place} was removed from Secure Access while it was not connected.`;
    case 'removed':
      return `${place} was removed from Secure Access; it was ${AS_ADJECTIVE[event.status]} when last seen.`;
    case 'flapping began':
      return `${place} is flapping: it has left connected ${event.openings} times.`;
    case 'still down':
      return `${place} is still ${AS_ADJECTIVE[event.status]}.`;
    case 'configured':
      return `The configuration of ${place} was changed.`;
  }
}

/** What the status means for traffic; null where nothing can be said. */
export function meaningOf(item: AlertItem): string | null {
  const { event, state, holds } = item;
  if (!holds || isUnseen(item)) return null;
  switch (event.type) {
    case 'opened':
    case 'escalated':
    case 'eased':
    case 'flapping began':
    case 'still down':
      return MEANING[event.status](state.group);
    case 'ended':
      return event.how !== 'removed'
        ? null
        : 'Nobody saw it connected again: the incident ends because there is nothing left to watch.';
    case 'removed':
      return 'It is not watched any more.';
    case 'configured':
      return null;
  }
}

const MEANING: Readonly<Record<Condition, (group: Group) => string | null>> = {
  connected: () => null,
  warning: (group) =>
    downHubs(group).length === 1 && group.hubs.some((hub) => hub.status === 'up')
      ? 'Traffic still passes through the other hub. If that one is lost too, the group is disconnected.'
      : 'Redundancy is lost: traffic still passes, and one more fault would end that.',
  'redundancy lost': () => 'Traffic passes through the other hub.',
  disconnected: () => 'No traffic passes through this network tunnel group.',
  unknown: () => 'Whether traffic passes cannot be told from here.',
};

/** In a list, after the name. */
export function inShort(item: AlertItem): string {
  const { event, state, holds } = item;
  const now = holds && !isUnseen(item) ? '' : `; now ${presentWords(state)}`;
  switch (event.type) {
    case 'opened':
    case 'flapping began':
    case 'still down':
      return `${AS_ADJECTIVE[event.status]}${now}`;
    case 'configured':
      return 'configuration changed';
    case 'escalated':
    case 'eased':
      return `${AS_ADJECTIVE[event.previous]} before, then ${AS_ADJECTIVE[event.status]}${now}`;
    case 'ended': {
      const lasted = durationBetween(event.opened, event.ended);
      return event.how !== 'removed'
        ? `connected again; lasted ${lasted}, at worst ${AS_ADJECTIVE[event.worst]}${now}`
        : `removed while not connected; lasted ${lasted}${now}`;
    }
    case 'removed':
      return `removed, was ${AS_ADJECTIVE[event.status]}${now}`;
  }
}

/** How the group stands now, where that is no longer what the message tells. */
export function presentSentence(state: GroupState, times: Times): string {
  if (state.presence !== 'listed') return `Now it is ${presentWords(state)}.`;
  const rest = state.group.status === 'connected' ? ' Nothing is left to do.' : '';
  return `Now it is ${presentWords(state)}: it became so ${times.span(state.since)}.${rest}`;
}

function presentWords({ presence, group }: GroupState): string {
  if (presence === 'removed') return 'removed from Secure Access';
  return presence === 'missing' ? 'not listed by Secure Access' : AS_ADJECTIVE[group.status];
}

/** `Data center sse-use-1-0-0: 40 of 42 groups lost their hub there.` */
export function causeSentence(cause: SharedCause): string {
  const place = causePlace(cause);
  const groups =
    cause.affected === cause.of
      ? `all ${number(cause.of)}`
      : `${number(cause.affected)} of ${number(cause.of)}`;
  const what = cause.where === 'region' ? 'groups there left connected' : 'groups lost their hub there';
  return `${place.charAt(0).toUpperCase()}${place.slice(1)}: ${groups} ${what}.`;
}

export function downHubs(group: Group): readonly Hub[] {
  return group.hubs.filter((hub) => hub.status === 'down');
}

/** `primary`, `secondary`; null where the API does not say. */
export function roleOf(hub: Hub): 'primary' | 'secondary' | null {
  if (hub.primary === null) return null;
  return hub.primary ? 'primary' : 'secondary';
}

function opened(place: string, state: GroupState, status: Condition): string {
  const { group, presence } = state;
  const down = downHubs(group);
  if (status === 'unknown') return openedUnknown(place, group, presence);
  if (status === 'warning') {
    const [only] = down;
    const lost = down.length === 1 && only !== undefined ? `: its ${roleOf(only) ?? 'one'} hub is down` : '';
    return `${place} is in warning${lost}.`;
  }
  const both = down.length === 2 && group.hubs.length === 2 ? ': both hubs are down' : '';
  return `${place} is ${AS_ADJECTIVE[status]}${both}.`;
}

function openedUnknown(place: string, group: Group, presence: GroupState['presence']): string {
  if (presence === 'missing')
    return `${place} is not listed by Secure Access any more, and its removal is not confirmed.`;
  const seen = word(group.statusSeen);
  return seen === null
    ? `${place} has no status: Secure Access gives none.`
    : `${place} has a status that Tunnelwatch does not know: "${seen}".`;
}
