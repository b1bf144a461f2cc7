import { BlockList, isIPv4 } from 'node:net';
import { type Answer, json } from '../answer.ts';
import { parseObject } from '../filters.ts';
import { invalid, type Parsed } from '../query.ts';
import { REGIONS, type Region } from '../regions.ts';
import { badRequest, type RouteContext } from './context.ts';

/** The BGP side of the service, as the example in Cisco's OpenAPI document has it. */
const BGP = { asNumber: '64512', peerIPs: ['169.254.0.9', '169.254.0.5'], peerRange: '169.254.0.0/24' };

/** `GET /regions`: the available ones, or all; nearest first when the filters name coordinates. */
export function answerRegions(context: RouteContext): Answer {
  const regions = parseRegionFilters(context.call.query);
  if (!regions.ok) return badRequest(context, regions.fault);
  const shown = regions.value.map(({ name, region, description, continent }) => ({
    name,
    region,
    description,
    continent,
  }));
  return json(200, { regions: shown, bgp: BGP });
}

function parseRegionFilters(query: URLSearchParams): Parsed<readonly Region[]> {
  const filters = parseObject(query.get('filters') || '{}');
  if (!filters) return invalid({ filters: 'Filter value is not valid.' });
  const { status = 'available', latitude, longitude, peerIP } = filters;
  if (status !== 'available' && status !== 'all') return invalid({ status: 'Filter value is not valid.' });
  const regions = REGIONS.filter((region) => status === 'all' || region.available);
  if (latitude !== undefined || longitude !== undefined) return nearestFirst(regions, latitude, longitude);
  if (peerIP !== undefined && !isPublicIPv4(peerIP)) {
    return invalid({ peerIP: 'Filter value must be a public IPv4.' });
  }
  // Where an address is cannot be told here: with `peerIP` the regions keep their order.
  return { ok: true, value: regions };
}

function nearestFirst(
  regions: readonly Region[],
  latitude: unknown,
  longitude: unknown,
): Parsed<readonly Region[]> {
  const errors: Record<string, string> = {};
  for (const [name, value] of Object.entries({ latitude, longitude })) {
    if (value === undefined) errors[name] = 'Filter value is missing.';
    else if (!Number.isFinite(toNumber(value))) errors[name] = 'Filter value is not valid.';
  }
  if (Object.keys(errors).length > 0) return invalid(errors);
  const angleTo = (region: Region) => greatCircle(toNumber(latitude), toNumber(longitude), region);
  return { ok: true, value: regions.toSorted((one, other) => angleTo(one) - angleTo(other)) };
}

/** Cisco's samples give coordinates both as numbers and as strings. */
function toNumber(value: unknown): number {
  if (typeof value === 'string' && value.trim() !== '') return Number(value);
  return typeof value === 'number' ? value : Number.NaN;
}

/** The angle between two places on the globe, in radians (haversine formula). */
function greatCircle(latitude: number, longitude: number, region: Region): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const across = Math.sin(radians(region.latitude - latitude) / 2) ** 2;
  const along = Math.sin(radians(region.longitude - longitude) / 2) ** 2;
  const shrink = Math.cos(radians(latitude)) * Math.cos(radians(region.latitude));
  return 2 * Math.asin(Math.sqrt(Math.min(1, across + shrink * along)));
}

const NOT_PUBLIC = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  NOT_PUBLIC.addSubnet(network, bits, 'ipv4');
}

function isPublicIPv4(value: unknown): boolean {
  return typeof value === 'string' && isIPv4(value) && !NOT_PUBLIC.check(value, 'ipv4');
}
