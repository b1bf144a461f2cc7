/** The hubs of a group, a line each and a line for each far end. */
import type { Group, Hub, HubStatus, Peer } from '../fleet/group.ts';
import type { GroupState } from '../rules/state.ts';
import { type Instant, parseInstant } from '../time.ts';
import { number, plural } from './duration.ts';
import { word } from './text.ts';
import type { Times } from './time.ts';

/** Far ends shown of one hub; large groups have a hundred. */
const PEERS_SHOWN = 3;

/** Those that are reported down. */
export function downHubs(group: Group): readonly Hub[] {
  return group.hubs.filter((hub) => hub.status === 'down');
}

/** `primary`, `secondary`; null where the API does not say. */
export function roleOf(hub: Hub): 'primary' | 'secondary' | null {
  if (hub.primary === null) return null;
  return hub.primary ? 'primary' : 'secondary';
}

/** `- primary, data center sse-use-1-0-0: down, no tunnels`, and what is known of its last report and its peers. */
export function hubLines(state: GroupState, times: Times, known: Instant): readonly string[] {
  return state.group.hubs.flatMap((hub) => {
    const at = lastReportOf(hub, state);
    const reported = at === null ? null : times.moment(at, known);
    return [
      `- ${hubLine(hub, ', data center ')}`,
      ...(reported === null ? [] : [`  last report ${reported}`]),
      ...peerLines(hub.carried.peers ?? []).map((line) => `  ${line}`),
    ];
  });
}

/** On one line, for lists of groups: `primary, sse-use-1-0-0: DOWN, no tunnels, last report 14:04 CET`. */
export function hubInShort(hub: Hub, state: GroupState, times: Times, known: Instant): string {
  const at = lastReportOf(hub, state);
  const reported = at === null ? '' : `, last report ${times.minute(at, known)}`;
  return `${hubLine(hub, ', ')}${reported}`;
}

function hubLine(hub: Hub, beforePlace: string): string {
  const datacenter = word(hub.datacenter);
  const place = datacenter === null ? '' : `${beforePlace}${datacenter}`;
  return `${roleOf(hub) ?? 'hub'}${place}: ${statusWords(hub)}${tunnelWords(hub)}`;
}

const STATUS_WORDS: Readonly<Record<HubStatus, string>> = {
  up: 'up',
  down: 'DOWN',
  unknown: 'status unknown',
};

function statusWords(hub: Hub): string {
  const seen = word(hub.carried.statusSeen ?? null);
  return hub.status === 'unknown' && seen !== null ? `status "${seen}"` : STATUS_WORDS[hub.status];
}

/** The count is that of the group's last change; it is shown only beside `some`, which is a fact. */
function tunnelWords({ tunnels, carried }: Hub): string {
  if (tunnels === 'none') return ', no tunnels';
  const count = carried.tunnelsCount ?? 0;
  return tunnels === 'some' && count > 0 ? `, ${plural(count, 'tunnel')}` : '';
}

/**
 * When a hub last reported. Times of reports are kept as of a group's last change: of one that is not listed any more nobody
 * knows when its hubs reported last before that.
 */
export function lastReportOf(hub: Hub, { presence }: Pick<GroupState, 'presence'>): Instant | null {
  return presence === 'listed' ? parseInstant(hub.carried.reportedAt ?? '') : null;
}

function peerLines(peers: readonly Peer[]): readonly string[] {
  const named = peers.flatMap((peer) => {
    const ip = word(peer.ip);
    const status = word(peer.status);
    return ip === null ? [] : `peer ${ip}${status === null ? '' : `: ${status}`}`;
  });
  const more = named.length - PEERS_SHOWN;
  return more > 0 ? [...named.slice(0, PEERS_SHOWN), `and ${number(more)} more`] : named;
}
