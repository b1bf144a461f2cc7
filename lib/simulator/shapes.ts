import type { Group, Hub, Routing } from './group.ts';
import { tunnelStates } from './tunnels.ts';

/** What an answer depends on besides the group. */
interface View {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly oldShape: boolean;
  readonly includeStatuses: boolean;
}

/** A group as `GET /networktunnelgroups` lists it. */
export function listedGroup(group: Group, view: View): unknown {
  const hub = (each: Hub) => (view.oldShape ? oldHub(each) : listedHub(group, each, view));
  return withHubs(group, group.hubs.map(hub));
}

/** A group as `GET /networktunnelgroups/{id}` answers it: hubs with the address of their data center, times with milliseconds. */
export function singleGroup(group: Group, view: View): unknown {
  const hub = (each: Hub) => ({
    ...(view.oldShape ? oldHub(each) : listedHub(group, each, { ...view, includeStatuses: false })),
    datacenter: { name: each.datacenter.name, ip: each.datacenter.ip },
    status: view.oldShape ? null : hubState(each, view.now),
  });
  return withHubs(group, group.hubs.map(hub));
}

/** A group as `/state` and `/networktunnelgroupsstate` answer it: no `authId`, no `tunnelsCount`, no routing, region or device type. */
export function groupState(group: Group, now: number): unknown {
  return {
    id: group.id,
    name: group.name,
    organizationId: group.organizationId,
    status: group.status,
    hubs: group.hubs.map((hub) => ({
      id: hub.id,
      isPrimary: hub.isPrimary,
      datacenter: { name: hub.datacenter.name },
      status: group.hasState ? hubState(hub, now) : { time: milliseconds(now), status: 'UNKNOWN' },
      tunnelsStatus: tunnelStates(group, hub, now),
    })),
  };
}

function withHubs(group: Group, hubs: readonly unknown[]): unknown {
  return {
    id: group.id,
    name: group.name,
    organizationId: group.organizationId,
    deviceType: group.deviceType,
    region: group.region,
    status: group.status,
    hubs,
    routing: routing(group.routing),
    createdAt: seconds(group.createdAt),
    modifiedAt: seconds(group.modifiedAt),
  };
}

function listedHub(group: Group, hub: Hub, view: View): Record<string, unknown> {
  return {
    id: hub.id,
    isPrimary: hub.isPrimary,
    datacenter: { name: hub.datacenter.name },
    authId: hub.authId,
    status: { status: hub.status, time: seconds(lastReported(hub, view.now)) },
    tunnelsCount: hub.tunnelsCount,
    ...(view.includeStatuses ? { tunnelsStatus: tunnelStates(group, hub, view.now) } : {}),
  };
}

/** The shape that a Cisco how-to of early 2024 prints. */
function oldHub(hub: Hub): Record<string, unknown> {
  return {
    id: hub.id,
    isPrimary: hub.isPrimary,
    datacenter: { name: hub.datacenter.name },
    authId: hub.authId,
    status: null,
    tunnelsStatus: null,
    createdAt: seconds(hub.createdAt),
    modifiedAt: seconds(hub.modifiedAt),
  };
}

function hubState(hub: Hub, now: number): unknown {
  return { time: milliseconds(lastReported(hub, now)), status: hub.status };
}

/** A hub that is up reports every few seconds; one that is not has last reported when it ceased to be. */
function lastReported(hub: Hub, now: number): number {
  return hub.status === 'UP' ? Math.max(hub.since, now - (hub.id % 8000)) : hub.since;
}

function routing({ type, data }: Routing): unknown {
  return data === undefined ? { type } : { type, data };
}

function seconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function milliseconds(at: number): string {
  return new Date(at).toISOString();
}
