import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { TABLE } from '../names.ts';

export interface TableProps {
  readonly encryptionKey: IKey | undefined;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The table: state, snapshots, changes, runs, alert log. It is the history, so unless told otherwise it outlives the stack and
 * cannot be deleted in passing; and it can be put back to any second of the last 35 days.
 *
 * Encrypted with the key that DynamoDB owns, unless there is another: keys in the account cost money for every use and can be
 * disabled, which would blind the monitor, and the table holds no secret.
 */
export function createTable(scope: Construct, { encryptionKey, removalPolicy }: TableProps): Table {
  const table = new Table(scope, 'Table', {
    partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
    sortKey: { name: TABLE.sortKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: TABLE.timeToLive,
    ...(encryptionKey === undefined
      ? { encryption: TableEncryption.DEFAULT }
      : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
    removalPolicy,
  });
  table.addGlobalSecondaryIndex({
    indexName: TABLE.changesByGroup.index,
    partitionKey: { name: TABLE.changesByGroup.partitionKey, type: AttributeType.STRING },
    sortKey: { name: TABLE.changesByGroup.sortKey, type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
}
