import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { key, openWorld, type World } from './support.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const SIGNED = {
  authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c',
  'x-amz-date': 'd',
};

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
}
const postDynamoDb = (operation: string, body: string) =>
  post(world.aws.endpoints.dynamodb, body, {
    ...SIGNED,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  });

describe('DynamoDB answers a wrong body with an error of its own', () => {
  const OPERATIONS = [
    'PutItem',
    'UpdateItem',
    'GetItem',
    'Query',
    'BatchWriteItem',
    'CreateTable',
    'TransactWriteItems',
  ];
  const BODIES = [
    '',
    '{',
    'null',
    '[]',
    '1',
    '"text"',
    '{}',
    '{"TableName":"things","Item":{"pk":null}}',
    '{"TableName":"things","Item":{"pk":{"S":"a"},"sk":{"S":"b"},"set":{"SS":[null]}}}',
    '{"TableName":"things","Key":{"pk":{"L":[null]}}}',
    '{"RequestItems":{"things":null}}',
    '{"RequestItems":{"things":[null]}}',
    '{"AttributeDefinitions":[null],"KeySchema":[null],"TableName":"other"}',
    '{"TransactItems":null}',
    '{"TransactItems":{}}',
    '{"TransactItems":[null]}',
    '{"TransactItems":[1]}',
    '{"TransactItems":[{"Put":1}]}',
    '{"TransactItems":[{"Put":{"TableName":1,"Item":{}}}]}',
    '{"TransactItems":[{"Put":{"TableName":"things","Item":[]}}]}',
    '{"TransactItems":[{"Put":{"TableName":"things","Item":{"pk":"a","sk":{"S":1}}}}]}',
    '{"TransactItems":[{"Update":{"TableName":"things","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"UpdateExpression":{}}}]}',
  ];
  test.each(OPERATIONS)('%s', async (operation) => {
    for (const body of BODIES) {
      const { status, text } = await postDynamoDb(operation, body);
      expect({ body, status, type: JSON.parse(text).__type }).toEqual({
        body,
        status: 400,
        type: expect.stringMatching(/#(Serialization|Validation|ResourceNotFound)Exception$/),
      });
    }
  });

  test('an operation nobody has', async () => {
    const { status, text } = await postDynamoDb('TransactDance', '{}');
    expect({ status, text }).toEqual({
      status: 400,
      text: expect.stringContaining('#UnknownOperationException'),
    });
  });

  test('a request that is not signed', async () => {
    const { status, text } = await post(world.aws.endpoints.dynamodb, '{}', {
      'x-amz-target': 'DynamoDB_20120810.PutItem',
    });
    expect({ status, text }).toEqual({
      status: 403,
      text: expect.stringContaining('MissingAuthenticationTokenException'),
    });
  });

  test('a request beyond 16 MB', async () => {
    const body = `{"x":"${'x'.repeat(16 * 1024 * 1024)}"}`;
    const outcome = await postDynamoDb('PutItem', body).then(
      ({ status }) => status,
      () => 'connection closed',
    );
    expect([413, 'connection closed']).toContain(outcome);
  });

  test('and goes on working after all that', async () => {
    await world.documents.send(new PutCommand({ TableName: 'things', Item: key('fine') }));
    const { Item } = await world.documents.send(new GetCommand({ TableName: 'things', Key: key('fine') }));
    expect(Item).toEqual(key('fine'));
  });
});

describe('the other services too', () => {
  test.each([
    ['', 'MissingAction'],
    ['Action=Dance', 'InvalidAction'],
    ['Action=toString', 'InvalidAction'],
    ['Action=Publish', 'InvalidParameter'],
    ['Action=Publish&TopicArn=nonsense&Message=x', 'InvalidParameter'],
    ['Action=ListSubscriptionsByTopic&NextToken=x', 'InvalidParameter'],
  ])('SNS: %s', async (body, code) => {
    const { status, text } = await post(world.aws.endpoints.sns, body, SIGNED);
    expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining(`<Code>${code}</Code>`) });
  });

  test.each([
    ['GetSecretValue', '{', 'SerializationException'],
    ['GetSecretValue', '[]', 'SerializationException'],
    ['GetSecretValue', '{}', 'InvalidParameterException'],
    ['Dance', '{}', 'UnknownOperationException'],
    ['toString', '{}', 'UnknownOperationException'],
  ])('Secrets Manager: %s %s', async (operation, body, type) => {
    const headers = { ...SIGNED, 'x-amz-target': `secretsmanager.${operation}` };
    const { status, text } = await post(world.aws.endpoints.secretsManager, body, headers);
    expect({ status, type: JSON.parse(text).__type }).toEqual({ status: 400, type });
  });

  test('a secret in a broken body is not repeated in the answer', async () => {
    const headers = { ...SIGNED, 'x-amz-target': 'secretsmanager.PutSecretValue' };
    const { text } = await post(world.aws.endpoints.secretsManager, '{"SecretString":"hunter2"', headers);
    expect(text).not.toContain('hunter2');
  });
});
