/** The item of a silence. */
import * as v from 'valibot';
import type { Matcher } from '../../../core/rules/matcher.ts';
import type { Silence } from '../../../core/rules/silence.ts';
import type { Instant } from '../../../core/time.ts';
import { SILENCE_PREFIX, silenceKey } from '../keys.ts';
import { instantSchema, type Schema, textSchema } from '../schemas.ts';
import { storable } from '../storable.ts';
import { type Item, timeToLive } from './group.ts';
import { idInKey, parseItem, type RawItem } from './parse.ts';

/** It stays for a while after its end, so that it can be asked about. */
export function silenceItem(organization: string, silence: Silence, expires: Instant): Item {
  const { id, ...rest } = silence;
  return { ...silenceKey(organization, id), ...storable({ ...rest }), expires: timeToLive(expires) };
}

const matcherSchema: Schema<Matcher> = v.object({
  name: v.exactOptional(textSchema),
  ids: v.exactOptional(v.array(textSchema)),
  region: v.exactOptional(textSchema),
  deviceType: v.exactOptional(textSchema),
});

const schema = v.object({
  match: matcherSchema,
  from: instantSchema,
  to: instantSchema,
  reason: textSchema,
  by: textSchema,
});

/** The silence that an item holds. Throws a `store` failure where it is damaged. */
export function parseSilence(item: RawItem): Silence {
  return { id: idInKey(item, SILENCE_PREFIX), ...parseItem(schema, item, item) };
}
