/** Facts of a group as one text: equal texts, equal facts. Written apart from the comparison that it checks. */
import type { Group, Hub } from '../../../lib/core/fleet/group.ts';

/** Groups are asked about many times over; forgotten now and then, which a weak map would take longer for. */
const texts = new Map<Group, string>();
const TEXTS_MOST = 2_000;

/** Everything whose change is worth keeping; not what moves by itself. */
export function factsOf(group: Group): string {
  const known = texts.get(group);
  if (known !== undefined) return known;
  const { name, deviceType, region, status, statusSeen, routing } = group;
  const routed = routing === null ? '' : routingText(routing);
  const hubs = group.hubs.length === 0 ? '' : group.hubs.map(hubText).sort().join(' ');
  const text = `${name} ${deviceType} ${region} ${status} ${statusSeen ?? '-'} ${routed} ${hubs}`;
  if (texts.size >= TEXTS_MOST) texts.clear();
  texts.set(group, text);
  return text;
}

/** Groups share their routing with what they were before. */
const routings = new Map<NonNullable<Group['routing']>, string>();

function routingText(routing: NonNullable<Group['routing']>): string {
  const known = routings.get(routing);
  if (known !== undefined) return known;
  const text = `${routing.type}${JSON.stringify(routing.data)}`;
  if (routings.size >= TEXTS_MOST) routings.clear();
  routings.set(routing, text);
  return text;
}

function hubText({ id, primary, datacenter, authId, status, tunnels }: Hub): string {
  return `${id}|${primary}|${datacenter}|${authId}|${status}|${tunnels}`;
}

/** Whether the facts are the same. */
export function sameFacts(a: Group, b: Group): boolean {
  return a === b || factsOf(a) === factsOf(b);
}

/** What somebody configured: the facts without how anything stands. */
export function configurationOf(group: Group): string {
  const hubs = group.hubs.map((hub) => ({ ...hub, status: 'unknown' as const, tunnels: 'unknown' as const }));
  return factsOf({ ...withStatusUnknown(group), hubs });
}

/** The group as it counts where its status cannot be known: its other facts are the last ones seen. */
export function withStatusUnknown(group: Group): Group {
  if (group.status === 'unknown' && group.statusSeen === null) return group;
  return { ...group, status: 'unknown', statusSeen: null };
}
