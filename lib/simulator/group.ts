import type { Datacenter } from './regions.ts';

/** Which of a group's two hubs. */
export type WhichHub = 'primary' | 'secondary';

/** A hub as the simulator keeps it; `shapes.ts` makes the answers of it. Times are epoch milliseconds. */
export interface Hub {
  readonly id: number;
  readonly isPrimary: boolean;
  readonly datacenter: Datacenter;
  readonly authId: string;
  /** `UP`, `DOWN`, `UNKNOWN`, or any word a test wants the client to meet. */
  status: string;
  /** When the hub took its present status. */
  since: number;
  /** How many tunnels the hub carries when all is well: up to 10, with NAT up to 100. */
  readonly tunnelsWhenUp: number;
  /** How many tunnels it carries now. */
  tunnelsCount: number;
  readonly createdAt: number;
  modifiedAt: number;
}

/** Routing as answered: `static`, `bgp`, `nat` or a newer type. An absent `data` is absent from the answer. */
export interface Routing {
  readonly type: string;
  readonly data?: unknown;
}

/** A network tunnel group as the simulator keeps it. Times are epoch milliseconds. */
export interface Group {
  readonly id: number;
  name: string;
  readonly organizationId: number;
  deviceType: string;
  region: string;
  /** `connected`, `warning`, `disconnected`, or any word a test wants the client to meet. */
  status: string;
  /** In the order they are answered, which the API leaves open: select by `isPrimary`. */
  readonly hubs: readonly Hub[];
  routing: Routing;
  readonly createdAt: number;
  modifiedAt: number;
  /** False until the group has connected once: until then `/state` and `/peers` answer 404. */
  hasState: boolean;
}

/** The primary or the secondary hub of `group`. */
export function hubOf(group: Group, which: WhichHub): Hub {
  const hub = group.hubs.find((candidate) => candidate.isPrimary === (which === 'primary'));
  if (!hub) throw new Error(`Group ${group.id} has no ${which} hub.`);
  return hub;
}

/**
 * The group status that the examples of Cisco's OpenAPI document pair with its hubs: `connected` with every hub
 * `UP`, `disconnected` with none, `warning` between. The live API decides for itself; a client must not.
 */
export function statusFromHubs(hubs: readonly Hub[]): string {
  const up = hubs.filter((hub) => hub.status === 'UP').length;
  if (up === hubs.length) return 'connected';
  return up === 0 ? 'disconnected' : 'warning';
}
