import { branchName } from './branch-names.ts';
import { FIRST_ID, Fleet, hubId, ORGANIZATION_ID } from './fleet.ts';
import type { Group, Hub, Routing } from './group.ts';
import { oneOf, type Random, randomFor, wholeNumber } from './random.ts';
import { REGIONS, type Region, regionCalled } from './regions.ts';

/** The seven device types of Cisco's OpenAPI document, and one that it does not list: the list will grow. */
const DEVICE_TYPES = [
  'ASA',
  'FTD',
  'ISR',
  'Meraki MX',
  'Viptela cEdge',
  'Viptela vEdge',
  'other',
  'Catalyst 8000',
] as const;

/** What a generated fleet is made from. */
interface FleetPlan {
  /** How many groups. */
  readonly groups: number;
  /** The same seed and clock give the same fleet, and a larger one begins with the smaller. Default 1. */
  readonly seed?: number;
  /** Epoch milliseconds; stamps the groups now and every mutation later. */
  readonly now: () => number;
}

const DAY_MS = 86_400_000;
const OLDEST_DAYS = 900;
const YOUNGEST_DAYS = 10;

/** Ids are this far apart, plus up to 96 for irregularity. */
const ID_STEP = 97;

/**
 * A fleet of connected groups as an organization with many branches might have it: eight device types, several
 * regions and data centers, static, BGP and NAT routing, one to ten tunnels a hub (up to a hundred with NAT),
 * now and then the secondary hub listed first, groups created in bulk in the same second.
 */
export function aFleet({ groups, seed = 1, now }: FleetPlan): Fleet {
  const fleet = new Fleet(now);
  const at = now();
  for (let index = 0; index < groups; index += 1) fleet.add(aGroup(seed, index, at));
  return fleet;
}

function aGroup(seed: number, index: number, at: number): Group {
  const random = randomFor(seed, index);
  const id = FIRST_ID + index * ID_STEP + wholeNumber(random, 0, ID_STEP - 1);
  const region = oneOf(
    random,
    REGIONS.filter((candidate) => candidate.available),
  );
  const routing = aRouting(random, index);
  const createdAt = creationTime(seed, index, at);
  const name = branchName(seed, index);
  const hub = (isPrimary: boolean): Hub =>
    aHub({ random, id, name, region, routing, isPrimary, createdAt, at });
  const primary = hub(true);
  const secondary = hub(false);
  return {
    id,
    name,
    organizationId: ORGANIZATION_ID,
    deviceType: DEVICE_TYPES[index % DEVICE_TYPES.length] ?? 'other',
    region: region.region,
    status: 'connected',
    hubs: random() < 0.2 ? [secondary, primary] : [primary, secondary],
    routing,
    createdAt,
    modifiedAt: createdAt + Math.floor((random() * (at - createdAt)) / 1000) * 1000,
    hasState: true,
  };
}

interface HubPlan {
  readonly random: Random;
  readonly id: number;
  readonly name: string;
  readonly region: Region;
  readonly routing: Routing;
  readonly isPrimary: boolean;
  readonly createdAt: number;
  readonly at: number;
}

function aHub({ random, id, name, region, routing, isPrimary, createdAt, at }: HubPlan): Hub {
  const ownId = hubId(id, isPrimary);
  const tunnels = tunnelsWhenUp(random, routing);
  return {
    id: ownId,
    isPrimary,
    datacenter: (isPrimary ? region : regionCalled(region.partner)).datacenter,
    authId: anAuthId(random, name, ownId),
    status: 'UP',
    since: at - wholeNumber(random, 1, 9 * 86_400) * 1000,
    tunnelsWhenUp: tunnels,
    tunnelsCount: tunnels,
    createdAt,
    modifiedAt: createdAt,
  };
}

/** Both forms of address that Cisco prints, or an IP address: nobody may parse an `authId`. */
function anAuthId(random: Random, name: string, ownId: number): string {
  const form = random();
  if (form < 0.2) return `203.0.113.${wholeNumber(random, 1, 254)}`;
  const prefix = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return `${prefix}@${ORGANIZATION_ID}-${ownId}${form < 0.6 ? '-' : '.'}sse.cisco.com`;
}

/** Most hubs carry one or two tunnels; a NAT hub may carry a hundred. */
function tunnelsWhenUp(random: Random, routing: Routing): number {
  if (routing.type === 'nat') return wholeNumber(random, 1, 100);
  return random() < 0.9 ? wholeNumber(random, 1, 2) : wholeNumber(random, 3, 10);
}

/** One group in five is bulk-created with its predecessor, in the same second. */
function creationTime(seed: number, index: number, at: number): number {
  const first = index % 5 === 4 ? index - 1 : index;
  const age = YOUNGEST_DAYS + randomFor(seed, -1 - first)() * (OLDEST_DAYS - YOUNGEST_DAYS);
  return Math.floor((at - age * DAY_MS) / 1000) * 1000;
}

/** Of twenty groups, three route by NAT, one for each way of leaving `data` empty, and five by BGP. */
function aRouting(random: Random, index: number): Routing {
  const third = wholeNumber(random, 0, 255);
  if (index % 20 === 3) return { type: 'nat', data: '' };
  if (index % 20 === 9) return { type: 'nat', data: null };
  if (index % 20 === 15) return { type: 'nat' };
  if (index % 4 === 2)
    return { type: 'bgp', data: { asNumber: String(wholeNumber(random, 64_512, 65_534)) } };
  const networks = [`10.${wholeNumber(random, 1, 249)}.${third}.0/24`, `192.168.${third}.25/24`];
  return { type: 'static', data: { networkCIDRs: networks.slice(0, wholeNumber(random, 1, 2)) } };
}
