/** Fleets as organizations have them: branches with names, in regions, each with hubs in two data centers. */
import type { Group, Hub, HubStatus, Status } from '../../../lib/core/fleet/group.ts';
import { branchName } from '../../../lib/simulator/branch-names.ts';

/** Regions and the short names of their two data centers. */
const REGIONS = [
  ['us-east-1', 'sse-use-1-0-0', 'sse-use-1-1-0'],
  ['eu-central-1', 'sse-euc-1-0-0', 'sse-euc-1-1-0'],
  ['ap-northeast-1', 'sse-apn-1-0-0', 'sse-apn-1-1-0'],
  ['us-west-2', 'sse-usw-2-0-0', 'sse-usw-2-1-0'],
  ['sa-east-1', 'sse-sae-1-0-0', 'sse-sae-1-1-0'],
] as const;

const DEVICES = ['ASA', 'ISR', 'Meraki MX', 'FTD', 'Viptela vEdge'] as const;

/** The branches that scripts call by name; the first of every fleet, one region after the other. */
export const NAMED = [
  'Harbor Depot',
  'Frankfurt Data Room',
  'Osaka Office',
  'Lakeside Clinic',
  'Quarry Site 7',
  'DMZ ASA Tunnel NC',
  'Cologne Warehouse',
  'Sapporo Lab',
  'Old Mill Plant',
  'Airport Terminal 2',
] as const;

const SEED = 3;

/** `count` branches, all connected. Their regions take turns, unless one is given for all. */
export function branches(count: number, override: { readonly region?: string } = {}): readonly Group[] {
  return Array.from({ length: count }, (_, index) => branch(index, override));
}

/** The branch of that number in every fleet. */
export function branch(
  index: number,
  override: { readonly region?: string; readonly name?: string; readonly id?: string } = {},
): Group {
  const turn = REGIONS[index % REGIONS.length] ?? REGIONS[0];
  const [region, first, second] = REGIONS.find(([name]) => name === override.region) ?? turn;
  const id = override.id ?? String(5_120_034_000 + index);
  return {
    id,
    name: override.name ?? NAMED[index] ?? branchName(SEED, index),
    deviceType: DEVICES[index % DEVICES.length] ?? null,
    region,
    status: 'connected',
    statusSeen: null,
    routing: { type: 'static', data: { networkCIDRs: [`10.${index % 250}.0.0/16`] } },
    hubs: [hub(`${id}1`, true, first, index), hub(`${id}2`, false, second, index)],
    carried: { createdAt: '2025-11-02T09:12:44Z' },
  };
}

function hub(id: string, primary: boolean, datacenter: string, index: number): Hub {
  const peers = [{ ip: `203.0.113.${(index % 250) + 1}`, status: 'UP' }];
  return {
    id,
    primary,
    datacenter,
    authId: null,
    status: 'up',
    tunnels: 'some',
    carried: { tunnelsCount: 1, peers },
  };
}

/** The group with its hubs, the primary one first, in these states, and the status that the API gives for that. */
export function withHubs(
  group: Group,
  primary: HubStatus,
  secondary: HubStatus,
  status: Status,
  now: string,
): Group {
  const states = [primary, secondary] as const;
  const hubs = group.hubs.map((one, index) => inState(one, states[index] ?? 'unknown', now));
  return { ...group, status, statusSeen: null, hubs };
}

/** What lasts keeps the time of its last report. */
function inState(one: Hub, status: HubStatus, now: string): Hub {
  if (one.status === status && status === 'down') return one;
  const peers = (one.carried.peers ?? []).map(({ ip }) => ({ ip, status: status === 'up' ? 'UP' : 'DOWN' }));
  const carried = { reportedAt: now, tunnelsCount: status === 'up' ? 1 : 0, peers };
  return {
    ...one,
    status,
    tunnels: status === 'up' ? 'some' : status === 'down' ? 'none' : 'unknown',
    carried,
  };
}
