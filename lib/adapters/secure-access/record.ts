/**
 * One record of the list as a `Group`. Cisco's description marks no field as required and real answers have nulls, so
 * only the id can make a record unreadable; whatever else is missing or odd becomes `unknown` or null, and what could not
 * be read is kept as it came in `carried.extra`.
 *
 * Fields are picked by hand: a valibot schema of the same leniency was tried, and took longer for the checking alone than
 * this takes to the finished group.
 */
import { inOrder } from '../../core/fleet/change.ts';
import {
  type CarriedByGroup,
  type Group,
  type Routing,
  STATUSES,
  type Status,
} from '../../core/fleet/group.ts';
import type { ListRecord } from '../../sync/ports.ts';
import { extraOf, idOf, present, textOf, typeName, wordOf } from './fields.ts';
import { parseHubs } from './hub.ts';
import { fieldsOf } from './json.ts';

/** What a group without a name is called; the API requires names, so it has no other. */
export const NO_NAME = '(no name)';

const KNOWN: ReadonlySet<string> = new Set([
  'id',
  'name',
  'organizationId',
  'deviceType',
  'region',
  'status',
  'hubs',
  'routing',
  'createdAt',
  'modifiedAt',
]);

/** Reads one record. Never throws: a record without an id that can be read is `malformed`. */
export function parseRecord(record: unknown): ListRecord {
  const fields = fieldsOf(record);
  if (fields === null)
    return { malformed: { id: null, why: `the record is ${typeName(record)}, not an object` } };
  const id = idOf(fields.id);
  if (id === null) return { malformed: { id: null, why: whyNoId(fields.id) } };
  return { group: groupOf(id, fields) };
}

function groupOf(id: string, fields: Readonly<Record<string, unknown>>): Group {
  const status = statusOf(fields.status);
  const routing = routingOf(fields.routing);
  const { hubs, unread } = parseHubs(fields.hubs);
  const extra = Object.entries(fields).filter(([name]) => !KNOWN.has(name));
  if (routing.unread !== undefined) extra.push(['routing', routing.unread]);
  if (unread !== undefined) extra.push(['hubs', unread]);
  const name = textOf(fields.name);
  return {
    id,
    name: name === null || name.trim() === '' ? NO_NAME : name,
    deviceType: textOf(fields.deviceType),
    region: textOf(fields.region),
    status,
    statusSeen: status === 'unknown' ? wordOf(fields.status) : null,
    routing: routing.routing,
    hubs: inOrder(hubs),
    carried: present<CarriedByGroup>({
      organizationId: textOf(fields.organizationId),
      createdAt: textOf(fields.createdAt),
      modifiedAt: textOf(fields.modifiedAt),
      extra: extraOf(extra),
    }),
  };
}

function statusOf(value: unknown): Status {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return STATUSES.find((status) => status === word) ?? 'unknown';
}

interface ReadRouting {
  readonly routing: Routing | null;
  /** What the routing held that has no place in ours. */
  readonly unread?: unknown;
}

function routingOf(value: unknown): ReadRouting {
  if (value === undefined || value === null || value === '') return { routing: null };
  const fields = fieldsOf(value);
  if (fields === null) return { routing: null, unread: value };
  const { type, data, ...rest } = fields;
  const routing = { type: textOf(type) ?? 'unknown', data: saysNothing(data) ? null : data };
  return Object.keys(rest).length === 0 ? { routing } : { routing, unread: rest };
}

/** NAT groups have no routing data, and the API has several ways of saying so. */
function saysNothing(data: unknown): boolean {
  if (data === undefined || data === null || data === '') return true;
  const fields = fieldsOf(data);
  return fields !== null && Object.keys(fields).length === 0;
}

function whyNoId(id: unknown): string {
  if (typeof id === 'number' && Number.isInteger(id) && id > 0)
    return 'id has more digits than can be read without rounding';
  return `id is ${typeof id === 'string' ? 'a text that is not a whole number' : typeof id === 'number' ? 'not a whole number' : typeName(id)}`;
}
