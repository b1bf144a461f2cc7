/**
 * What `--json` prints, as schemas: a promise to programs. A document has every field that its schema names, and no other;
 * versions to come may add fields, never take one away. `docs/commands.schema.json` is made from these.
 */
import * as v from 'valibot';
import { FAILURES } from '../../core/failure.ts';
import { CHANGE_KINDS } from '../../core/fleet/change.ts';
import { STATUSES } from '../../core/fleet/group.ts';
import { UNSEEN } from '../../core/history/range.ts';
import type { Instant } from '../../core/time.ts';

/** Schemas infer mutable types; documents are made once and not written to. */
export type Frozen<T> = T extends string | number | boolean
  ? T
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** A schema with the sentence that says what it means. */
export function said<S extends v.GenericSchema>(schema: S, meaning: string) {
  return v.pipe(schema, v.description(meaning));
}

const instantText = said(
  v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
  'UTC, ISO 8601, with milliseconds',
);
export const instant = instantText as unknown as v.GenericSchema<Instant>;
export const milliseconds = v.pipe(v.number(), v.integer());
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const text = v.nullable(v.string());

export const range = { from: instant, to: instant } as const;

export const bounds = said(
  v.strictObject({ after: v.nullable(instant), by: instant }),
  'When it happened, as far as polling can tell: later than `after`, the beginning of the last reading that saw it otherwise, ' +
    'and no later than `by`, the end of the reading that saw it so',
);

export const failure = v.strictObject({
  kind: v.picklist(Object.keys(FAILURES) as (keyof typeof FAILURES)[]),
  detail: v.string(),
});

export const gap = said(
  v.strictObject({ ...range, why: v.string() }),
  'A stretch in which nobody looked: neither up nor down, for any group',
);

export const unseen = said(
  v.strictObject({ ...range, why: v.picklist(UNSEEN) }),
  'A stretch of which nothing is known, and why',
);

export const hole = said(
  v.strictObject({ group: v.string(), from: count, to: count }),
  'Rows of history that are lost: numbers of the first and the last change of the group that are missing',
);

export const unknowns = {
  gaps: v.array(gap),
  unseen: v.array(unseen),
  holes: v.array(hole),
} as const;

export const status = v.picklist(STATUSES);
export const condition = said(
  v.picklist([...STATUSES, 'redundancy lost']),
  'The status, or `redundancy lost` where the group is connected with less than it used to have',
);
export const presence = said(
  v.picklist(['listed', 'missing', 'removed']),
  '`missing`: the API does not list the group, and nobody has learnt yet whether it was removed',
);

export const hub = v.strictObject({
  id: v.string(),
  primary: v.nullable(v.boolean()),
  datacenter: text,
  authId: text,
  status: v.picklist(['up', 'down', 'unknown']),
  tunnels: said(v.picklist(['some', 'none', 'unknown']), 'Whether the hub carries tunnels'),
});

/** What history keeps of a group. */
export const groupFacts = {
  name: v.string(),
  deviceType: text,
  region: text,
  status,
  statusSeen: said(text, "The API's own word where `status` is `unknown`"),
  routing: v.nullable(v.strictObject({ type: v.string(), data: v.unknown() })),
  hubs: v.array(hub),
} as const;

export const kinds = v.array(v.picklist(CHANGE_KINDS));
export const differences = said(
  v.record(v.string(), v.strictTuple([v.unknown(), v.unknown()])),
  'Before and after of each fact that differs, by path: `status`, `hub.720011801.status`. A hub that came or went stands whole ' +
    'under `hub.<id>`, a group that appeared whole under `group`; null means that it was not there',
);

export const change = v.strictObject({
  group: v.string(),
  name: v.string(),
  seq: said(count, "The number of this change among the group's changes, from 1"),
  after: v.nullable(instant),
  by: instant,
  kinds,
  differences,
  incident: text,
  events: v.array(v.string()),
});

export const incidentSpan = v.strictObject({
  id: v.string(),
  group: v.string(),
  opened: said(v.nullable(bounds), 'null where that came before the range'),
  ended: said(v.nullable(bounds), 'null while it is open, or where it ended after the range'),
  worst: condition,
  changes: said(count, 'How many changes of the range belong to it'),
});
