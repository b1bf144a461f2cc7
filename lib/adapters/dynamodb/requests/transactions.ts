/** The actions of transactions: what is written together, or not at all. */
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Gap } from '../../../core/fleet/change.ts';
import type { Epoch } from '../../../core/rules/state.ts';
import type { Instant } from '../../../core/time.ts';
import type { Lease } from '../../../sync/ports.ts';
import type { PlannedWrite } from '../commit-plan.ts';
import { type Item, timeToLive } from '../items/group.ts';
import { epochItem, gapItem, organizationItem } from '../items/history.ts';
import { epochKey, headKey } from '../keys.ts';
import { all, expressed } from './expressions.ts';
import { THE_RUN_HOLDS_THE_LEASE } from './head.ts';

/** One action of a transaction. */
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const THE_GROUP_IS_AS_IT_WAS_READ = '#rev = :rev';
const THE_GROUP_IS_NEW = 'attribute_not_exists(#pk)';
const NO_EPOCH_HAS_BEGUN = 'attribute_not_exists(#epoch)';
const THE_EPOCH_IS_STILL_THE_OLD_ONE = '#epoch.#id = :from';

/** Changes nothing, and lets nothing be changed unless the run still holds its lease. */
export function leaseCheck(table: string, lease: Lease): Action {
  const { ConditionExpression = THE_RUN_HOLDS_THE_LEASE, ...rest } = expressed({
    condition: THE_RUN_HOLDS_THE_LEASE,
    values: { run: lease.run },
  });
  return {
    ConditionCheck: { TableName: table, Key: headKey(lease.organization), ConditionExpression, ...rest },
  };
}

/** A group's state, if nobody has written it since it was read, and its change row. */
export function groupActions(table: string, write: PlannedWrite): readonly Action[] {
  const condition =
    write.expectedRev === 0
      ? expressed({ condition: THE_GROUP_IS_NEW })
      : expressed({ condition: THE_GROUP_IS_AS_IT_WAS_READ, values: { rev: write.expectedRev } });
  const state = { Put: { TableName: table, Item: write.state, ...condition } };
  return write.change === null ? [state] : [state, put(table, write.change)];
}

/** The gap's row, and on the head that the time until its end is accounted for. */
export function gapActions(table: string, lease: Lease, epoch: Epoch, gap: Gap): readonly Action[] {
  const values = { accounted: gap.to, run: lease.run };
  return [
    updateHead(table, lease, 'SET #accounted = :accounted', THE_RUN_HOLDS_THE_LEASE, values),
    put(table, gapItem(lease.organization, epoch, gap)),
  ];
}

/** The first epoch, on the head and in the index; and with it the organization in the list of all of them. */
export function firstEpochActions(table: string, lease: Lease, epoch: Epoch): readonly Action[] {
  const condition = all(THE_RUN_HOLDS_THE_LEASE, NO_EPOCH_HAS_BEGUN);
  return [
    updateHead(table, lease, 'SET #epoch = :epoch', condition, { epoch, run: lease.run }),
    put(table, epochItem(lease.organization, epoch)),
    put(table, organizationItem(lease.organization, epoch.start)),
  ];
}

/** The next epoch in place of the one before: on the head, and in the index, where the old one gets its end. */
export function switchActions(table: string, lease: Lease, from: Epoch, to: Epoch): readonly Action[] {
  const condition = all(THE_RUN_HOLDS_THE_LEASE, THE_EPOCH_IS_STILL_THE_OLD_ONE);
  const values = { epoch: to, from: from.id, run: lease.run };
  return [
    updateHead(table, lease, 'SET #epoch = :epoch REMOVE #nextEpoch', condition, values),
    endEpoch(table, lease.organization, from, to.start),
    put(table, epochItem(lease.organization, to)),
  ];
}

/**
 * Only what has come about since: what the index says of how the epoch began stays. What an entry cannot be read without is
 * written again, since time to live may have deleted it while nobody looked; an update would leave half an entry, for ever.
 */
function endEpoch(table: string, organization: string, epoch: Epoch, ends: Instant): Action {
  const { id, start, snapshotBytes, changeBytes } = epoch;
  const update =
    'SET #id = :id, #ends = :ends, #snapshotBytes = :snapshotBytes, #changeBytes = :changeBytes, #expires = :expires';
  const { UpdateExpression = update, ...rest } = expressed({
    update,
    values: { id, ends, snapshotBytes, changeBytes, expires: timeToLive(epoch.expires) },
  });
  return { Update: { TableName: table, Key: epochKey(organization, start), UpdateExpression, ...rest } };
}

/** An item put whole, whatever was there. */
export function put(table: string, item: Item): Action {
  return { Put: { TableName: table, Item: item } };
}

function updateHead(
  table: string,
  lease: Lease,
  update: string,
  condition: string,
  values: Readonly<Record<string, unknown>>,
): Action {
  const { UpdateExpression = update, ...rest } = expressed({ update, condition, values });
  return { Update: { TableName: table, Key: headKey(lease.organization), UpdateExpression, ...rest } };
}
