/**
 * The network tunnel group as Tunnelwatch knows it.
 *
 * Two kinds of fields: **facts**, whose change is worth keeping (they are compared, see `change.ts`), and what is
 * **carried** along: values that move by themselves or that we do not know. Carried values are stored as they were when
 * the group was last written, and are never compared.
 */

/** A group's status. `unknown` is whatever the API said that is none of the three words it documents; neither up nor down. */
export const STATUSES = ['connected', 'warning', 'disconnected', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

/** A hub's status. The API writes `UP` and `DOWN`; anything else, and nothing, is `unknown`. */
export type HubStatus = 'up' | 'down' | 'unknown';

/** Whether a hub carries tunnels. Counts of large NAT groups move all day, so only none and some are told apart. */
export type TunnelPresence = 'some' | 'none' | 'unknown';

export interface Routing {
  /** `static`, `bgp`, `nat`, or a word published later. */
  readonly type: string;
  /** As the API gave it; null for every way of saying nothing. */
  readonly data: unknown;
}

/** The far end of one tunnel, as last written. */
export interface Peer {
  readonly ip: string | null;
  /** The API's word (`UP`, `DOWN`, `FAILED`, `UNKNOWN`, …), as seen. */
  readonly status: string | null;
}

export interface Hub {
  readonly id: string;
  /** null where the API does not say. */
  readonly primary: boolean | null;
  /** Name of the data center. */
  readonly datacenter: string | null;
  readonly authId: string | null;
  readonly status: HubStatus;
  readonly tunnels: TunnelPresence;
  readonly carried: CarriedByHub;
}

/** Never compared. Absent keys were absent in the API's answer. */
export interface CarriedByHub {
  /** The API's word where it is not one we know. */
  readonly statusSeen?: string;
  /** When the hub's status was last reported; moves without a change. */
  readonly reportedAt?: string;
  readonly datacenterIp?: string;
  readonly tunnelsCount?: number;
  /** At most as many as the API gives (10); the count above says how many there are. */
  readonly peers?: readonly Peer[];
  /** Fields that no published document names. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface Group {
  /** The API's number in decimal: what the group is known by, whatever it is called. */
  readonly id: string;
  readonly name: string;
  readonly deviceType: string | null;
  readonly region: string | null;
  readonly status: Status;
  /** The API's word where `status` is `unknown`: null where it gave none. A fact, so that a new word is kept when first seen. */
  readonly statusSeen: string | null;
  readonly routing: Routing | null;
  /** Primary hub first, then by id: the API promises no order. */
  readonly hubs: readonly Hub[];
  readonly carried: CarriedByGroup;
}

/** Never compared. Absent keys were absent in the API's answer. */
export interface CarriedByGroup {
  readonly organizationId?: string;
  readonly createdAt?: string;
  readonly modifiedAt?: string;
  /** Fields that no published document names. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** How many groups are in each status. */
export type StatusCounts = Readonly<Record<Status, number>>;

/** Counts groups by status. */
export function countStatuses(groups: Iterable<{ readonly status: Status }>): StatusCounts {
  const counts: Record<Status, number> = { connected: 0, warning: 0, disconnected: 0, unknown: 0 };
  for (const group of groups) counts[group.status] += 1;
  return counts;
}
