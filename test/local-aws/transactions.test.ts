import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  ScanCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { key, openWorld, refusalOf, type World } from './support.ts';

type Actions = NonNullable<TransactWriteCommandInput['TransactItems']>;

const TableName = 'things';
const put = (sk: string, more: object = {}, condition: object = {}) => ({
  Put: { TableName, Item: { ...key(sk), ...more }, ...condition },
});
const remove = (sk: string, condition: object = {}) => ({
  Delete: { TableName, Key: key(sk), ...condition },
});
const check = (sk: string, ConditionExpression: string, more: object = {}) => ({
  ConditionCheck: { TableName, Key: key(sk), ConditionExpression, ...more },
});
const set = (sk: string, expression: string, values: object | undefined, condition: object = {}) => ({
  Update: {
    TableName,
    Key: key(sk),
    UpdateExpression: `SET ${expression}`,
    ...(values && { ExpressionAttributeValues: values }),
    ...condition,
  },
});
const isAbsent = { ConditionExpression: 'attribute_not_exists(pk)' };
const isThere = { ConditionExpression: 'attribute_exists(pk)' };

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const transact = (actions: Actions, more: Partial<TransactWriteCommandInput> = {}) =>
  world.documents.send(new TransactWriteCommand({ TransactItems: actions, ...more }));
const read = async (sk: string) =>
  (await world.documents.send(new GetCommand({ TableName, Key: key(sk), ConsistentRead: true }))).Item;
const everything = async () => {
  const { Items = [] } = await world.documents.send(new ScanCommand({ TableName, ConsistentRead: true }));
  return Object.fromEntries(Items.map(({ pk, sk, ...rest }) => [sk, rest]));
};

/** Given: `there` with rev 1, and nothing else. */
beforeEach(async () => {
  const { Items = [] } = await world.documents.send(new ScanCommand({ TableName }));
  for (let from = 0; from < Items.length; from += 25) {
    const batch = Items.slice(from, from + 25).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    await world.documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: batch } }));
  }
  await world.documents.send(new PutCommand({ TableName, Item: { ...key('there'), rev: 1 } }));
});

describe('a transaction whose conditions all hold', () => {
  test('carries out every kind of action at once', async () => {
    await transact([put('old', { rev: 7 })]);
    await transact([
      put('new', { rev: 1 }, isAbsent),
      set('there', 'rev = rev + :one', { ':one': 1, ':seen': 1 }, { ConditionExpression: 'rev = :seen' }),
      remove('old', isThere),
      check('lease', 'attribute_not_exists(pk)'),
    ]);
    expect(await everything()).toEqual({ new: { rev: 1 }, there: { rev: 2 } });
  });

  test('takes up to 100 actions', async () => {
    await transact(Array.from({ length: 100 }, (_, index) => put(`n${index}`)));
    expect(Object.keys(await everything())).toHaveLength(101);
  });

  test('creates the item of an update that was not there', async () => {
    await transact([set('fresh', 'rev = :one', { ':one': 1 })]);
    expect(await read('fresh')).toEqual({ ...key('fresh'), rev: 1 });
  });

  test('deletes what is not there without complaint', async () => {
    await transact([remove('nobody'), put('new')]);
    expect(await everything()).toEqual({ new: {}, there: { rev: 1 } });
  });
});

describe('a condition check', () => {
  const rows: [name: string, sk: string, expression: string, values: object | undefined, holds: boolean][] = [
    ['of existence, on an item that is there, holds', 'there', 'attribute_exists(pk)', undefined, true],
    ['of existence, on an absent item, fails', 'absent', 'attribute_exists(pk)', undefined, false],
    ['of absence, on an item that is there, fails', 'there', 'attribute_not_exists(pk)', undefined, false],
    ['of absence, on an absent item, holds', 'absent', 'attribute_not_exists(pk)', undefined, true],
    ['of an equal value holds', 'there', 'rev = :v', { ':v': 1 }, true],
    ['of another value fails', 'there', 'rev = :v', { ':v': 2 }, false],
    ['of a value of an absent item fails', 'absent', 'rev = :v', { ':v': 1 }, false],
    [
      'of a value, or absence, holds for an absent item',
      'absent',
      'attribute_not_exists(pk) OR rev < :v',
      { ':v': 2 },
      true,
    ],
  ];
  test.each(rows)('%s', async (_name, sk, expression, values, holds) => {
    const action = check(sk, expression, values === undefined ? {} : { ExpressionAttributeValues: values });
    const outcome = transact([action, put('other')]);
    if (holds) await outcome;
    else expect((await refusalOf(outcome)).message).toContain('[ConditionalCheckFailed, None]');
    expect(await everything()).toEqual({ there: { rev: 1 }, ...(holds ? { other: {} } : {}) });
  });
});

describe('a transaction of which one action is refused', () => {
  test('is cancelled with a reason for each action, and leaves nothing behind', async () => {
    await transact([
      put('second', { rev: 5, tags: new Set(['a', 'b']), deep: { list: [1, 'x', null, true] } }),
    ]);
    const before = await everything();
    const error = await refusalOf(
      transact([
        put('new'),
        set('there', 'rev = :two', { ':two': 2 }),
        remove('second'),
        put('second-new', {}, isThere),
        check('lease', 'attribute_exists(pk)'),
      ]),
    );
    expect(error.name).toBe('TransactionCanceledException');
    expect(error.message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
        '[None, None, None, ConditionalCheckFailed, ConditionalCheckFailed]',
    );
    expect(error.CancellationReasons).toEqual([
      { Code: 'None' },
      { Code: 'None' },
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ]);
    expect(await everything()).toEqual(before);
  });

  test.each(['Put', 'Update', 'Delete', 'ConditionCheck'])(
    'shows the item a %s found, where asked',
    async (kind) => {
      const asked = {
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      } as const;
      const action = {
        Put: put('there', { rev: 9 }, asked),
        Update: set('there', 'rev = :v', { ':v': 9 }, asked),
        Delete: remove('there', asked),
        ConditionCheck: check('there', asked.ConditionExpression, asked),
      }[kind];
      const error = await refusalOf(transact([action ?? put('unknown')]));
      expect(error.CancellationReasons).toMatchObject([
        { Code: 'ConditionalCheckFailed', Item: { pk: { S: 'p' }, sk: { S: 'there' }, rev: { N: '1' } } },
      ]);
      expect(await everything()).toEqual({ there: { rev: 1 } });
    },
  );

  test('shows no item where none was there', async () => {
    const asked = { ...isThere, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const { CancellationReasons } = await refusalOf(transact([put('absent', {}, asked)]));
    expect(CancellationReasons).toEqual([
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ]);
  });

  const KB = 1024;
  const large = 'x'.repeat(300 * KB);
  const rows: [name: string, refused: Actions[number], message: RegExp][] = [
    [
      'a put of more than 400 KB',
      put('big', { text: 'x'.repeat(400 * KB) }),
      /^Item size has exceeded the maximum/,
    ],
    [
      'an update to more than 400 KB',
      set('half', 'more = :m', { ':m': large }),
      /^Item size to update has exceeded/,
    ],
    ['an addition to a text', set('half', 'half = half + :n', { ':n': 1 }), /incorrect data type/],
    [
      'a reference to what is not there',
      set('half', 'a = b', undefined),
      /attribute that does not exist in the item/,
    ],
    [
      'a path through what is not there',
      set('half', 'nope.child = :n', { ':n': 1 }),
      /document path provided/,
    ],
    ['an index key of the wrong type', put('wrong', { status: 5, at: 1 }), /Type mismatch for Index Key/],
    ['a put without its sort key', { Put: { TableName, Item: { pk: 'p' } } }, /Missing the key sk/],
    [
      "a key that is not the table's",
      { Delete: { TableName, Key: { pk: 'p' } } },
      /key element does not match/,
    ],
  ];
  test.each(rows)('names %s as its reason', async (_name, refused, message) => {
    await transact([put('half', { half: large })]);
    const error = await refusalOf(transact([put('new'), refused]));
    expect(error.CancellationReasons).toEqual([
      { Code: 'None' },
      { Code: 'ValidationError', Message: expect.stringMatching(message) },
    ]);
    expect(Object.keys(await everything()).sort()).toEqual(['half', 'there']);
  });
});

describe('a request that could never be carried out', () => {
  const rows: [name: string, actions: Actions, error: string, message: RegExp][] = [
    ['no actions', [], 'ValidationException', /length greater than or equal to 1/],
    [
      '101 actions',
      Array.from({ length: 101 }, (_, n) => put(`n${n}`)),
      'ValidationException',
      /less than or equal to 100/,
    ],
    [
      'two actions on one item',
      [put('a'), check('a', 'attribute_exists(pk)')],
      'ValidationException',
      /^Transaction request cannot include multiple operations on one item$/,
    ],
    ['an empty action', [{}], 'ValidationException', /can only contain one of Check, Put, Update or Delete/],
    [
      'two kinds in one action',
      [{ ...put('a'), ...remove('b') }],
      'ValidationException',
      /can only contain one of/,
    ],
    [
      'a broken update expression',
      [put('a'), set('b', 'SET SET', { ':v': 1 })],
      'ValidationException',
      /^Invalid UpdateExpression: Syntax error/,
    ],
    [
      'a broken condition',
      [put('a'), check('b', 'attribute_exists(')],
      'ValidationException',
      /^Invalid ConditionExpression: Syntax error/,
    ],
    [
      'an unused value',
      [put('a', {}, { ...isAbsent, ExpressionAttributeValues: { ':v': 1 } })],
      'ValidationException',
      /unused in expressions: keys: \{:v\}/,
    ],
    [
      'a table that does not exist',
      [{ Put: { TableName: 'nowhere', Item: key('a') } }, put('b')],
      'ResourceNotFoundException',
      /./,
    ],
  ];
  test.each(rows)('%s is refused as a whole', async (_name, actions, name, message) => {
    const error = await refusalOf(transact(actions));
    expect(error).toMatchObject({ name, message: expect.stringMatching(message) });
    expect(await everything()).toEqual({ there: { rev: 1 } });
  });

  test('two actions on one item are found even if its number is written in two ways', async () => {
    await world.aws.createTable({
      TableName: 'numbered',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'n', AttributeType: 'N' }],
      KeySchema: [{ AttributeName: 'n', KeyType: 'HASH' }],
    });
    const putNumbers = (...numbers: string[]) =>
      world.dynamodb.send(
        new TransactWriteItemsCommand({
          TransactItems: numbers.map((N) => ({ Put: { TableName: 'numbered', Item: { n: { N } } } })),
        }),
      );
    for (const [a, b] of [
      ['1', '1.0'],
      ['100', '1e2'],
      ['-0.5', '-5E-1'],
      ['0', '-0.00'],
      ['007', '7'],
    ] as const) {
      expect((await refusalOf(putNumbers(a, b))).message).toContain('multiple operations on one item');
    }
    await putNumbers('1', '10', '-1', '0.1', '0');
  });

  test('items of more than 4 MB together are refused as a whole', async () => {
    const text = 'x'.repeat(390 * 1024);
    const error = await refusalOf(
      transact(Array.from({ length: 11 }, (_, index) => put(`n${index}`, { text }))),
    );
    expect(error).toMatchObject({ name: 'ValidationException', message: expect.stringContaining('4 MB') });
    expect(await everything()).toEqual({ there: { rev: 1 } });
  });
});

describe('the capacity of a transaction', () => {
  const consumed = async (actions: Actions) =>
    (await transact(actions, { ReturnConsumedCapacity: 'TOTAL' })).ConsumedCapacity;

  test('is not told unless asked for', async () => {
    expect((await transact([put('a')])).ConsumedCapacity).toBeUndefined();
  });

  test('is two units for each KB begun, of the larger of the item before and after', async () => {
    expect(await consumed([put('a'), put('b', { text: 'x'.repeat(1500) })])).toEqual([
      { TableName, CapacityUnits: 6, WriteCapacityUnits: 6 },
    ]);
    expect(await consumed([remove('b')])).toMatchObject([{ CapacityUnits: 4 }]);
  });

  test('counts a condition check like a write', async () => {
    await transact([put('b', { text: 'x'.repeat(1500) })]);
    expect(
      await consumed([check('b', 'attribute_exists(pk)'), check('no', 'attribute_not_exists(pk)')]),
    ).toMatchObject([{ CapacityUnits: 6 }]);
  });

  test('is counted for the operation', async () => {
    const before = world.aws.operations.get('TransactWriteItems')?.capacityUnits ?? 0;
    await consumed([put('a'), put('b')]);
    expect(world.aws.operations.get('TransactWriteItems')?.capacityUnits).toBe(before + 4);
  });
});
