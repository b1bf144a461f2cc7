/** A run as it is read back. */
import * as v from 'valibot';
import type { PastRun } from '../../../core/history/past-reader.ts';
import { instant, SECOND } from '../../../core/time.ts';
import { countSchema, failureSchema, instantSchema, statusCountsSchema, textSchema } from '../schemas.ts';
import { parseItem, type RawItem } from './parse.ts';

const schema = v.object({
  run: textSchema,
  started: instantSchema,
  ended: instantSchema,
  outcome: v.picklist(['complete', 'failed']),
  failure: v.nullable(failureSchema),
  counts: v.nullable(statusCountsSchema),
  changes: countSchema,
  events: countSchema,
  alerts: countSchema,
  usage: v.object({ calls: countSchema, tokenRequests: countSchema, retries: countSchema }),
  pages: countSchema,
  expires: countSchema,
});

/** The run that an item holds. Throws a `store` failure where it is damaged. */
export function parseRun(item: RawItem): PastRun {
  const { expires, ...run } = parseItem(schema, item, item);
  return { ...run, expires: instant(expires * SECOND) };
}
