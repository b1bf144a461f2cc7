import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PublishCommand } from '@aws-sdk/client-sns';
import {
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../lib/local-aws/faults.ts';
import type { JsonObject } from '../../lib/local-aws/json.ts';
import { key, openWorld, refusalOf, type World } from './support.ts';

const TableName = 'things';
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => world.documents.send(new DeleteCommand({ TableName, Key: key('a') })));
afterEach(() => world.aws.breakWith());

const put = () => world.documents.send(new PutCommand({ TableName, Item: key('a') }));
const transact = (ClientRequestToken = 'token') =>
  world.documents.send(
    new TransactWriteCommand({ ClientRequestToken, TransactItems: [{ Put: { TableName, Item: key('a') } }] }),
  );
const isThere = async () =>
  (await world.documents.send(new GetCommand({ TableName, Key: key('a'), ConsistentRead: true }))).Item !==
  undefined;

/** Something one side waits for and the other gives. */
function aSignal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

/** Breaks the next call of an operation, and no other. */
function breakNext(operation: string, fault: Fault): void {
  world.aws.breakWith((called) => {
    if (called !== operation) return undefined;
    world.aws.breakWith();
    return fault;
  });
}

describe('a call can be broken', () => {
  test.each([
    ['PutItem', put],
    ['TransactWriteItems', () => transact('before')],
  ])('before it takes effect: the connection drops, nothing has happened (%s)', async (operation, call) => {
    breakNext(operation, 'fail-before');
    await refusalOf(call());
    expect(await isThere()).toBe(false);
  });

  test.each([
    ['PutItem', put],
    ['TransactWriteItems', () => transact('after')],
  ])('after it took effect: the connection drops all the same (%s)', async (operation, call) => {
    breakNext(operation, 'fail-after');
    await refusalOf(call());
    expect(await isThere()).toBe(true);
  });

  test('with an unknown outcome that the same token asks again', async () => {
    breakNext('TransactWriteItems', 'fail-after');
    await refusalOf(transact('again'));
    await world.documents.send(new DeleteCommand({ TableName, Key: key('a') }));
    await transact('again');
    expect(await isThere()).toBe(false);
  });

  test('by throttling', async () => {
    const error = { name: 'ProvisionedThroughputExceededException', message: 'Slow down.' };
    breakNext('PutItem', { error });
    expect(await refusalOf(put())).toMatchObject(error);
    expect(await isThere()).toBe(false);
  });

  test('by an error of the server', async () => {
    breakNext('PutItem', { error: { name: 'InternalServerError', message: 'No luck.', status: 500 } });
    expect(await refusalOf(put())).toMatchObject({
      name: 'InternalServerError',
      $metadata: { httpStatusCode: 500 },
    });
  });

  test('by cancelling a transaction for a given reason', async () => {
    const reasons = [{ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }];
    breakNext('TransactWriteItems', {
      error: { name: 'TransactionCanceledException', message: 'Cancelled.', reasons },
    });
    expect(await refusalOf(transact('conflict'))).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: reasons,
    });
    expect(await isThere()).toBe(false);
  });

  test('by leaving the last requests of a batch unprocessed', async () => {
    breakNext('BatchWriteItem', { unprocessed: 2 });
    const requests = ['a', 'b', 'c'].map((sk) => ({ PutRequest: { Item: key(sk) } }));
    const { UnprocessedItems } = await world.documents.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: requests } }),
    );
    expect(UnprocessedItems).toEqual({ [TableName]: requests.slice(1) });
    expect(await isThere()).toBe(true);
    breakNext('BatchWriteItem', { unprocessed: 3 });
    const none = await world.documents.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: requests } }),
    );
    expect(none.UnprocessedItems).toEqual({ [TableName]: requests });
  });

  test('by holding it until its caller has given up: the write arrives later all the same', async () => {
    const reached = aSignal();
    const released = aSignal();
    world.aws.breakWith(async (operation) => {
      if (operation !== 'PutItem') return;
      reached.give();
      await released.given;
    });
    const abort = new AbortController();
    const given = refusalOf(
      world.documents.send(new PutCommand({ TableName, Item: key('a') }), { abortSignal: abort.signal }),
    );
    await reached.given;
    abort.abort();
    expect((await given).name).toBe('AbortError');
    expect(await isThere()).toBe(false);
    released.give();
    // A transaction waits for every write that came before it.
    const nothing = { TableName, Key: key('none'), ConditionExpression: 'attribute_not_exists(pk)' };
    await world.documents.send(new TransactWriteCommand({ TransactItems: [{ ConditionCheck: nothing }] }));
    expect(await isThere()).toBe(true);
  });
});

describe('the hook', () => {
  test('sees the operation and its input, of all three services', async () => {
    const seen: [string, JsonObject][] = [];
    world.aws.breakWith((operation, input) => {
      seen.push([operation, input]);
    });
    const TopicArn = world.aws.createTopic('seen');
    await put();
    await world.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
    await refusalOf(world.secretsManager.send(new GetSecretValueCommand({ SecretId: 'nothing' })));
    expect(seen).toMatchObject([
      ['PutItem', { TableName, Item: { pk: { S: 'p' }, sk: { S: 'a' } } }],
      ['Publish', { TopicArn, Message: 'hello' }],
      ['GetSecretValue', { SecretId: 'nothing' }],
    ]);
  });

  test('breaks the other services too', async () => {
    const TopicArn = world.aws.createTopic('broken');
    world.aws.putSecret('key', 'value');
    const denied = {
      name: 'AccessDeniedException',
      message: 'Not authorized to perform secretsmanager:GetSecretValue',
    };
    breakNext('GetSecretValue', { error: denied });
    expect(
      await refusalOf(world.secretsManager.send(new GetSecretValueCommand({ SecretId: 'key' }))),
    ).toMatchObject(denied);

    breakNext('Publish', { error: { name: 'Throttled', message: 'Rate exceeded', status: 429 } });
    expect(await refusalOf(world.sns.send(new PublishCommand({ TopicArn, Message: 'x' })))).toMatchObject({
      name: 'ThrottledException',
      message: 'Rate exceeded',
    });
    expect(world.aws.published.filter((each) => each.topicArn === TopicArn)).toEqual([]);

    breakNext('Publish', 'fail-after');
    await refusalOf(world.sns.send(new PublishCommand({ TopicArn, Message: 'x' })));
    expect(world.aws.published.filter((each) => each.topicArn === TopicArn)).toHaveLength(1);
  });
});
