import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { key, openWorld, refusalOf, type World } from './support.ts';

const TableName = 'things';
const MINUTE = 60_000;

describe('a client request token', () => {
  let world: World;
  let token: string;
  let tokens = 0;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    tokens += 1;
    token = `token-${tokens}`;
    await world.documents.send(new PutCommand({ TableName, Item: { ...key('counter'), count: 0 } }));
  });

  const add = (more: { by?: number; capacity?: 'TOTAL'; condition?: string } = {}) =>
    world.documents.send(
      new TransactWriteCommand({
        ClientRequestToken: token,
        ...(more.capacity && { ReturnConsumedCapacity: more.capacity }),
        TransactItems: [
          {
            Update: {
              TableName,
              Key: key('counter'),
              UpdateExpression: 'SET #count = #count + :by',
              ExpressionAttributeNames: { '#count': 'count' },
              ExpressionAttributeValues: { ':by': more.by ?? 1 },
              ...(more.condition && { ConditionExpression: more.condition }),
            },
          },
        ],
      }),
    );
  const count = async () =>
    (await world.documents.send(new GetCommand({ TableName, Key: key('counter'), ConsistentRead: true })))
      .Item?.count;

  test('makes the same request succeed again without effect', async () => {
    await add();
    await add();
    await add();
    expect(await count()).toBe(1);
  });

  test('refuses another request within ten minutes', async () => {
    await add();
    world.clock.advance(10 * MINUTE - 1);
    expect((await refusalOf(add({ by: 2 }))).name).toBe('IdempotentParameterMismatchException');
    expect(await count()).toBe(1);
  });

  test('is forgotten after ten minutes', async () => {
    await add();
    world.clock.advance(10 * MINUTE);
    await add({ by: 2 });
    expect(await count()).toBe(3);
  });

  test('is not used up by a transaction that was cancelled', async () => {
    expect((await refusalOf(add({ condition: 'attribute_exists(ready)' }))).name).toBe(
      'TransactionCanceledException',
    );
    await world.documents.send(
      new PutCommand({ TableName, Item: { ...key('counter'), count: 5, ready: true } }),
    );
    await add({ condition: 'attribute_exists(ready)' });
    expect(await count()).toBe(6);
  });

  test('takes effect once when the same request comes many times at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => add()));
    expect(await count()).toBe(1);
  });

  test('answers a repeat with the read units of reading the item again', async () => {
    expect((await add({ capacity: 'TOTAL' })).ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2, WriteCapacityUnits: 2 },
    ]);
    expect((await add({ capacity: 'TOTAL' })).ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2, ReadCapacityUnits: 2 },
    ]);
  });

  test('must have from 1 to 36 characters', async () => {
    token = 'x'.repeat(37);
    expect(await refusalOf(add())).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('36'),
    });
  });
});
