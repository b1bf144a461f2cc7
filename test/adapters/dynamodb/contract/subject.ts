/** What the contract is asked of, and how its tests come to a fresh organization. */
import { RunFailure } from '../../../../lib/core/failure.ts';
import type { HistoryReader } from '../../../../lib/core/history/reader.ts';
import type { Epoch } from '../../../../lib/core/rules/state.ts';
import { type Instant, MINUTE } from '../../../../lib/core/time.ts';
import type { Lease, LeaseOutcome, Store } from '../../../../lib/sync/ports.ts';
import { anEpoch, at } from '../../../support/builders.ts';

export interface Subject {
  readonly store: Store;
  readonly reader: HistoryReader;
  /** As if a version of Tunnelwatch with this schema had written the organization's head. */
  setSchema(organization: string, schema: number): Promise<void>;
  close(): Promise<void>;
}

/** The subject of the suite's file: made before its tests, shared by them. */
export type SubjectOf = () => Subject;

/** A lease of less than a minute, as a run that is scheduled every minute takes it. */
export const LEASE = MINUTE - 5_000;

let organizations = 0;

/** An organization that no other test uses. */
export function anOrganization(): string {
  organizations += 1;
  return `org-${organizations}`;
}

/** The lease and the head, for a test in which they are surely to be had. */
export async function take(
  store: Store,
  organization: string,
  run = 'run-1',
  now: Instant = at(),
): Promise<Extract<LeaseOutcome, { taken: true }>> {
  const outcome = await store.takeLease(organization, run, now, LEASE);
  if (!outcome.taken) throw new Error(`The lease of ${organization} is held by ${outcome.heldBy}.`);
  return outcome;
}

/** An organization whose first run is under way: it holds the lease, and the first epoch has begun. */
export async function underWay(
  store: Store,
  epoch: Epoch = anEpoch(),
): Promise<{ readonly organization: string; readonly lease: Lease; readonly epoch: Epoch }> {
  const organization = anOrganization();
  const { lease } = await take(store, organization);
  await store.beginHistory(lease, epoch);
  return { organization, lease, epoch };
}

/** The kind of failure that a promise is rejected with; `none` where it is not. */
export async function failureKindOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) =>
      error instanceof RunFailure ? error.failure.kind : `no RunFailure: ${String(error)}`,
  );
}
