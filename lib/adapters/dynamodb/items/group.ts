/** The item of a group's state. */
import * as v from 'valibot';
import type { CarriedByGroup, CarriedByHub, Group, Hub } from '../../../core/fleet/group.ts';
import type { GroupState } from '../../../core/rules/state.ts';
import { epochMilliseconds, type Instant, SECOND } from '../../../core/time.ts';
import { GROUP_PREFIX, groupKey, type Key } from '../keys.ts';
import {
  baselineSchema,
  boundsSchema,
  countSchema,
  groupAttributeEntries,
  groupEventSchema,
  incidentSchema,
  instantSchema,
  pendingSchema,
  presenceSchema,
  readingSchema,
} from '../schemas.ts';
import { storable } from '../storable.ts';
import { idInKey, parseItem, type RawItem } from './parse.ts';

/** A whole item: its key and its attributes. */
export type Item = Key & Readonly<Record<string, unknown>>;

/** The value of the time-to-live attribute: whole seconds since 1970, rounded up. */
export function timeToLive(expires: Instant): number {
  return Math.ceil(epochMilliseconds(expires) / SECOND);
}

/**
 * The item of a state. A tombstone expires when the history that mentions the group has; other states never do.
 * `dropped` says what was left out of it for size.
 */
export function groupItem(
  organization: string,
  state: GroupState,
  expires: Instant,
  dropped: Dropped | null = null,
): Item {
  const { pk, sk } = groupKey(organization, state.id);
  const attributes = groupAttributes(state.group);
  // Named one by one: V8 copies into an object with as many fields as this slowly, and each group is written so.
  const item: Whole = {
    pk,
    sk,
    rev: state.rev,
    seq: state.seq,
    presence: state.presence,
    firstSeen: state.firstSeen,
    since: state.since,
    reading: state.reading,
    watch: state.watch,
    baseline: state.baseline,
    pending: state.pending,
    incident: state.incident,
    openings: state.openings,
    untold: state.untold,
    name: attributes.name,
    deviceType: attributes.deviceType,
    region: attributes.region,
    status: attributes.status,
    statusSeen: attributes.statusSeen,
    routing: attributes.routing,
    hubs: attributes.hubs,
  };
  if (attributes.carried !== undefined) item.carried = attributes.carried;
  if (state.presence === 'removed') item.expires = timeToLive(expires);
  if (dropped !== null) item.dropped = dropped;
  return storable(item);
}

/** All that a state has: a field added to it cannot be forgotten here. */
type Whole = Omit<Key & GroupState, 'id' | 'group'> &
  GroupAttributes & { carried?: CarriedByGroup; expires?: number; dropped?: Dropped };

const schema = v.object({
  rev: countSchema,
  seq: countSchema,
  presence: presenceSchema,
  firstSeen: instantSchema,
  since: boundsSchema,
  reading: readingSchema,
  watch: v.picklist(['provisioning', 'watched']),
  baseline: baselineSchema,
  pending: v.nullable(pendingSchema),
  incident: v.nullable(incidentSchema),
  openings: v.array(instantSchema),
  untold: v.array(groupEventSchema),
  ...groupAttributeEntries,
});

/** The state that an item holds. Throws a `store` failure where it is damaged. */
export function parseGroup(item: RawItem): GroupState {
  const id = idInKey(item, GROUP_PREFIX);
  const { name, deviceType, region, status, statusSeen, routing, hubs, carried, ...rest } = parseItem(
    schema,
    item,
    item,
  );
  const group = { id, name, deviceType, region, status, statusSeen, routing, hubs, carried };
  return { ...rest, id, group };
}

/** A group's own attributes, side by side with the item's others (an attribute `group` would be taken up by the index). */
export function groupAttributes(group: Group): GroupAttributes {
  const { name, deviceType, region, status, statusSeen, routing, carried } = group;
  const hubs = group.hubs.map(hubAttributes);
  const facts = { name, deviceType, region, status, statusSeen, routing, hubs };
  return isEmpty(carried) ? facts : { ...facts, carried };
}

type GroupAttributes = Omit<Group, 'id' | 'hubs' | 'carried'> & {
  readonly hubs: readonly Readonly<Record<string, unknown>>[];
  readonly carried?: CarriedByGroup;
};

/** A hub as an attribute. */
export function hubAttributes(hub: Hub): Readonly<Record<string, unknown>> {
  const { carried, ...facts } = hub;
  return isEmpty(carried) ? facts : { ...facts, carried };
}

function isEmpty(carried: CarriedByGroup | CarriedByHub): boolean {
  return Object.keys(carried).length === 0;
}

/** How much of what is carried was left out of an item. */
export interface Dropped {
  readonly peers: number;
  readonly fields: number;
}

/** A group without what may be of any size and is never compared: its hubs' peers, and the fields that no document names. */
export function slimmed(group: Group): { readonly group: Group; readonly dropped: Dropped } {
  const { extra, ...carried } = group.carried;
  let [peers, fields] = [0, countFields(extra)];
  const hubs = group.hubs.map((hub): Hub => {
    const { peers: dropped, extra: unnamed, ...kept } = hub.carried;
    peers += dropped?.length ?? 0;
    fields += countFields(unnamed);
    return { ...hub, carried: kept };
  });
  return { group: { ...group, hubs, carried }, dropped: { peers, fields } };
}

function countFields(extra: object | undefined): number {
  return Object.keys(extra ?? {}).length;
}
