/** Reads of ranges of the past. */
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { EpochEntry } from '../../../core/history/reader.ts';
import type { Instant } from '../../../core/time.ts';
import { changesOfGroup, epochPartition, lastRowUpTo } from '../keys.ts';
import { expressed } from './expressions.ts';

/** What changes and gaps of an epoch begin with: they sort after its snapshot. */
const FIRST_CHANGE = '1#';

const IS_OF_THE_GROUP = '#group = :group';
/** Gaps, and no other rows of an epoch, say why. */
const IS_A_GAP = 'attribute_exists(#why)';

/** The changes and gaps of an epoch up to an instant, without its snapshot. */
export function changesUpTo(
  table: string,
  organization: string,
  epoch: EpochEntry,
  upTo: Instant,
): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({
      keyCondition: '#pk = :pk AND #sk BETWEEN :first AND :last',
      values: {
        pk: epochPartition(organization, epoch.id),
        first: FIRST_CHANGE,
        last: lastRowUpTo(upTo),
      },
    }),
  };
}

/** The same of one group alone, and the gaps: the table reads (and charges) the others too, and leaves them out of the answer. */
export function changesOfGroupUpTo(
  table: string,
  organization: string,
  epoch: EpochEntry,
  group: string,
  upTo: Instant,
): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({
      keyCondition: '#pk = :pk AND #sk BETWEEN :first AND :last',
      filter: `${IS_OF_THE_GROUP} OR ${IS_A_GAP}`,
      values: {
        pk: epochPartition(organization, epoch.id),
        first: FIRST_CHANGE,
        last: lastRowUpTo(upTo),
        group: changesOfGroup(organization, group),
      },
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
