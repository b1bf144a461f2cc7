/** What is read back from the table, parsed: an item that does not have its shape is refused, not guessed at. */
import * as v from 'valibot';
import { FAILURES, type Failure, type FailureKind } from '../../core/failure.ts';
import { CHANGE_KINDS, type Differences } from '../../core/fleet/change.ts';
import { type Group, type Hub, STATUSES } from '../../core/fleet/group.ts';
import { ALERT_KINDS, type GroupEvent, type MonitorEvent } from '../../core/rules/event.ts';
import type { Episode } from '../../core/rules/flapping.ts';
import type { Baseline } from '../../core/rules/redundancy.ts';
import type { Epoch, Incident, MonitorState, NextEpoch, Pending } from '../../core/rules/state.ts';
import { type Bounds, type Instant, instant } from '../../core/time.ts';

/** Anything that reads as `T`. */
export type Schema<T> = v.GenericSchema<unknown, T>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const instantSchema: Schema<Instant> = v.custom<Instant>(
  (value) => typeof value === 'string' && INSTANT.test(value),
  'an instant such as 2026-03-02T14:05:00.000Z is expected',
);
export const textSchema = v.string();
export const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

export const statusSchema = v.picklist(STATUSES);
/** A status, or redundancy lost. */
const conditionSchema = v.picklist([...STATUSES, 'redundancy lost']);
export const presenceSchema = v.picklist(['listed', 'missing', 'removed']);
export const changeKindSchema = v.picklist(CHANGE_KINDS);
export const alertKindSchema = v.picklist(ALERT_KINDS);
export const statusCountsSchema = v.object({
  connected: countSchema,
  warning: countSchema,
  disconnected: countSchema,
  unknown: countSchema,
});

export const boundsSchema: Schema<Bounds> = v.object({ after: v.nullable(instantSchema), by: instantSchema });
export const readingSchema = v.object({ from: instantSchema, to: instantSchema });

const FAILURE_KINDS = Object.keys(FAILURES);
const failureKindSchema = v.custom<FailureKind>(
  (value) => typeof value === 'string' && FAILURE_KINDS.includes(value),
  'a kind of failure is expected',
);
export const failureSchema: Schema<Failure> = v.object({
  kind: failureKindSchema,
  detail: textSchema,
  status: v.exactOptional(v.number()),
  requestId: v.exactOptional(textSchema),
});

const extraSchema = v.record(textSchema, v.unknown());
const peerSchema = v.object({ ip: v.nullable(textSchema), status: v.nullable(textSchema) });
/** What a hub says of itself, by attribute; also what its differences say of them. */
export const hubEntries = {
  primary: v.nullable(v.boolean()),
  datacenter: v.nullable(textSchema),
  authId: v.nullable(textSchema),
  status: v.picklist(['up', 'down', 'unknown']),
  tunnels: v.picklist(['some', 'none', 'unknown']),
};
export const hubSchema: Schema<Hub> = v.object({
  id: textSchema,
  ...hubEntries,
  carried: v.optional(
    v.object({
      statusSeen: v.exactOptional(textSchema),
      reportedAt: v.exactOptional(textSchema),
      datacenterIp: v.exactOptional(textSchema),
      tunnelsCount: v.exactOptional(v.number()),
      peers: v.exactOptional(v.array(peerSchema)),
      extra: v.exactOptional(extraSchema),
    }),
    {},
  ),
});

/** The facts of a group, by attribute; also what its differences say of them. */
export const groupEntries = {
  name: textSchema,
  deviceType: v.nullable(textSchema),
  region: v.nullable(textSchema),
  status: statusSchema,
  statusSeen: v.nullable(textSchema),
  routing: v.nullable(v.object({ type: textSchema, data: v.unknown() })),
};
/** A group without its id, which is in the key of its items. */
export const groupAttributeEntries = {
  ...groupEntries,
  hubs: v.array(hubSchema),
  carried: v.optional(
    v.object({
      organizationId: v.exactOptional(textSchema),
      createdAt: v.exactOptional(textSchema),
      modifiedAt: v.exactOptional(textSchema),
      extra: v.exactOptional(extraSchema),
    }),
    {},
  ),
};
export const groupSchema: Schema<Group> = v.object({ id: textSchema, ...groupAttributeEntries });

export const baselineSchema: Schema<Baseline> = v.object({
  up: v.array(textSchema),
  withTunnels: v.array(textSchema),
});
export const pendingSchema: Schema<Pending> = v.object({
  status: conditionSchema,
  since: boundsSchema,
  polls: countSchema,
});
const severitySchema = v.picklist(['critical', 'warning', 'ok']);
const episodeSchema: Schema<Episode> = v.object({
  since: instantSchema,
  openings: countSchema,
  downSince: v.nullable(instantSchema),
  steadyFrom: v.nullable(instantSchema),
  lastTold: instantSchema,
  quiet: countSchema,
});
export const incidentSchema: Schema<Incident> = v.object({
  id: textSchema,
  opened: boundsSchema,
  status: conditionSchema,
  worst: conditionSchema,
  told: v.nullable(severitySchema),
  toldAt: v.nullable(instantSchema),
  acknowledged: v.boolean(),
  episode: v.nullable(episodeSchema),
});

const envelope = {
  id: textSchema,
  alert: textSchema,
  at: instantSchema,
  silenced: v.boolean(),
  held: v.nullable(instantSchema),
  reason: textSchema,
};
const ofIncident = {
  ...envelope,
  incident: textSchema,
  status: conditionSchema,
  severity: severitySchema,
  since: boundsSchema,
};
const differencesSchema: Schema<Differences> = v.record(textSchema, v.tuple([v.unknown(), v.unknown()]));
export const groupEventSchema: Schema<GroupEvent> = v.variant('type', [
  v.object({ type: v.literal('opened'), ...ofIncident }),
  v.object({
    type: v.picklist(['escalated', 'eased']),
    ...ofIncident,
    previous: conditionSchema,
    opened: boundsSchema,
  }),
  v.object({ type: v.picklist(['flapping began', 'still down']), ...ofIncident, openings: countSchema }),
  v.object({
    type: v.literal('ended'),
    ...envelope,
    incident: textSchema,
    how: v.picklist(['connected', 'steady', 'removed']),
    worst: conditionSchema,
    openings: countSchema,
    opened: boundsSchema,
    ended: boundsSchema,
  }),
  v.object({ type: v.literal('removed'), ...envelope, status: statusSchema, removed: boundsSchema }),
  v.object({
    type: v.literal('configured'),
    ...envelope,
    differences: differencesSchema,
    changed: boundsSchema,
  }),
]);

const monitorEventSchema: Schema<MonitorEvent> = v.variant('type', [
  v.object({ type: v.literal('watch began'), ...envelope, counts: statusCountsSchema }),
  v.object({
    type: v.literal('went blind'),
    ...envelope,
    since: v.nullable(instantSchema),
    failure: failureSchema,
    attempts: countSchema,
    unsteady: v.boolean(),
  }),
  v.object({
    type: v.literal('sight returned'),
    ...envelope,
    blind: v.object({ from: v.nullable(instantSchema), to: instantSchema }),
    failure: v.nullable(failureSchema),
    opened: countSchema,
    ended: countSchema,
    losses: countSchema,
  }),
  v.object({
    type: v.literal('reminder'),
    ...envelope,
    about: v.picklist(['critical', 'redundancy']),
    incidents: v.array(textSchema),
  }),
  v.object({ type: v.literal('key expires'), ...envelope, expires: instantSchema, days: countSchema }),
]);

export const monitorSchema: Schema<MonitorState> = v.object({
  watching: v.nullable(instantSchema),
  blind: v.nullable(
    v.object({ since: v.nullable(instantSchema), failure: failureSchema, told: v.boolean() }),
  ),
  losses: v.array(instantSchema),
  episode: v.nullable(episodeSchema),
  messages: v.array(v.pipe(v.number(), v.transform(instant))),
  reminded: v.object({ critical: v.nullable(instantSchema), redundancy: v.nullable(instantSchema) }),
  keyExpiry: v.nullable(v.object({ expires: instantSchema, days: countSchema })),
  untold: v.array(monitorEventSchema),
});

export const nextEpochSchema: Schema<NextEpoch> = v.object({ id: textSchema, expires: instantSchema });
export const epochSchema: Schema<Epoch> = v.object({
  id: textSchema,
  start: instantSchema,
  expires: instantSchema,
  snapshotBytes: countSchema,
  changeBytes: countSchema,
});
