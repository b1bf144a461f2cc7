/** The head: one item an organization, written only attribute by attribute. */
import * as v from 'valibot';
import { type Head, INITIAL_MONITOR } from '../../../core/rules/state.ts';
import type { Instant } from '../../../core/time.ts';
import {
  countSchema,
  epochSchema,
  failureSchema,
  instantSchema,
  monitorSchema,
  nextEpochSchema,
  readingSchema,
  statusCountsSchema,
  textSchema,
} from '../schemas.ts';
import { parseItem, type RawItem } from './parse.ts';

/**
 * The version of what is stored. A table of a later one is not touched; raise it when older code would misread the table.
 * 2: gaps are keyed apart from changes.
 */
export const SCHEMA_VERSION = 2;

/** A lease as it is stored. */
export interface StoredLease {
  readonly run: string;
  readonly until: Instant;
  /** Tells this taking of the lease from any other, also by a run of the same name. */
  readonly taking: string;
}

/** The head with what only the store uses of it. */
export interface StoredHead {
  readonly schema: number;
  readonly lease: StoredLease | null;
  /** The last run that ended in order; null where none has. */
  readonly ended: string | null;
  readonly head: Head;
}

const leaseSchema = v.object({ run: textSchema, until: instantSchema, taking: textSchema });

/** What every version writes, and reads before anything else. */
const versionSchema = v.object({ schema: countSchema });

const schema = v.object({
  lease: v.optional(leaseSchema),
  ended: v.optional(textSchema),
  revision: v.optional(countSchema, 0),
  created: instantSchema,
  attempts: countSchema,
  lastComplete: v.optional(
    v.object({ reading: readingSchema, counts: statusCountsSchema, interval: v.optional(countSchema) }),
  ),
  lastFailure: v.optional(failureSchema),
  accounted: v.optional(instantSchema),
  disagreements: v.optional(countSchema, 0),
  epoch: v.optional(epochSchema),
  nextEpoch: v.optional(nextEpochSchema),
  monitor: v.optional(monitorSchema, INITIAL_MONITOR),
});

/** The version of the table's contents, which is read before anything that depends on it. */
export function parseSchemaVersion(item: RawItem): number {
  return parseItem(versionSchema, item, item).schema;
}

/** The head that an item holds. Attributes that were never written are absent. Throws a `store` failure where it is damaged. */
export function parseHead(item: RawItem): StoredHead {
  const stored = parseItem(schema, item, item);
  const { lease = null, ended = null, ...attributes } = stored;
  const {
    lastComplete = null,
    lastFailure = null,
    accounted = null,
    epoch = null,
    nextEpoch = null,
  } = stored;
  return {
    schema: parseSchemaVersion(item),
    lease,
    ended,
    head: { ...attributes, lastComplete, lastFailure, accounted, epoch, nextEpoch },
  };
}
