import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { TABLE } from '../names.ts';

/**
 * The table: state, snapshots, changes, runs, alert log. It is the history, so it outlives the stack, cannot be deleted
 * in passing, and can be put back to any second of the last 35 days.
 *
 * Encrypted with the key that DynamoDB owns: keys in the account would cost money for every use and could be disabled,
 * which would blind the monitor, and the table holds no secret.
 */
export function createTable(scope: Construct): Table {
  const table = new Table(scope, 'Table', {
    partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
    sortKey: { name: TABLE.sortKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: TABLE.timeToLive,
    encryption: TableEncryption.DEFAULT,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  table.addGlobalSecondaryIndex({
    indexName: TABLE.changesByGroup.index,
    partitionKey: { name: TABLE.changesByGroup.partitionKey, type: AttributeType.STRING },
    sortKey: { name: TABLE.changesByGroup.sortKey, type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
}
