/** A message as it was sent, read back from its own text: what it says, whoever wrote it. */
import * as v from 'valibot';
import { type Instant, parseInstant } from '../../../lib/core/time.ts';
import type { Sent } from '../stage/record.ts';

const Time = v.pipe(
  v.string(),
  v.transform((text): Instant => {
    const at = parseInstant(text);
    if (at === null) throw new RangeError(`${text} is no time.`);
    return at;
  }),
);
const Span = v.object({ after: v.nullable(Time), by: Time });
const Counts = v.object({
  connected: v.number(),
  warning: v.number(),
  disconnected: v.number(),
  unknown: v.number(),
});
const Fleet = v.object({ total: v.number(), counts: Counts });
const Named = v.object({
  id: v.string(),
  name: v.string(),
  hubs: v.optional(v.array(v.object({ id: v.string(), lastReport: v.nullable(Time) }))),
});

const Event = v.object({
  id: v.string(),
  type: v.string(),
  reason: v.string(),
  at: Time,
  holds: v.optional(v.boolean()),
  group: v.optional(Named),
  status: v.optional(v.string()),
  previous: v.optional(v.string()),
  since: v.optional(v.nullable(v.union([Span, Time]))),
  opened: v.optional(v.union([Span, v.number()])),
  ended: v.optional(v.union([Span, v.number()])),
  removed: v.optional(Span),
  changed: v.optional(Span),
  how: v.optional(v.string()),
  worst: v.optional(v.string()),
  openings: v.optional(v.number()),
  attempts: v.optional(v.number()),
  losses: v.optional(v.number()),
  unsteady: v.optional(v.boolean()),
  blind: v.optional(v.object({ from: v.nullable(Time), to: Time })),
  fleet: v.optional(Fleet),
  incidents: v.optional(v.array(v.string())),
  days: v.optional(v.number()),
});

const Document = v.object({
  kind: v.string(),
  at: Time,
  asOf: Time,
  fleet: v.nullable(Fleet),
  events: v.array(Event),
  notConnected: v.optional(v.array(Named)),
  truncated: v.number(),
});

export type SaidEvent = v.InferOutput<typeof Event>;
export type Said = v.InferOutput<typeof Document>;

/** The document of a message. Throws where it is none. */
export function said({ alert }: Sent): Said {
  return v.parse(Document, JSON.parse(alert.json));
}

/** What an event's id says: the group, and what happened to it. null for the monitor's own. */
export function named(id: string): { readonly group: string; readonly type: string } | null {
  const [, group, type] = /^(\d+)-\d+\.([a-z-]+?)(?:-at-.*)?$/.exec(id) ?? [];
  return group === undefined || type === undefined ? null : { group, type };
}
