import { Fleet } from './fleet.ts';
import type { Hub } from './group.ts';
import { regionCalled } from './regions.ts';

const CREATED_AT = Date.parse('2024-01-16T14:22:54Z');
const MODIFIED_AT = Date.parse('2024-02-06T10:11:37Z');

/** The name of the one group in the sample. */
const HOW_TO_GROUP_NAME = 'DMZ ASA Tunnel NC';

/**
 * The organization of Cisco's how-to "Configure Secure Access to use REST API": one ASA group, `connected`, with
 * two hubs whose `status` and `tunnelsStatus` are null, hub time stamps, no `tunnelsCount`, static routing. The
 * name, the shape and the status are the how-to's; ids, addresses and times are made up.
 */
export function howToSample(now: () => number): Fleet {
  const fleet = new Fleet(now);
  const region = regionCalled('us-east-1');
  const hub = (id: number, isPrimary: boolean): Hub => ({
    id,
    isPrimary,
    datacenter: (isPrimary ? region : regionCalled(region.partner)).datacenter,
    authId: `dmzasatunnel@8204417-${id}-sse.cisco.com`,
    status: 'UP',
    since: MODIFIED_AT,
    tunnelsWhenUp: 1,
    tunnelsCount: 1,
    createdAt: CREATED_AT,
    modifiedAt: CREATED_AT,
  });
  fleet.add({
    id: 5_120_000_101,
    name: HOW_TO_GROUP_NAME,
    organizationId: 8_204_417,
    deviceType: 'ASA',
    region: region.region,
    status: 'connected',
    hubs: [hub(720_000_203, true), hub(720_000_204, false)],
    routing: { type: 'static', data: { networkCIDRs: ['192.0.2.0/24', '198.18.7.0/24'] } },
    createdAt: CREATED_AT,
    modifiedAt: MODIFIED_AT,
    hasState: true,
  });
  fleet.oldShape = true;
  return fleet;
}
