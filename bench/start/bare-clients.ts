/** The clients that every run needs, and nothing else: what the start of the function is held against. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';

export const clients = () => ({
  table: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  secrets: new SecretsManagerClient({}),
  agent: new Agent({ connections: 1 }),
});

export const calls = [
  ...[GetCommand, PutCommand, UpdateCommand, TransactWriteCommand, paginateQuery],
  ...[GetSecretValueCommand, request],
];

interface Event {
  readonly organization: {
    readonly id: string;
    readonly apiUrl: string;
    readonly tokenUrl: string;
    readonly secret: string;
  };
}

/** The calls of a cold run up to its first page, with nothing between them: the state is read meanwhile, as a run does. */
export async function handler({ organization }: Event): Promise<void> {
  const { table, secrets, agent } = clients();
  const TableName = process.env.TUNNELWATCH_TABLE;
  await table.send(
    new UpdateCommand({
      ...{ TableName, Key: { pk: 'BARE', sk: 'HEAD' } },
      ...{ UpdateExpression: 'ADD attempts :one', ExpressionAttributeValues: { ':one': 1 } },
    }),
  );
  const read = async (prefix: string): Promise<void> => {
    const query = {
      ...{ TableName, ConsistentRead: true, KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)' },
      ExpressionAttributeValues: { ':pk': `ORG#${organization.id}`, ':prefix': prefix },
    };
    for await (const { Items } of paginateQuery({ client: table }, query)) if (Items === undefined) return;
  };
  const state = Promise.all([read('GROUP#'), read('SILENCE#')]);
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: organization.secret }));
  if (SecretString === undefined) throw new Error('There is no secret.');
  const ask = async (url: string, method: 'GET' | 'POST'): Promise<void> => {
    const { origin, pathname } = new URL(url);
    const { body } = await request.call(agent, { origin, path: pathname, method });
    await body.dump();
  };
  await ask(organization.tokenUrl, 'POST');
  await ask(`${organization.apiUrl}/deployments/v2/networktunnelgroups`, 'GET');
  await state;
}
