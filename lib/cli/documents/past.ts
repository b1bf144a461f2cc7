import * as v from 'valibot';
import { REASONS, STANDINGS } from '../../core/history/standing.ts';
import { NOT_KEPT } from '../../core/history/to-api-shape.ts';
import {
  change,
  count,
  differences,
  type Frozen,
  gap,
  groupFacts,
  hole,
  incidentSpan,
  instant,
  kinds,
  presence,
  range,
  said,
  text,
  unknowns,
} from './shared.ts';
import { blindness } from './status.ts';

const apiId = v.union([v.number(), v.string()]);

/** `tunnelwatch snapshot --json` */
export const snapshotSchema = v.strictObject({
  data: said(
    v.array(
      v.strictObject({
        id: apiId,
        name: v.string(),
        deviceType: text,
        region: text,
        status: text,
        hubs: v.array(
          v.strictObject({
            id: apiId,
            isPrimary: v.nullable(v.boolean()),
            datacenter: v.strictObject({ name: text }),
            authId: text,
            status: v.strictObject({ status: v.picklist(['UP', 'DOWN', 'UNKNOWN']) }),
          }),
        ),
        routing: v.nullable(v.strictObject({ type: v.string(), data: v.unknown() })),
      }),
    ),
    'As `GET /networktunnelgroups` lists groups, as far as history keeps it',
  ),
  offset: v.literal(0),
  limit: count,
  total: count,
  snapshot: v.strictObject({
    organization: v.string(),
    at: said(instant, 'The instant that was asked about'),
    asOf: said(instant, 'The instant that this is about: the last complete run, where that is earlier'),
    blind: blindness,
    gap: said(
      v.nullable(gap),
      'The stretch that the instant lies in in which nobody looked; null where somebody did',
    ),
    missing: said(
      v.array(v.string()),
      'Ids of groups that the API did not list, and of which nobody had learnt why',
    ),
    holes: v.array(hole),
    notKept: said(v.array(v.picklist(NOT_KEPT)), 'What the API says and history does not keep, by path'),
  }),
});
export type SnapshotDocument = Frozen<v.InferOutput<typeof snapshotSchema>>;

const compared = v.strictObject({ at: instant, asOf: instant, gap: v.nullable(gap), holes: v.array(hole) });

/** `tunnelwatch diff --json` */
export const diffSchema = v.strictObject({
  organization: v.string(),
  from: compared,
  to: compared,
  groups: v.array(
    v.strictObject({
      group: v.string(),
      name: v.string(),
      kinds,
      differences,
      changes: said(
        v.nullable(count),
        'How many changes lie between the two instants; null where the group is at one of them alone',
      ),
    }),
  ),
});
export type DiffDocument = Frozen<v.InferOutput<typeof diffSchema>>;

/** `tunnelwatch changes --json` */
export const changesSchema = v.strictObject({
  organization: v.string(),
  range: v.strictObject(range),
  asOf: v.nullable(instant),
  changes: v.array(change),
  ...unknowns,
});
export type ChangesDocument = Frozen<v.InferOutput<typeof changesSchema>>;

/** `tunnelwatch history --json` */
export const historySchema = v.strictObject({
  organization: v.string(),
  group: v.strictObject({ id: v.string(), ...groupFacts, presence }),
  range: v.strictObject(range),
  asOf: v.nullable(instant),
  stretches: said(
    v.array(
      v.strictObject({
        ...range,
        standing: v.picklist(STANDINGS),
        why: v.nullable(v.picklist(REASONS)),
        facts: said(
          v.nullable(v.strictObject({ presence, ...groupFacts })),
          'As last seen at the beginning of the stretch; null where the group was not there, or nobody knows',
        ),
      }),
    ),
    'Together they are the range, without a hole and without overlap',
  ),
  changes: v.array(change),
  incidents: v.array(incidentSpan),
  ...unknowns,
});
export type HistoryDocument = Frozen<v.InferOutput<typeof historySchema>>;
