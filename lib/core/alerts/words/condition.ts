/** How a group stands, in words. */
import type { Group } from '../../fleet/group.ts';
import { type Condition, conditionOf, lostHubs } from '../../rules/redundancy.ts';
import type { GroupState, Incident } from '../../rules/state.ts';
import type { AlertItem } from '../alert.ts';
import { downHubs, roleOf } from '../hubs.ts';
import { word } from '../text.ts';
import type { Times } from '../time.ts';

/** A condition in capitals. */
export const TAGS: Readonly<Record<Condition, string>> = {
  disconnected: 'DOWN',
  warning: 'DEGRADED',
  'redundancy lost': 'REDUNDANCY LOST',
  unknown: 'UNKNOWN',
  connected: 'UP',
};

/** After "was", "now" or "still" in a subject line: the word of its tag. */
export const IN_SHORT: Readonly<Record<Condition, string>> = {
  disconnected: 'down',
  warning: 'degraded',
  'redundancy lost': 'without redundancy',
  unknown: 'of unknown status',
  connected: 'up',
};

/** After "is", "was" or a count. */
export const AS_ADJECTIVE: Readonly<Record<Condition, string>> = {
  connected: 'connected',
  warning: 'in warning',
  'redundancy lost': 'connected without redundancy',
  disconnected: 'disconnected',
  unknown: 'of unknown status',
};

/** How the group stands now, as far as anybody can tell. */
export function conditionNow(state: GroupState): Condition {
  return conditionOf(state, state.baseline, state.incident?.status ?? null);
}

/** The condition that an item speaks of: that of now where the event holds, since as bad is not always the same. */
export function conditionTold(
  item: AlertItem & { readonly event: { readonly status: Condition } },
): Condition {
  const now = item.holds ? item.state.incident?.status : undefined;
  return now === undefined || now === 'connected' ? item.event.status : now;
}

/** Whether the incident goes on while nobody can tell any more how the group is. */
export function isUnseen({ event, state, holds }: AlertItem): boolean {
  if (!holds || !('incident' in event) || state.incident === null) return false;
  return isIncidentUnseen(state.incident, state);
}

/** The same of an open incident. */
export function isIncidentUnseen(incident: Incident, state: GroupState): boolean {
  return incident.status !== 'unknown' && conditionNow(state) === 'unknown';
}

/** How the group stands now, where that is no longer what the message tells. */
export function presentSentence(state: GroupState, times: Times): string {
  const words = presentWords(state);
  if (state.presence !== 'listed') return `Now it is ${words}.`;
  const condition = conditionNow(state);
  if (condition === 'redundancy lost') return `Now it is ${words}: ${lostWords(state)}.`;
  const rest = condition === 'connected' && state.incident === null ? ' Nothing is left to do.' : '';
  return `Now it is ${words}: it became so ${times.span(state.since)}.${rest}`;
}

/** After "now": `disconnected`, `not listed by Secure Access`. */
export function presentWords(state: GroupState): string {
  if (state.presence === 'removed') return 'removed from Secure Access';
  if (state.presence === 'missing') return 'not listed by Secure Access';
  const condition = conditionNow(state);
  const isRest = condition === 'unknown' && state.group.status === 'connected';
  return isRest ? 'connected, and not all is known of its hubs' : AS_ADJECTIVE[condition];
}

/** `its secondary hub is down`, `both hubs have no tunnels`: what the group had and has no more. */
export function lostWords({ group, baseline }: GroupState, whose = 'its '): string {
  const lost = lostHubs(group, baseline);
  const areDown = lost.every((hub) => hub.status === 'down');
  if (lost.length > 1)
    return `${lost.length === 2 ? 'both' : 'several'} hubs ${areDown ? 'are down' : 'are down or have no tunnels'}`;
  const [only] = lost;
  return `${whose}${(only && roleOf(only)) ?? 'one'} hub ${areDown ? 'is down' : 'has no tunnels'}`;
}

/** What a condition means for traffic; empty where nothing can be said. */
export function trafficMeaning(condition: Condition, state: GroupState): readonly string[] {
  switch (condition) {
    case 'connected':
      return [];
    case 'warning':
      return [isOneHubDown(state.group) ? OTHER_HUB : ONE_FAULT_LEFT];
    case 'redundancy lost':
      return [overOtherHub(state)];
    case 'disconnected':
      return ['No traffic passes through this network tunnel group.'];
    case 'unknown':
      return ['Whether traffic passes cannot be told from here.'];
  }
}

const IF_LOST_TOO = 'If that one is lost too, the group is disconnected.';
const OTHER_HUB = `Traffic still passes through the other hub. ${IF_LOST_TOO}`;
const ONE_FAULT_LEFT = 'Redundancy is lost: traffic still passes, and one more fault would end that.';

function isOneHubDown(group: Group): boolean {
  return downHubs(group).length === 1 && group.hubs.some((hub) => hub.status === 'up');
}

/** Names the hub that is left. */
function overOtherHub({ group, baseline }: GroupState): string {
  const lost = lostHubs(group, baseline);
  const left = group.hubs.find((hub) => !lost.includes(hub) && hub.status === 'up' && hub.tunnels !== 'none');
  if (left === undefined)
    return 'Secure Access calls it connected all the same, and shows no hub that carries its traffic.';
  const datacenter = word(left.datacenter);
  const where = datacenter === null ? '' : ` in data center ${datacenter}`;
  return `Traffic goes over the ${roleOf(left) ?? 'other'} hub${where}. ${IF_LOST_TOO}`;
}
