import { PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { key, openWorld, refusalOf, type World } from './support.ts';

const TableName = 'things';
const NAMES = Array.from({ length: 20 }, (_, index) => `n${String(index).padStart(2, '0')}`);

describe('while a transaction is under way', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const setAll = (generation: number, condition?: string) =>
    world.documents.send(
      new TransactWriteCommand({
        TransactItems: NAMES.map((sk, index) => ({
          Put: {
            TableName,
            Item: { ...key(sk), generation },
            ...(condition && index === NAMES.length - 1 && { ConditionExpression: condition }),
          },
        })),
      }),
    );
  const generations = async () => {
    const { Items = [] } = await world.documents.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :p AND begins_with(sk, :n)',
        ExpressionAttributeValues: { ':p': 'p', ':n': 'n' },
      }),
    );
    return new Set(Items.map(({ generation }) => generation));
  };

  test('a reader sees all of it or nothing, whether it is carried out or cancelled', async () => {
    await setAll(0);
    const seen: Promise<Set<unknown>>[] = [];
    const writers: Promise<unknown>[] = [];
    for (let generation = 1; generation <= 15; generation += 1) {
      const isCancelled = generation % 3 === 0;
      const written = setAll(generation, isCancelled ? 'attribute_not_exists(pk)' : undefined);
      writers.push(isCancelled ? refusalOf(written) : written);
      seen.push(generations(), generations(), generations());
    }
    await Promise.all(writers);
    const views = await Promise.all(seen);
    expect(views.filter((view) => view.size !== 1)).toEqual([]);
    const cancelled = [...new Set(views.flatMap((view) => [...view]))].filter(
      (each) => Number(each) % 3 === 0 && each !== 0,
    );
    expect(cancelled).toEqual([]);
  });

  test('no plain write is lost, and none slips in between its conditions and its writes', async () => {
    await world.documents.send(new PutCommand({ TableName, Item: { ...key('counter'), count: 0 } }));
    const addPlainly = () =>
      world.documents.send(
        new UpdateCommand({
          TableName,
          Key: key('counter'),
          UpdateExpression: 'ADD #c :one',
          ExpressionAttributeNames: { '#c': 'count' },
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
    const addInTransactionThatFails = () =>
      refusalOf(
        world.documents.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Update: {
                  TableName,
                  Key: key('counter'),
                  UpdateExpression: 'ADD #c :many',
                  ExpressionAttributeNames: { '#c': 'count' },
                  ExpressionAttributeValues: { ':many': 1000 },
                },
              },
              {
                ConditionCheck: { TableName, Key: key('none'), ConditionExpression: 'attribute_exists(pk)' },
              },
            ],
          }),
        ),
      );
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? addPlainly() : addInTransactionThatFails())),
    );
    const { Items } = await world.documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :p AND sk = :s',
        ExpressionAttributeValues: { ':p': 'p', ':s': 'counter' },
      }),
    );
    expect(Items).toEqual([{ ...key('counter'), count: 30 }]);
  });
});
