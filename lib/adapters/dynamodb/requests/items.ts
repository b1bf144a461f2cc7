/** Reads and writes of single items and of partitions. */
import type {
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { EpochEntry } from '../../../core/history/reader.ts';
import type { GroupState, NextEpoch } from '../../../core/rules/state.ts';
import type { Instant } from '../../../core/time.ts';
import type { Item } from '../items/group.ts';
import { snapshotItem } from '../items/history.ts';
import {
  EPOCH_PREFIX,
  epochPartition,
  GROUP_PREFIX,
  groupKey,
  type Key,
  lastRowUpTo,
  organizationPartition,
  SILENCE_PREFIX,
  SNAPSHOT_PREFIX,
} from '../keys.ts';
import { storable } from '../storable.ts';
import { any, expressed } from './expressions.ts';

const THE_GROUP_IS_AS_IT_WAS_READ = '#rev = :rev';
const THE_ROW_IS_ABSENT = 'attribute_not_exists(#pk)';
const THE_ROW_IS_OLDER = '#seq < :seq';
const IN_THE_PARTITION = '#pk = :pk';

/** Whatever decides is read as it is now. */
export function getItem(table: string, key: Key): GetCommandInput {
  return { TableName: table, Key: key, ConsistentRead: true };
}

export function putItem(table: string, item: Item): PutCommandInput {
  return { TableName: table, Item: item };
}

/** Leaves a group with those untold events that are left, if nobody has written it since it was read. */
export function clearEvents(
  table: string,
  organization: string,
  state: GroupState,
  left: GroupState['untold'],
): UpdateCommandInput {
  const values = storable({ untold: left, rev: state.rev, next: state.rev + 1 });
  return {
    TableName: table,
    Key: groupKey(organization, state.id),
    ReturnValues: 'ALL_NEW',
    ...expressed({
      update: 'SET #untold = :untold, #rev = :next',
      condition: THE_GROUP_IS_AS_IT_WAS_READ,
      values,
    }),
  };
}

/** A snapshot row where there is none or an older one. A removed group's row only replaces one that says the group is there. */
export function putSnapshotRow(
  table: string,
  organization: string,
  next: NextEpoch,
  state: GroupState,
): PutCommandInput {
  const condition =
    state.presence === 'removed' ? THE_ROW_IS_OLDER : any(THE_ROW_IS_ABSENT, THE_ROW_IS_OLDER);
  return {
    TableName: table,
    Item: snapshotItem(organization, next, state),
    ...expressed({ condition, values: { seq: state.seq } }),
  };
}

/** All group states of an organization, tombstones included. */
export function groupsOf(table: string, organization: string): QueryCommandInput {
  return beginning(table, organizationPartition(organization), GROUP_PREFIX);
}

/** All silences of an organization that are still stored. */
export function silencesOf(table: string, organization: string): QueryCommandInput {
  return beginning(table, organizationPartition(organization), SILENCE_PREFIX);
}

/** Group and change number of the snapshot rows of an epoch. */
export function snapshotNumbers(table: string, organization: string, next: NextEpoch): QueryCommandInput {
  return beginning(table, epochPartition(organization, next.id), SNAPSHOT_PREFIX, '#pk, #sk, #seq');
}

/** The latest epoch that begins no later than an instant: one item, or none. */
export function epochBegunBy(table: string, organization: string, at: Instant): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: 1,
    ...expressed({
      keyCondition: `${IN_THE_PARTITION} AND #sk BETWEEN :first AND :last`,
      values: {
        pk: organizationPartition(organization),
        first: EPOCH_PREFIX,
        last: `${EPOCH_PREFIX}${at}`,
      },
    }),
  };
}

/** The rows of an epoch up to an instant: its snapshot, then what came after, in the order of time. */
export function rowsUpTo(
  table: string,
  organization: string,
  epoch: EpochEntry,
  upTo: Instant,
): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({
      keyCondition: `${IN_THE_PARTITION} AND #sk <= :last`,
      values: { pk: epochPartition(organization, epoch.id), last: lastRowUpTo(upTo) },
    }),
  };
}

/** The items of a partition whose sort keys begin with a prefix, as they are now. */
export function beginning(table: string, pk: string, prefix: string, projection?: string): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({
      keyCondition: `${IN_THE_PARTITION} AND begins_with(#sk, :prefix)`,
      values: { pk, prefix },
      ...(projection === undefined ? {} : { projection }),
    }),
  };
}
