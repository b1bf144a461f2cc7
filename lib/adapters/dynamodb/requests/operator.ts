/** Requests of the operator's commands. Every write is a transaction that raises the revision of the organization's head. */
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Acknowledgement } from '../../../core/operator/operator.ts';
import type { Silence } from '../../../core/rules/silence.ts';
import type { GroupState, Incident } from '../../../core/rules/state.ts';
import type { Instant } from '../../../core/time.ts';
import { TABLE } from '../../../names.ts';
import { acknowledgementItem } from '../items/acknowledgement.ts';
import { timeToLive } from '../items/group.ts';
import { SCHEMA_VERSION } from '../items/head.ts';
import { silenceItem } from '../items/silence.ts';
import {
  ACKNOWLEDGEMENT_PREFIX,
  alertPartition,
  changesOfGroup,
  EPOCH_PREFIX,
  epochPartition,
  firstRowFrom,
  groupKey,
  headKey,
  lastRowUpTo,
  ORGANIZATIONS_PARTITION,
  organizationPartition,
  silenceKey,
} from '../keys.ts';
import { all, expressed } from './expressions.ts';
import { beginning } from './items.ts';
import type { Action } from './transactions.ts';

const THE_ORGANIZATION_IS_KNOWN = 'attribute_exists(#created)';
const THE_TABLE_IS_NOT_NEWER_THAN_THIS_VERSION = '#schema <= :schema';
const THE_ID_IS_FREE = 'attribute_not_exists(#pk)';
const THE_SILENCE_HAS_NOT_ENDED = '#to > :now';
const THE_GROUP_IS_AS_IT_WAS_READ = '#rev = :rev';
const THE_INCIDENT_IS_OPEN = '#incident.#id = :incident';

/** A new silence. */
export function addSilenceActions(
  table: string,
  organization: string,
  silence: Silence,
  expires: Instant,
): readonly Action[] {
  const Item = silenceItem(organization, silence, expires);
  return [
    raiseRevision(table, organization),
    { Put: { TableName: table, Item, ...expressed({ condition: THE_ID_IS_FREE }) } },
  ];
}

/** The end of a silence, if it has not ended yet. */
export function endSilenceActions(
  table: string,
  organization: string,
  id: string,
  now: Instant,
  expires: Instant,
): readonly Action[] {
  const update = 'SET #to = :now, #expires = :expires';
  const values = { now, expires: timeToLive(expires) };
  return [
    raiseRevision(table, organization),
    {
      Update: {
        TableName: table,
        Key: silenceKey(organization, id),
        UpdateExpression: update,
        ...expressed({ update, condition: THE_SILENCE_HAS_NOT_ENDED, values }),
      },
    },
  ];
}

/** The acknowledgement of a group's open incident, if nobody has written the group since it was read. */
export function acknowledgeActions(
  table: string,
  organization: string,
  state: GroupState & { readonly incident: Incident },
  acknowledgement: Acknowledgement,
  expires: Instant,
): readonly Action[] {
  const { rev, incident } = state;
  const update = 'SET #incident.#acknowledged = :yes, #rev = :next';
  const condition = all(THE_GROUP_IS_AS_IT_WAS_READ, THE_INCIDENT_IS_OPEN);
  const values = { yes: true, rev, next: rev + 1, incident: incident.id };
  return [
    raiseRevision(table, organization),
    {
      Update: {
        TableName: table,
        Key: groupKey(organization, state.id),
        UpdateExpression: update,
        ...expressed({ update, condition, values }),
      },
    },
    { Put: { TableName: table, Item: acknowledgementItem(organization, acknowledgement, expires) } },
  ];
}

/** Makes whatever a process remembers of the organization void. Touches nothing else of the head: a run may hold its lease. */
function raiseRevision(table: string, organization: string): Action {
  const update = 'ADD #revision :one';
  const condition = all(THE_ORGANIZATION_IS_KNOWN, THE_TABLE_IS_NOT_NEWER_THAN_THIS_VERSION);
  return {
    Update: {
      TableName: table,
      Key: headKey(organization),
      UpdateExpression: update,
      ...expressed({ update, condition, values: { one: 1, schema: SCHEMA_VERSION } }),
    },
  };
}

export function allOrganizations(table: string): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({ keyCondition: '#pk = :pk', values: { pk: ORGANIZATIONS_PARTITION } }),
  };
}

export function acknowledgementsOf(table: string, organization: string): QueryCommandInput {
  return beginning(table, organizationPartition(organization), ACKNOWLEDGEMENT_PREFIX);
}

export function epochsOf(table: string, organization: string): QueryCommandInput {
  return beginning(table, organizationPartition(organization), EPOCH_PREFIX);
}

const IT_WENT_BY_ITSELF = 'attribute_not_exists(#toldIn)';

/**
 * The messages that were sent between two instants, each once, also where it carried several alerts. The log is keyed by alert, because runs look alerts up by their ids, and an alert may be
 * published long after the run that it is named for; so the whole log is read. That is a few megabytes in a year of trouble.
 */
export function alertsBetween(
  table: string,
  organization: string,
  from: Instant,
  to: Instant,
): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({
      keyCondition: '#pk = :pk',
      filter: all('#at BETWEEN :from AND :to', IT_WENT_BY_ITSELF),
      values: { pk: alertPartition(organization), from, to },
    }),
  };
}

/** The changes and gaps of an epoch between two instants. */
export function rowsBetween(
  table: string,
  organization: string,
  epoch: string,
  from: Instant,
  to: Instant,
): QueryCommandInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ...expressed({
      keyCondition: '#pk = :pk AND #sk BETWEEN :first AND :last',
      values: {
        pk: epochPartition(organization, epoch),
        first: firstRowFrom(from),
        last: lastRowUpTo(to),
      },
    }),
  };
}

/** Keys of a group's changes before an instant, the latest first. An index is never strongly consistent; these rows are old. */
export function changesBefore(
  table: string,
  organization: string,
  group: string,
  before: Instant,
  count: number,
): QueryCommandInput {
  return {
    TableName: table,
    IndexName: TABLE.changesByGroup.index,
    ScanIndexForward: false,
    Limit: count,
    ...expressed({
      keyCondition: '#group = :group AND #at < :before',
      values: { group: changesOfGroup(organization, group), before },
    }),
  };
}
