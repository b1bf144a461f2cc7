/** What was done: runs worth keeping, and the alerts that were published. */
import * as v from 'valibot';
import type { PublishedAlert } from '../../../core/alerts/alert.ts';
import type { Instant } from '../../../core/time.ts';
import type { RunRecord } from '../../../sync/ports.ts';
import { alertKey, runKey } from '../keys.ts';
import { alertKindSchema, instantSchema, type Schema, textSchema } from '../schemas.ts';
import { storable } from '../storable.ts';
import { type Item, timeToLive } from './group.ts';
import { parseItem, type RawItem } from './parse.ts';

/** The key is made from the run, so that a run that is recorded twice is one item. */
export function runItem(organization: string, record: RunRecord, expires: Instant): Item {
  return {
    ...runKey(organization, record.started, record.run),
    ...storable({ ...record }),
    expires: timeToLive(expires),
  };
}

export function alertItem(organization: string, alert: PublishedAlert, expires: Instant): Item {
  return {
    ...alertKey(organization, alert.id),
    ...storable({ ...alert }),
    expires: timeToLive(expires),
  };
}

const alertSchema: Schema<PublishedAlert> = v.object({
  id: textSchema,
  kind: alertKindSchema,
  at: instantSchema,
  run: textSchema,
  subject: textSchema,
  events: v.array(textSchema),
  reasons: v.array(textSchema),
  destination: textSchema,
  messageId: textSchema,
  toldIn: v.exactOptional(textSchema),
});

/** The alert that an item holds. Throws a `store` failure where it is damaged. */
export function parseAlert(item: RawItem): PublishedAlert {
  return parseItem(alertSchema, item, item);
}
