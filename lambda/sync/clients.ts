import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';

/** The AWS services that every run talks to. Made once a process: connections are reused from run to run. */
export interface Clients {
  readonly table: DynamoDBDocumentClient;
  readonly secrets: SecretsManagerClient;
}

/** Short enough that two tries fit into a one-minute run; AWS answers these calls in milliseconds. */
export const CLIENT_OPTIONS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 6_000 },
};

/** Region, credentials and end points come from the environment, as the SDK reads it. */
export function createClients(): Clients {
  return {
    table: createDocumentClient(new DynamoDBClient(CLIENT_OPTIONS)),
    secrets: new SecretsManagerClient(CLIENT_OPTIONS),
  };
}
