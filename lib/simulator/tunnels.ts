import type { Group, Hub } from './group.ts';

/** `tunnelsStatus` stops here, however many tunnels the hub carries (Cisco's OpenAPI document). */
const TUNNELS_LISTED_MAX = 10;

/** The state of one tunnel as the API shows it. Ports, ages and counters are decimal strings. */
export type TunnelState = Readonly<Record<string, unknown>>;

/**
 * The states of the hub's first `count` tunnels. Nothing is kept about a tunnel: its state follows from its hub,
 * its place and the time, so counters, ages and times move with every request while the rest stays.
 */
export function tunnelStates(group: Group, hub: Hub, now: number, count = TUNNELS_LISTED_MAX): TunnelState[] {
  const shown = Math.min(hub.tunnelsCount, count);
  return Array.from({ length: shown }, (_, place) => tunnelState(group, hub, place, now));
}

function tunnelState(group: Group, hub: Hub, place: number, now: number): TunnelState {
  const ageSeconds = Math.max(0, Math.floor((now - hub.since) / 1000));
  const age = String(ageSeconds);
  const packets = ageSeconds * (3 + (hub.id % 40)) + place;
  const spi = (hub.id * 16 + place).toString(16);
  return {
    time: new Date(now - ((hub.id + place) % 1000)).toISOString(),
    status: 'UP',
    dc: hub.datacenter.dc,
    dcName: hub.datacenter.dcName,
    dcDesc: hub.datacenter.dcDesc,
    ikeState: 'ESTABLISHED',
    // Keys are renewed about once an hour; one poll in sixty meets a tunnel just after that.
    ipsecState: (Math.floor(ageSeconds / 60) + place) % 60 === 59 ? 'REKEYED' : 'INSTALLED',
    peerId: hub.authId,
    peerIp: `203.0.113.${1 + ((hub.id + place) % 254)}`,
    peerPort: '4500',
    localIp: hub.datacenter.ip,
    localPort: String(20_000 + ((hub.id + place) % 40_000)),
    ike: {
      age,
      dhGroup: 'MODP_2048',
      prfAlgo: 'PRF_HMAC_SHA1',
      encAlgo: 'AES_CBC',
      initiatorSpi: spi.padStart(16, 'a'),
      responderSpi: spi.padStart(16, 'b'),
    },
    ipsec: {
      age,
      integrityAlgo: 'HMAC_SHA1_96',
      encAlgo: 'AES_CBC',
      encKeySize: '128',
      spiIn: spi.padStart(8, 'c').slice(-8),
      spiOut: spi.padStart(8, 'd').slice(-8),
      peerSelectors: ['0.0.0.0/0'],
    },
    data: {
      packetsIn: String(packets),
      bytesIn: String(packets * 800),
      idleTimeIn: String((ageSeconds + place) % 4),
      packetsOut: String(packets - Math.floor(packets / 9)),
      bytesOut: String(packets * 610),
      idleTimeOut: String((ageSeconds + place) % 3),
      initialized: `${new Date(hub.since).toISOString().slice(0, -1)}117348Z`,
    },
    ...(group.routing.type === 'bgp' ? { routingStats: routesOf(hub) } : {}),
  };
}

function routesOf(hub: Hub): unknown {
  return {
    clientRouteStats: {
      isClipped: false,
      stats: [{ cidr: `10.${hub.id % 250}.0.0/16`, origin: 'bgp', priority: 1 }],
    },
    cloudRouteStats: { isClipped: false, stats: [{ cidr: '100.64.0.0/10', origin: 'bgp', priority: 1 }] },
  };
}
