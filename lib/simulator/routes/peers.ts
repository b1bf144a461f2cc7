import { type Answer, json } from '../answer.ts';
import { type Page, PEERS_RULES, parsePage } from '../query.ts';
import { type TunnelState, tunnelStates } from '../tunnels.ts';
import { badRequest, notFound, type RouteContext } from './context.ts';
import { withGroup } from './group.ts';

interface Peer {
  readonly hubId: number;
  readonly tunnel: TunnelState;
}

/** `GET /networktunnelgroups/{id}/peers`: every tunnel of both hubs, a bare array without envelope or total. */
export function answerPeers(context: RouteContext): Answer {
  const page = parsePage(context.call.query, PEERS_RULES);
  if (!page.ok) return badRequest(context, page.fault);
  const { offset, limit } = page.value;
  return withGroup(context, (group) => {
    if (!group.hasState) return notFound(context);
    const peers = group.hubs.flatMap((hub) =>
      tunnelStates(group, hub, context.call.at, hub.tunnelsCount).map((tunnel) => ({
        hubId: hub.id,
        tunnel,
      })),
    );
    const sorted = sortPeers(peers, page.value).slice(offset, offset + limit);
    return json(
      200,
      sorted.map((peer) => peer.tunnel),
    );
  });
}

function sortPeers(peers: readonly Peer[], { sortBy, descending }: Page): readonly Peer[] {
  const keyOf = (peer: Peer): string => {
    if (sortBy === 'hubId') return String(peer.hubId);
    return String(sortBy === 'peerId' ? peer.tunnel.peerId : peer.tunnel.time);
  };
  const sign = descending ? -1 : 1;
  return peers.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (a === b) return 0;
    return a < b ? -sign : sign;
  });
}
