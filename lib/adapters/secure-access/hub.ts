/** The hubs of a group, read as leniently as the group itself (see `record.ts`). */

import { KEPT_PEERS } from '../../core/fixed-policy.ts';
import type { CarriedByHub, Hub, HubStatus, Peer, TunnelPresence } from '../../core/fleet/group.ts';
import { booleanOf, countOf, extraOf, idOf, present, textOf, wordOf } from './fields.ts';
import { fieldsOf } from './json.ts';

const KNOWN: ReadonlySet<string> = new Set([
  'id',
  'isPrimary',
  'datacenter',
  'authId',
  'status',
  'tunnelsCount',
  'tunnelsStatus',
]);

export interface ReadHubs {
  readonly hubs: readonly Hub[];
  /** What stood in the place of hubs and was none. */
  readonly unread?: unknown;
}

/** Reads a group's hubs, in the order given. */
export function parseHubs(value: unknown): ReadHubs {
  if (value === undefined || value === null) return { hubs: [] };
  if (!Array.isArray(value)) return { hubs: [], unread: value };
  const hubs = new Map<string, Hub>();
  const unread: unknown[] = [];
  value.forEach((item: unknown, index) => {
    const fields = fieldsOf(item);
    if (fields === null) {
      unread.push(item);
      return;
    }
    const given = idOf(fields.id);
    const hub = hubOf(fields, given ?? idByPlace(fields.isPrimary, index, hubs));
    const twin = given === null ? undefined : hubs.get(given);
    hubs.set(hub.id, twin === undefined ? hub : agreed(twin, hub));
  });
  const read = { hubs: [...hubs.values()] };
  return unread.length === 0 ? read : { ...read, unread };
}

/** A hub without an id is known by its place. No dots: they separate the parts of a path in history. */
function idByPlace(isPrimary: unknown, index: number, taken: ReadonlyMap<string, Hub>): string {
  const primary = booleanOf(isPrimary);
  const place = primary === null ? null : primary ? 'primary' : 'secondary';
  return place === null || taken.has(place) ? `hub-${index + 1}` : place;
}

/** One id listed twice: what both say holds, and where they differ nothing is known. Their order does not matter. */
function agreed(a: Hub, b: Hub): Hub {
  return {
    ...a,
    primary: a.primary === b.primary ? a.primary : null,
    datacenter: a.datacenter === b.datacenter ? a.datacenter : null,
    authId: a.authId === b.authId ? a.authId : null,
    status: a.status === b.status ? a.status : 'unknown',
    tunnels: a.tunnels === b.tunnels ? a.tunnels : 'unknown',
  };
}

function hubOf(fields: Readonly<Record<string, unknown>>, id: string): Hub {
  const { datacenter, status, tunnelsStatus } = fields;
  const place = fieldsOf(datacenter);
  const report = fieldsOf(status);
  const word = report === null ? status : report.status;
  const known = hubStatusOf(word);
  const tunnelsCount = countOf(fields.tunnelsCount);
  const states = Array.isArray(tunnelsStatus) ? tunnelsStatus.slice(0, KEPT_PEERS) : null;
  const peers = states?.map(peerOf) ?? null;
  return {
    id,
    primary: booleanOf(fields.isPrimary),
    datacenter: textOf(place === null ? datacenter : place.name),
    authId: textOf(fields.authId),
    status: known,
    tunnels: presenceOf(tunnelsCount, peers),
    carried: present<CarriedByHub>({
      statusSeen: known === 'unknown' ? wordOf(word) : null,
      reportedAt: textOf(report?.time),
      datacenterIp: textOf(place?.ip),
      tunnelsCount,
      peers,
      extra: extraOf(Object.entries(fields).filter(([name]) => !KNOWN.has(name))),
    }),
  };
}

function hubStatusOf(word: unknown): HubStatus {
  const text = typeof word === 'string' ? word.trim().toUpperCase() : '';
  if (text === 'UP') return 'up';
  return text === 'DOWN' ? 'down' : 'unknown';
}

/**
 * Older answers give no count. Then a tunnel reported `UP` shows that there are some; an empty list shows nothing, for
 * it is not documented that one is only ever given where there are none.
 */
function presenceOf(count: number | null, peers: readonly Peer[] | null): TunnelPresence {
  if (count !== null) return count > 0 ? 'some' : 'none';
  return peers?.some((peer) => peer.status?.toUpperCase() === 'UP') ? 'some' : 'unknown';
}

function peerOf(state: unknown): Peer {
  const fields = fieldsOf(state);
  return { ip: textOf(fields?.peerIp), status: textOf(fields?.status) };
}
