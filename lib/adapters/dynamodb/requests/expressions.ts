/** The parts of a request that are written in DynamoDB's expression language. */

/** Expressions, and the values they speak of. */
export interface Expressions {
  readonly update?: string;
  readonly condition?: string;
  readonly keyCondition?: string;
  /** What a query leaves out of its answer after it has read (and charged) it. */
  readonly filter?: string;
  readonly projection?: string;
  /** By their names in the expressions, without the colon. DynamoDB refuses one that no expression uses. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Names and values as the SDK takes them. In our expressions every `#word` stands for the attribute of that name. */
export function expressed({ update, condition, keyCondition, filter, projection, values = {} }: Expressions) {
  const text = [update, condition, keyCondition, filter, projection].join(' ');
  const words = new Set([...text.matchAll(/#(\w+)/g)].map(([, word = '']) => word));
  const hasValues = Object.keys(values).length > 0;
  return {
    ...(update === undefined ? {} : { UpdateExpression: update }),
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
    ...(keyCondition === undefined ? {} : { KeyConditionExpression: keyCondition }),
    ...(filter === undefined ? {} : { FilterExpression: filter }),
    ...(projection === undefined ? {} : { ProjectionExpression: projection }),
    ExpressionAttributeNames: Object.fromEntries([...words].map((word) => [`#${word}`, word])),
    ...(hasValues && {
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [`:${name}`, value]),
      ),
    }),
  };
}

/** Conditions joined so that every one of them must hold. */
export function all(...conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(' AND ');
}

/** Conditions joined so that one of them is enough. */
export function any(...conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(' OR ');
}
