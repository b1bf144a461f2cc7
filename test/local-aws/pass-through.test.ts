import {
  DeleteItemCommand,
  DescribeTableCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { key, openWorld, refusalOf, type World } from './support.ts';

const TableName = 'things';
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  const put = (sk: string, at: number) => ({
    PutRequest: { Item: { ...key(sk), status: 'open', at, text: 'x'.repeat(900) } },
  });
  await world.documents.send(
    new BatchWriteCommand({ RequestItems: { [TableName]: [put('a', 3), put('b', 1), put('c', 2)] } }),
  );
});

describe('operations the engine has are passed through', () => {
  test('a query by key, in order, with its consumed capacity', async () => {
    const { Items, ConsumedCapacity } = await world.documents.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :p AND sk BETWEEN :a AND :b',
        ExpressionAttributeValues: { ':p': 'p', ':a': 'a', ':b': 'b' },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(Items?.map(({ sk }) => sk)).toEqual(['a', 'b']);
    expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1 });
  });

  test('a query of an index, backwards, page by page', async () => {
    const page = (ExclusiveStartKey?: Record<string, unknown>) =>
      world.documents.send(
        new QueryCommand({
          TableName,
          IndexName: 'by-status',
          KeyConditionExpression: '#s = :open',
          ExpressionAttributeNames: { '#s': 'status' },
          ExpressionAttributeValues: { ':open': 'open' },
          ScanIndexForward: false,
          Limit: 2,
          ExclusiveStartKey,
        }),
      );
    const first = await page();
    expect(first.Items).toEqual([
      { ...key('a'), status: 'open', at: 3 },
      { ...key('c'), status: 'open', at: 2 },
    ]);
    const second = await page(first.LastEvaluatedKey);
    expect(second.Items?.map(({ sk }) => sk)).toEqual(['b']);
    expect(second.LastEvaluatedKey).toBeUndefined();
  });

  test('an update, with what it answers and consumes', async () => {
    const { Attributes, ConsumedCapacity } = await world.documents.send(
      new UpdateCommand({
        TableName,
        Key: key('a'),
        UpdateExpression: 'SET seen = if_not_exists(seen, :zero) + :one REMOVE #t',
        ExpressionAttributeNames: { '#t': 'text' },
        ExpressionAttributeValues: { ':zero': 0, ':one': 1 },
        ReturnValues: 'ALL_NEW',
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(Attributes).toEqual({ ...key('a'), status: 'open', at: 3, seen: 1 });
    expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1 });
  });

  test('a batch get, and the description of the table', async () => {
    const { Responses } = await world.documents.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [key('a'), key('nobody')] } } }),
    );
    expect(Responses?.[TableName]).toHaveLength(1);
    const { Table } = await world.dynamodb.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({ TableName, TableStatus: 'ACTIVE' });
  });

  test('every call is counted, and its capacity where it was asked for', async () => {
    const before = world.aws.operations.get('PutItem') ?? { calls: 0, failures: 0, capacityUnits: 0 };
    const item = { ...key('z'), text: 'x'.repeat(2000) };
    await world.documents.send(new PutCommand({ TableName, Item: item }));
    await world.documents.send(new PutCommand({ TableName, Item: item, ReturnConsumedCapacity: 'TOTAL' }));
    await refusalOf(world.documents.send(new PutCommand({ TableName: 'nowhere', Item: item })));
    expect(world.aws.operations.get('PutItem')).toEqual({
      calls: before.calls + 3,
      failures: before.failures + 1,
      capacityUnits: before.capacityUnits + 2,
    });
  });
});

describe('a single write whose condition fails', () => {
  const asked = {
    TableName,
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  const Key = { pk: { S: 'p' }, sk: { S: 'a' } };

  test.each([
    ['put', () => world.dynamodb.send(new PutItemCommand({ ...asked, Item: Key }))],
    ['update', () => world.dynamodb.send(new UpdateItemCommand({ ...asked, Key }))],
    ['delete', () => world.dynamodb.send(new DeleteItemCommand({ ...asked, Key }))],
  ])('shows the item it found, where asked (%s)', async (_name, write) => {
    const error = await refusalOf(write());
    expect(error.name).toBe('ConditionalCheckFailedException');
    expect(error.message).toBe('The conditional request failed');
    expect(error.Item).toMatchObject({ ...Key, status: { S: 'open' }, at: { N: '3' } });
  });

  test('shows none where none was there, and none where not asked', async () => {
    const { Item } = await refusalOf(
      world.dynamodb.send(
        new PutItemCommand({
          ...asked,
          ConditionExpression: 'attribute_exists(pk)',
          Item: { ...Key, sk: { S: 'no' } },
        }),
      ),
    );
    expect(Item).toBeUndefined();
    const plain = { TableName, ConditionExpression: 'attribute_not_exists(pk)' };
    expect(
      (await refusalOf(world.dynamodb.send(new PutItemCommand({ ...plain, Item: Key })))).Item,
    ).toBeUndefined();
  });

  test('still succeeds where the condition holds', async () => {
    await world.documents.send(new PutCommand({ ...asked, Item: key('fresh') }));
    expect((await world.documents.send(new GetCommand({ TableName, Key: key('fresh') }))).Item).toEqual(
      key('fresh'),
    );
  });
});
