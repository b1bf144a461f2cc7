/** A snapshot in the API's own field names, to be laid beside a live response of `GET /networktunnelgroups`. */
import type { Group, Hub, HubStatus } from '../fleet/group.ts';
import type { PastFleet } from './reconstruct.ts';

/** A hub in the list response, as far as history keeps it. */
export interface ApiHub {
  readonly id: number | string;
  readonly isPrimary: boolean | null;
  readonly datacenter: { readonly name: string | null };
  readonly authId: string | null;
  readonly status: { readonly status: 'UP' | 'DOWN' | 'UNKNOWN' };
}

/** A group in the list response, as far as history keeps it. */
export interface ApiGroup {
  readonly id: number | string;
  readonly name: string;
  readonly deviceType: string | null;
  readonly region: string | null;
  /** The API's own word, also where it is none that is documented; null where it gave none. */
  readonly status: string | null;
  readonly hubs: readonly ApiHub[];
  readonly routing: { readonly type: string; readonly data: unknown } | null;
}

/** The envelope of the list response. */
export interface ApiFleet {
  readonly data: readonly ApiGroup[];
  readonly offset: 0;
  readonly limit: number;
  readonly total: number;
}

/**
 * What the API says and history does not keep, by path: it moves without a change, or no document names it, so a past value
 * of it would be of some other time than the one asked about. Of `tunnelsCount` history keeps whether there are any.
 */
export const NOT_KEPT = [
  'organizationId',
  'createdAt',
  'modifiedAt',
  'hubs[].datacenter.ip',
  'hubs[].status.time',
  'hubs[].tunnelsCount',
  'hubs[].tunnelsStatus',
  'hubs[].createdAt',
  'hubs[].modifiedAt',
] as const;

/** The groups that the API listed. Missing ones are not among them: it did not list them either. */
export function toApiShape({ groups }: Pick<PastFleet, 'groups'>): ApiFleet {
  const data = groups.filter(({ presence }) => presence === 'listed').map(({ group }) => apiGroup(group));
  return { data, offset: 0, limit: data.length, total: data.length };
}

function apiGroup({ id, name, deviceType, region, status, statusSeen, hubs, routing }: Group): ApiGroup {
  return {
    id: idOf(id),
    name,
    deviceType,
    region,
    status: status === 'unknown' ? statusSeen : status,
    hubs: hubs.map(apiHub),
    routing,
  };
}

const WORDS: Readonly<Record<HubStatus, ApiHub['status']['status']>> = {
  up: 'UP',
  down: 'DOWN',
  unknown: 'UNKNOWN',
};

function apiHub({ id, primary, datacenter, authId, status }: Hub): ApiHub {
  return {
    id: idOf(id),
    isPrimary: primary,
    datacenter: { name: datacenter },
    authId,
    status: { status: WORDS[status] },
  };
}

/** The API's ids are numbers; a hub that it gave none is known by its place, which is a word. */
function idOf(id: string): number | string {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}
