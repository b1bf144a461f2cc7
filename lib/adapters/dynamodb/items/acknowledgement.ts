/** The item of an acknowledgement: who took an incident on. That it was taken on stands with the incident itself. */
import * as v from 'valibot';
import type { Acknowledgement } from '../../../core/operator/operator.ts';
import type { Instant } from '../../../core/time.ts';
import { ACKNOWLEDGEMENT_PREFIX, acknowledgementKey } from '../keys.ts';
import { instantSchema, textSchema } from '../schemas.ts';
import { storable } from '../storable.ts';
import { type Item, timeToLive } from './group.ts';
import { idInKey, parseItem, type RawItem } from './parse.ts';

export function acknowledgementItem(
  organization: string,
  { incident, by, at }: Acknowledgement,
  expires: Instant,
): Item {
  return {
    ...acknowledgementKey(organization, incident),
    ...storable({ by, at }),
    expires: timeToLive(expires),
  };
}

const schema = v.object({ by: textSchema, at: instantSchema });

/** The acknowledgement that an item holds. Throws a `store` failure where it is damaged. */
export function parseAcknowledgement(item: RawItem): Acknowledgement {
  return { incident: idInKey(item, ACKNOWLEDGEMENT_PREFIX), ...parseItem(schema, item, item) };
}
