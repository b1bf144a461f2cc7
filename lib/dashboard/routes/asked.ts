/** What a request asks for, parsed: an error names the field. */
import type { Context } from 'hono';
import * as v from 'valibot';
import type { Range } from '../../core/history/range.ts';
import { type Instant, instant, parseInstant } from '../../core/time.ts';

/** A request that cannot be understood. */
export class BadRequest extends Error {}

const ID_MOST = 200;
const id = v.pipe(v.string('is missing'), v.minLength(1, 'is empty'), v.maxLength(ID_MOST, 'is too long'));
const time = v.pipe(
  v.string('is missing'),
  v.transform(parseInstant),
  v.check((at) => at !== null, 'is no time with a zone, such as 2026-03-02T14:05:00Z'),
  v.transform((at): Instant => at ?? instant(0)),
);

/** The organization that a request is about. Throws a `BadRequest`. */
export function organizationAsked(context: Context): string {
  return asked(context, 'org', id);
}

/** Throws a `BadRequest` where the field is missing, or no id. */
export function idAsked(context: Context, field: string): string {
  return asked(context, field, id);
}

/** Throws a `BadRequest` where the field is missing, or no time. */
export function timeAsked(context: Context, field: string): Instant {
  return asked(context, field, time);
}

/** From `from` to `to`. Throws a `BadRequest`. */
export function rangeAsked(context: Context): Range {
  return { from: timeAsked(context, 'from'), to: timeAsked(context, 'to') };
}

function asked<T>(context: Context, field: string, schema: v.GenericSchema<unknown, T>): T {
  const parsed = v.safeParse(schema, context.req.query(field));
  if (parsed.success) return parsed.output;
  throw new BadRequest(`${field} ${parsed.issues[0].message}`);
}
