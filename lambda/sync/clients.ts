import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';

/** The AWS services that a run talks to. Made once a process: connections are reused from run to run. */
export interface Clients {
  readonly table: DynamoDBDocumentClient;
  readonly secrets: SecretsManagerClient;
  readonly topics: SNSClient;
}

/** Short enough that two tries fit into a one-minute run; AWS answers these calls in milliseconds. */
const OPTIONS = { maxAttempts: 3, requestHandler: { connectionTimeout: 2_000, requestTimeout: 6_000 } };

/** Region, credentials and end points come from the environment, as the SDK reads it. */
export function createClients(): Clients {
  return {
    table: createDocumentClient(new DynamoDBClient(OPTIONS)),
    secrets: new SecretsManagerClient(OPTIONS),
    topics: new SNSClient(OPTIONS),
  };
}
