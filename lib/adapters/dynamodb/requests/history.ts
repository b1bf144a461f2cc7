/** Reads of ranges of the past. */
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { EpochEntry } from '../../../core/history/reader.ts';
import type { Instant } from '../../../core/time.ts';
import { TABLE } from '../../../names.ts';
import { changesOfGroup, epochPartition, GAP_PREFIX, lastRowUpTo } from '../keys.ts';
import { expressed } from './expressions.ts';
import { beginning } from './items.ts';

/** What changes of an epoch begin with. */
const FIRST_CHANGE = '1#';

const IS_OF_THE_GROUP = '#group = :group';
/** Gaps, and no other rows of an epoch, say why. */
const IS_A_GAP = 'attribute_exists(#why)';

/** The rows of an epoch from one sort key to another, as they are now. */
function rowsBetweenKeys(
  table: string,
  pk: string,
  { first, last }: { readonly first: string; readonly last: string },
  filter?: { readonly condition: string; readonly values: Readonly<Record<string, unknown>> },
): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({
      keyCondition: '#pk = :pk AND #sk BETWEEN :first AND :last',
      ...(filter === undefined ? {} : { filter: filter.condition }),
      values: { pk, first, last, ...filter?.values },
    }),
  };
}

/** The changes and gaps of an epoch up to an instant, without its snapshot. */
export function changesUpTo(
  table: string,
  organization: string,
  epoch: EpochEntry,
  upTo: Instant,
): QueryCommandInput {
  const keys = { first: GAP_PREFIX, last: lastRowUpTo(upTo) };
  return rowsBetweenKeys(table, epochPartition(organization, epoch.id), keys);
}

/** The gaps of an epoch, and nothing else; of one that began under version 2. */
export function gapsOf(table: string, organization: string, epoch: EpochEntry): QueryCommandInput {
  return beginning(table, epochPartition(organization, epoch.id), GAP_PREFIX);
}

/**
 * The changes of one group after an instant and up to another (null for the whole epoch), and the gaps that are met on the way:
 * the table reads (and charges) the others too, and leaves them out of the answer.
 */
export function changesOfGroupBetween(
  table: string,
  organization: string,
  epoch: EpochEntry,
  group: string,
  { after, upTo }: { readonly after: Instant | null; readonly upTo: Instant },
): QueryCommandInput {
  const keys = { first: after === null ? FIRST_CHANGE : lastRowUpTo(after), last: lastRowUpTo(upTo) };
  const condition = `${IS_OF_THE_GROUP} OR ${IS_A_GAP}`;
  const values = { group: changesOfGroup(organization, group) };
  return rowsBetweenKeys(table, epochPartition(organization, epoch.id), keys, { condition, values });
}

/** The keys of a group's changes from one instant to another, both included: what the index has, which follows the table by a moment. */
export function keysOfChanges(
  table: string,
  organization: string,
  group: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): QueryCommandInput {
  return {
    TableName: table,
    IndexName: TABLE.changesByGroup.index,
    ...expressed({
      keyCondition: '#group = :group AND #at BETWEEN :from AND :to',
      values: { group: changesOfGroup(organization, group), from, to },
    }),
  };
}

/** Runs of one month (its partition) that started after an instant and up to another. */
export function runsOfMonth(
  table: string,
  partition: string,
  after: Instant,
  upTo: Instant,
): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({
      keyCondition: '#pk = :pk AND #sk BETWEEN :first AND :last',
      // Sort keys are `<started>#<run>`, and `~` sorts after every character of a run's name.
      values: { pk: partition, first: `${after}#~`, last: `${upTo}#~` },
    }),
  };
}
