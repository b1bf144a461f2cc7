import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type LocalAws, startLocalAws } from '../../lib/local-aws/start.ts';

// The SDK's warning about Node 20 says nothing about the test that happens to make the first client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** The table of these tests: `pk`, `sk`, an index by `status` and `at`. */
export const TABLE = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'status', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-status',
      KeySchema: [
        { AttributeName: 'status', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

/** The key of one of the tests' items. */
export const key = (sk: string) => ({ pk: 'p', sk });

/** A clock that stands still until it is told. */
export type TestClock = { now: () => number; advance: (milliseconds: number) => void };

/** Starts at 2026-03-02T12:00:00.000Z. */
export function aClock(): TestClock {
  let milliseconds = Date.UTC(2026, 2, 2, 12);
  return {
    now: () => milliseconds,
    advance: (by) => {
      milliseconds += by;
    },
  };
}

/** A local AWS with the tests' table, and the production SDK's clients, which try once only. */
export type World = {
  readonly aws: LocalAws;
  readonly clock: TestClock;
  readonly dynamodb: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  readonly sns: SNSClient;
  readonly secretsManager: SecretsManagerClient;
  readonly close: () => Promise<void>;
};

/** Opens a world; `path` keeps its tables on disk. */
export async function openWorld({ path }: { path?: string } = {}): Promise<World> {
  const clock = aClock();
  const aws = await startLocalAws({ now: clock.now, ...(path === undefined ? {} : { path }) });
  await aws.createTable(TABLE);
  const common = {
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const dynamodb = new DynamoDBClient({ ...common, endpoint: aws.endpoints.dynamodb });
  const sns = new SNSClient({ ...common, endpoint: aws.endpoints.sns });
  const secretsManager = new SecretsManagerClient({ ...common, endpoint: aws.endpoints.secretsManager });
  return {
    aws,
    clock,
    dynamodb,
    documents: DynamoDBDocumentClient.from(dynamodb),
    sns,
    secretsManager,
    async close() {
      for (const client of [dynamodb, sns, secretsManager]) client.destroy();
      await aws.close();
    },
  };
}

/** What a promise was rejected with; fails where it was not. */
export async function refusalOf(promise: Promise<unknown>): Promise<Error & { [field: string]: unknown }> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return Object.assign(outcome);
  throw new Error('The call was not refused.');
}
