import { ScanCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { key, openWorld, type World } from './support.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A step as plain data: what to do to one of a few items, on which condition. */
type Step = {
  sk: string;
  kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  condition: Condition;
  rev: number;
};
type Condition = 'none' | 'there' | 'absent' | 'same rev';
type Model = ReadonlyMap<string, number>;

const TableName = 'things';
const CONDITIONS = {
  there: { ConditionExpression: 'attribute_exists(pk)' },
  absent: { ConditionExpression: 'attribute_not_exists(pk)' },
  'same rev': { ConditionExpression: 'rev = :rev' },
};

/** What the documentation says comes of a transaction: the new items, or a code for each action. */
function expected(model: Model, steps: readonly Step[]): { after: Model; codes: string[] } {
  const codes = steps.map(({ sk, condition, rev }) => {
    const isMet = {
      none: true,
      there: model.has(sk),
      absent: !model.has(sk),
      'same rev': model.get(sk) === rev,
    }[condition];
    return isMet ? 'None' : 'ConditionalCheckFailed';
  });
  if (codes.some((code) => code !== 'None')) return { after: model, codes };
  const after = new Map(model);
  for (const { sk, kind, rev } of steps) {
    if (kind === 'Delete') after.delete(sk);
    else if (kind !== 'ConditionCheck') after.set(sk, rev + 1);
  }
  return { after, codes };
}

function asAction({ sk, kind, condition, rev }: Step): Action {
  const onCondition = condition === 'none' ? {} : CONDITIONS[condition];
  const values = {
    ...(kind === 'Update' && { ':next': rev + 1 }),
    ...(condition === 'same rev' && { ':rev': rev }),
  };
  const more = {
    TableName,
    ...onCondition,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
  switch (kind) {
    case 'Put':
      return { Put: { Item: { ...key(sk), rev: rev + 1 }, ...more } };
    case 'Update':
      return { Update: { Key: key(sk), UpdateExpression: 'SET rev = :next', ...more } };
    case 'Delete':
      return { Delete: { Key: key(sk), ...more } };
    case 'ConditionCheck':
      return { ConditionCheck: { Key: key(sk), ConditionExpression: 'attribute_exists(pk)', ...more } };
  }
}

const aStep = fc
  .record({
    sk: fc.constantFrom('a', 'b', 'c', 'd'),
    kind: fc.constantFrom('Put', 'Update', 'Delete', 'ConditionCheck'),
    condition: fc.constantFrom('none', 'none', 'there', 'absent', 'same rev'),
    rev: fc.integer({ min: 0, max: 2 }),
  })
  .map(
    (step): Step =>
      step.kind === 'ConditionCheck' && step.condition === 'none' ? { ...step, condition: 'there' } : step,
  );
const someTransactions = fc.array(
  fc.uniqueArray(aStep, { minLength: 1, maxLength: 4, selector: ({ sk }) => sk }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

describe('any sequence of transactions', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const stored = async (): Promise<Model> => {
    const { Items = [] } = await world.documents.send(new ScanCommand({ TableName, ConsistentRead: true }));
    return new Map(Items.map(({ sk, rev }) => [sk, rev]));
  };

  test('leaves what the documentation says, and gives the reasons it says', async () => {
    let model: Model = new Map();
    const property = fc.asyncProperty(someTransactions, async (transactions) => {
      for (const steps of transactions) {
        const { after, codes } = expected(model, steps);
        const actions = steps.map(asAction);
        const answer = await world.documents.send(new TransactWriteCommand({ TransactItems: actions })).then(
          () => codes.map(() => 'None'),
          (error) => error.CancellationReasons?.map(({ Code }: { Code: string }) => Code) ?? error,
        );
        expect(answer).toEqual(codes);
        model = after;
        expect(await stored()).toEqual(model);
      }
    });
    await fc.assert(property, { numRuns: 30 });
  });
});
