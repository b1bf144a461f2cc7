/** A data center as the single-group endpoint and the tunnels' states describe it. All addresses are from the documentation ranges of RFC 5737. */
export interface Datacenter {
  /** Short name in `datacenter.name`, such as `sse-use-1-0-0`. */
  readonly name: string;
  /** Address that `GET /networktunnelgroups/{id}` adds. */
  readonly ip: string;
  /** Domain name in a tunnel's `dc`. */
  readonly dc: string;
  /** Name in a tunnel's `dcName`. */
  readonly dcName: string;
  /** City and country in a tunnel's `dcDesc`. */
  readonly dcDesc: string;
}

/** A region as `GET /regions` lists it, with what the simulator needs besides. */
export interface Region {
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly continent: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** False for a region that is listed only with the filter `status: all`. */
  readonly available: boolean;
  /** Where primary hubs of groups of this region are. */
  readonly datacenter: Datacenter;
  /** The region whose data center carries the secondary hubs. */
  readonly partner: string;
}

// region, code, city and country, continent, latitude, longitude, data center's name, its domain name, partner region
const ROWS = [
  [
    'us-east-1',
    'US East 1',
    'Ashburn, Virginia - US',
    'North America',
    39.04,
    -77.49,
    'sse-use-1-0-0',
    'iad1.edc',
    'us-central-1',
  ],
  [
    'us-central-1',
    'US Central 1',
    'Chicago, Illinois - US',
    'North America',
    41.88,
    -87.63,
    'sse-usc-1-0-0',
    'chi1.edc',
    'us-east-1',
  ],
  [
    'us-west-2',
    'US West 2',
    'Portland, Oregon - US',
    'North America',
    45.52,
    -122.68,
    'sse-usw-2-0-0',
    'pdx1.edc',
    'us-central-1',
  ],
  [
    'ca-central-1',
    'Canada Central 1',
    'Toronto - Canada',
    'North America',
    43.65,
    -79.38,
    'sse-cac-1-0-0',
    'yyz1.edc',
    'us-east-1',
  ],
  [
    'eu-central-1',
    'Europe Central 1',
    'Frankfurt - Germany',
    'Europe',
    50.11,
    8.68,
    'sse-euc-1-0-0',
    'fra1.edc',
    'eu-west-1',
  ],
  [
    'eu-west-1',
    'Europe West 1',
    'Dublin - Ireland',
    'Europe',
    53.35,
    -6.26,
    'sse-euw-1-0-0',
    'dub1.edc',
    'eu-central-1',
  ],
  [
    'ap-southeast-2',
    'Asia Pacific Southeast 2',
    'Sydney - Australia',
    'Oceania',
    -33.87,
    151.21,
    'sse-aps-2-0-0',
    'syd1.edc',
    'ap-southeast-1',
  ],
  [
    'ap-southeast-1',
    'Asia Pacific Southeast 1',
    'Singapore - Singapore',
    'Asia',
    1.35,
    103.82,
    'sse-aps-1-0-0',
    'sin1.edc',
    'ap-southeast-2',
  ],
  [
    'ap-northeast-1',
    'Asia Pacific Northeast 1',
    'Tokyo - Japan',
    'Asia',
    35.68,
    139.69,
    'sse-apn-1-0-0',
    'nrt1.edc',
    'ap-southeast-1',
  ],
  [
    'sa-east-1',
    'South America East 1',
    'Sao Paulo - Brazil',
    'South America',
    -23.55,
    -46.63,
    'sse-sae-1-0-0',
    'gru1.edc',
    'us-east-1',
  ],
] as const;

/** The regions of the simulated organization. The last one is listed as not available. */
export const REGIONS: readonly Region[] = ROWS.map(
  ([region, name, place, continent, latitude, longitude, dcShortName, dc, partner], index) => ({
    region,
    name,
    description: `${name} (${place})`,
    continent,
    latitude,
    longitude,
    available: index < ROWS.length - 1,
    datacenter: {
      name: dcShortName,
      ip: `198.51.100.${10 + index}`,
      dc,
      dcName: `Example ${place.split(/,| -/, 1)[0]}`,
      dcDesc: place,
    },
    partner,
  }),
);

/** The region called `region`; throws a `RangeError` naming those there are. */
export function regionCalled(region: string): Region {
  const found = REGIONS.find((candidate) => candidate.region === region);
  if (found) return found;
  const known = REGIONS.map((candidate) => candidate.region).join(', ');
  throw new RangeError(`The simulated organization has no region "${region}". It has: ${known}.`);
}
