/** Updates of the head. */
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { MonitorState, NextEpoch } from '../../../core/rules/state.ts';
import { epochMilliseconds, type Instant, plus } from '../../../core/time.ts';
import type { Finish, Lease } from '../../../sync/ports.ts';
import { SCHEMA_VERSION, type StoredLease } from '../items/head.ts';
import { headKey } from '../keys.ts';
import { storable } from '../storable.ts';
import { all, any, expressed } from './expressions.ts';

const NOBODY_HOLDS_A_LEASE = 'attribute_not_exists(#lease)';
const THE_LEASE_HAS_ENDED = '#lease.#until <= :now';
/** No lease is that long: whoever took it had a clock gone wrong, and waiting for it could mean waiting for years. */
const THE_LEASE_ENDS_TOO_FAR_AHEAD = '#lease.#until > :farthest';
const THE_TABLE_IS_NEW = 'attribute_not_exists(#schema)';
const THE_TABLE_IS_NOT_NEWER_THAN_THIS_VERSION = '#schema <= :schema';
/** In every write of a run: who lost the lease writes nothing. */
export const THE_RUN_HOLDS_THE_LEASE = '#lease.#run = :run';
const NO_EPOCH_HAS_BEGUN = 'attribute_not_exists(#epoch)';
const THE_EPOCH_IS_ANOTHER_ONE = '#epoch.#id <> :next';

/** Takes the lease and counts the attempt, in the one write that an unchanged run begins with. Answers with the head as it was. */
export function takeLease(
  table: string,
  organization: string,
  lease: StoredLease,
  now: Instant,
  leaseMilliseconds: number,
): UpdateCommandInput {
  const values = {
    lease,
    now,
    farthest: plus(now, leaseMilliseconds),
    schema: SCHEMA_VERSION,
    one: 1,
  };
  const update =
    'SET #lease = :lease, #schema = :schema, #created = if_not_exists(#created, :now) ADD #attempts :one';
  const condition = all(
    any(NOBODY_HOLDS_A_LEASE, THE_LEASE_HAS_ENDED, THE_LEASE_ENDS_TOO_FAR_AHEAD),
    any(THE_TABLE_IS_NEW, THE_TABLE_IS_NOT_NEWER_THAN_THIS_VERSION),
  );
  return {
    TableName: table,
    Key: headKey(organization),
    ReturnValues: 'ALL_OLD',
    ...expressed({ update, condition, values }),
  };
}

/** Ends the run: frees the lease and raises the revision, in the one write that an unchanged run ends with. */
export function finishRun(table: string, lease: Lease, finish: Finish): UpdateCommandInput {
  const { complete, failure, changeBytes, snapshotBytes } = finish;
  const set = new Map<string, unknown>([
    ['ended', lease.run],
    ['disagreements', finish.disagreements],
  ]);
  const remove = ['#lease'];
  if (complete !== null) {
    set.set('lastComplete', complete).set('accounted', complete.reading.to).set('attempts', 0);
    remove.push('#lastFailure');
  } else if (failure !== null) set.set('lastFailure', failure);
  const sums = Object.entries({ changeBytes, snapshotBytes }).filter(([, bytes]) => bytes !== 0);
  const assignments = [
    ...[...set.keys()].map((name) => `#${name} = :${name}`),
    ...sums.map(([name]) => `#epoch.#${name} = #epoch.#${name} + :${name}`),
  ];
  const update = `SET ${assignments.join(', ')} REMOVE ${remove.join(', ')} ADD #revision :one`;
  const values = storable({ ...Object.fromEntries([...set, ...sums]), run: lease.run, one: 1 });
  return {
    TableName: table,
    Key: headKey(lease.organization),
    ReturnValues: 'UPDATED_NEW',
    ...expressed({ update, condition: THE_RUN_HOLDS_THE_LEASE, values }),
  };
}

/**
 * Replaces the monitor's own state. The times of recent messages go as numbers, a third the size of texts: a busy hour must
 * not make the head so large (1 KB) that every run costs two units more.
 */
export function replaceMonitor(table: string, lease: Lease, monitor: MonitorState): UpdateCommandInput {
  const messages = monitor.messages.map(epochMilliseconds);
  const values = storable({ monitor: { ...monitor, messages }, run: lease.run });
  return {
    TableName: table,
    Key: headKey(lease.organization),
    ...expressed({ update: 'SET #monitor = :monitor', condition: THE_RUN_HOLDS_THE_LEASE, values }),
  };
}

/** Notes the epoch to come. One that has already begun is not noted again, however late the note arrives. */
export function noteNextEpoch(table: string, lease: Lease, next: NextEpoch): UpdateCommandInput {
  const condition = all(THE_RUN_HOLDS_THE_LEASE, any(NO_EPOCH_HAS_BEGUN, THE_EPOCH_IS_ANOTHER_ONE));
  const values = { nextEpoch: next, next: next.id, run: lease.run };
  return {
    TableName: table,
    Key: headKey(lease.organization),
    ...expressed({ update: 'SET #nextEpoch = :nextEpoch', condition, values }),
  };
}
