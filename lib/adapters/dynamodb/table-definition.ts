import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { TABLE } from '../../names.ts';

/** The table as plain data: what `CreateTable` takes. The stack defines the same one with CDK. */
export function tableDefinition(tableName: string) {
  const { partitionKey, sortKey, changesByGroup } = TABLE;
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partitionKey, sortKey, changesByGroup.partitionKey, changesByGroup.sortKey].map(
      (name) => ({ AttributeName: name, AttributeType: 'S' as const }),
    ),
    KeySchema: keySchema(partitionKey, sortKey),
    GlobalSecondaryIndexes: [
      {
        IndexName: changesByGroup.index,
        KeySchema: keySchema(changesByGroup.partitionKey, changesByGroup.sortKey),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  } satisfies CreateTableCommandInput;
}

function keySchema(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
}
