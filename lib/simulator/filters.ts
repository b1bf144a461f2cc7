import type { Group } from './group.ts';
import { invalid, type Parsed } from './query.ts';

/** Whether a group passes. */
export type Filter = (group: Group) => boolean;

const STATUSES = ['connected', 'disconnected', 'warning'];
const INVALID = 'Attribute value is invalid.';

/** A filter for each key of the `filters` object, or `undefined` where the value is not one it takes. */
const MAKERS: Readonly<Record<string, (value: unknown) => Filter | undefined>> = {
  name: (value) =>
    textFilter(value, (text) => {
      const part = text.toLowerCase();
      return (group) => group.name.toLowerCase().includes(part);
    }),
  exactName: (value) =>
    textFilter(value, (text) => {
      const name = text.toLowerCase();
      return (group) => group.name.toLowerCase() === name;
    }),
  networkTunnelGroupIds: (value) =>
    textFilter(value, (text) => {
      const ids = text.split(',').map((id) => id.trim());
      if (!ids.every((id) => /^\d+$/.test(id))) return undefined;
      const wanted = new Set(ids);
      return (group) => wanted.has(String(group.id));
    }),
  exactAuthIdPrefix: (value) =>
    textFilter(
      value,
      (text) => (group) =>
        group.hubs.some((hub) => hub.authId === text || hub.authId.split('@', 1)[0] === text),
    ),
  region: (value) =>
    textFilter(value, (text) => {
      const region = text.toLowerCase();
      return (group) => group.region.toLowerCase() === region;
    }),
  status: (value) =>
    textFilter(value, (text) => (STATUSES.includes(text) ? (group) => group.status === text : undefined)),
  duplicateCIDRs: duplicateCidrs,
};

/**
 * Reads `filters`: JSON text of one object. Text that is no JSON object, a key that is not published and a value
 * that its key does not take are refused; `exactName` makes `name` ignored; `duplicateCIDRs` stands alone.
 * (Published are the keys; how the live API refuses is not.)
 */
export function parseFilters(query: URLSearchParams): Parsed<Filter> {
  const text = query.get('filters');
  if (text === null || text === '') return { ok: true, value: () => true };
  const wanted = parseObject(text);
  if (!wanted) return invalid({ filters: INVALID });
  const keys = Object.keys(wanted);
  if (keys.includes('duplicateCIDRs') && keys.length > 1) return invalid({ duplicateCIDRs: INVALID });
  const filters: Filter[] = [];
  const validationErrors: Record<string, string> = {};
  for (const key of keys) {
    if (key === 'name' && keys.includes('exactName')) continue;
    const maker = Object.hasOwn(MAKERS, key) ? MAKERS[key] : undefined;
    const filter = maker?.(wanted[key]);
    if (filter) filters.push(filter);
    else validationErrors[maker ? key : 'filters'] = INVALID;
  }
  if (Object.keys(validationErrors).length > 0) return invalid(validationErrors);
  return { ok: true, value: (group) => filters.every((filter) => filter(group)) };
}

/** The object that JSON text holds, or `undefined` when it holds none. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value read from JSON is an object, and neither an array nor null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textFilter(value: unknown, make: (text: string) => Filter | undefined): Filter | undefined {
  return typeof value === 'string' ? make(value) : undefined;
}

/** Groups whose static routing names one of the networks, letter by letter: overlaps are not worked out. */
function duplicateCidrs(value: unknown): Filter | undefined {
  if (!isObject(value) || typeof value.cidrs !== 'string') return undefined;
  const cidrs = new Set(value.cidrs.split(',').map((cidr) => cidr.trim()));
  const region = value.regionalScope === true ? value.region : undefined;
  return ({ routing, ...group }) => {
    const networks = isObject(routing.data) ? routing.data.networkCIDRs : undefined;
    const isHere = region === undefined || group.region === region;
    return isHere && Array.isArray(networks) && networks.some((network) => cidrs.has(network));
  };
}
