import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** A table as DynamoDB describes it. */
export interface DescribedTable {
  /** For example `ACTIVE`. */
  readonly status: string;
  /** The attribute by which items expire; null where nothing does. */
  readonly timeToLive: string | null;
  /** Names of its indexes. */
  readonly indexes: readonly string[];
}

/** Describes a table. Throws the SDK's error, `ResourceNotFoundException` where there is none. */
export async function describeTable(
  client: Pick<DynamoDBClient, 'send'>,
  name: string,
): Promise<DescribedTable> {
  const [{ Table }, { TimeToLiveDescription }] = await Promise.all([
    client.send(new DescribeTableCommand({ TableName: name })),
    client.send(new DescribeTimeToLiveCommand({ TableName: name })),
  ]);
  const isOn = TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED';
  return {
    status: Table?.TableStatus ?? 'unknown',
    timeToLive: isOn ? (TimeToLiveDescription?.AttributeName ?? null) : null,
    indexes: (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName = '' }) => IndexName),
  };
}
