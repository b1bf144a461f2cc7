/** The table on the embedded engine, through the SDK's own client, as production has it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { createHistoryReader } from '../../../lib/adapters/dynamodb/history.ts';
import { headKey } from '../../../lib/adapters/dynamodb/keys.ts';
import { createStore } from '../../../lib/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../../lib/adapters/dynamodb/table-definition.ts';
import { epochMilliseconds } from '../../../lib/core/time.ts';
import { type LocalAws, startLocalAws } from '../../../lib/local-aws/start.ts';
import { at } from '../../support/builders.ts';
import type { Subject } from './contract/subject.ts';

// The SDK's warning about Node 20 says nothing about the test that happens to make the first client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export const TABLE_NAME = 'tunnelwatch';

/** A line that the store logged. */
export interface Warning {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>> | undefined;
}

export interface Table extends Subject {
  readonly aws: LocalAws;
  readonly documents: DynamoDBDocumentClient;
  /** What the store slept, in milliseconds; it takes no time. */
  readonly slept: readonly number[];
  readonly warnings: readonly Warning[];
  /** All items of the table, or of one partition. */
  items(pk?: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Breaks no further calls, and forgets what was slept and logged. */
  forget(): void;
}

/** Opens a table. `attempts`: how often the SDK tries a call by itself. */
export async function openTable({ attempts = 1, create = true } = {}): Promise<Table> {
  const aws = await startLocalAws({ now: () => epochMilliseconds(at()) });
  if (create) await aws.createTable(tableDefinition(TABLE_NAME));
  const client = new DynamoDBClient({
    endpoint: aws.endpoints.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: attempts,
  });
  const documents = createDocumentClient(client);
  const slept: number[] = [];
  const warnings: Warning[] = [];
  const options = {
    client: documents,
    table: TABLE_NAME,
    random: Math.random,
    clock: {
      // Later than whatever happens in these tests.
      now: Date.now,
      sleep: async (milliseconds: number) => {
        slept.push(milliseconds);
      },
    },
    log: {
      warn: (message: string, fields?: Readonly<Record<string, unknown>>) => {
        warnings.push({ message, fields });
      },
    },
  };
  return {
    aws,
    documents,
    slept,
    warnings,
    store: createStore(options),
    reader: createHistoryReader(options),
    async setSchema(organization, schema) {
      await documents.send(
        new UpdateCommand({
          TableName: TABLE_NAME,
          Key: headKey(organization),
          UpdateExpression: 'SET #schema = :schema',
          ExpressionAttributeNames: { '#schema': 'schema' },
          ExpressionAttributeValues: { ':schema': schema },
        }),
      );
    },
    async items(pk) {
      const input =
        pk === undefined
          ? new ScanCommand({ TableName: TABLE_NAME })
          : new QueryCommand({
              TableName: TABLE_NAME,
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': pk },
            });
      return (await documents.send(input)).Items ?? [];
    },
    forget() {
      aws.breakWith();
      slept.length = 0;
      warnings.length = 0;
    },
    async close() {
      client.destroy();
      await aws.close();
    },
  };
}
