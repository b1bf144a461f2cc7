import { isJsonObject, type JsonObject, listMember, objectMember, stringMember } from '../json.ts';
import type { Engine } from './engine.ts';
import { keyOf, readKeyNames } from './item-key.ts';
import { validationError } from './transaction-request.ts';

/** DynamoDB leaves alone what would have expired more than five years ago: most likely no time at all. */
const EXPIRED_SECONDS_MAX = 5 * 365.25 * 24 * 3600;

/** Which attribute of which table is its time to live. Kept in memory: a restart forgets it. */
export type TimeToLive = {
  /** `UpdateTimeToLive` */
  update(input: JsonObject): Promise<JsonObject>;
  /** `DescribeTimeToLive` */
  describe(input: JsonObject): Promise<JsonObject>;
  /** Sets a table's attribute, whatever it was before. */
  enable(tableName: string, attribute: string): void;
  /** The table is gone, and its setting with it. */
  forget(tableName: string): void;
  /** Deletes what has expired; see `LocalAws.expireItems`. */
  expire(tableName: string, order: ExpiryOrder): Promise<number>;
};

/** In which order expired items go, and how many at most. */
export type ExpiryOrder = {
  /** A number from 0 up to but without 1, for example of a seeded generator. */
  readonly random: () => number;
  /** Default: all that have expired. */
  readonly atMost?: number;
};

/** No table has a time to live yet. `now` in milliseconds since 1970. */
export function createTimeToLive(engine: Engine, now: () => number): TimeToLive {
  const attributes = new Map<string, string>();
  return {
    async update(input) {
      const tableName = await existingTable(engine, input);
      const specification = objectMember(input, 'TimeToLiveSpecification') ?? {};
      const name = stringMember(specification, 'AttributeName');
      if (name === undefined) throw validationError('TimeToLiveSpecification must name an attribute');
      const isEnabled = specification.Enabled === true;
      if (isEnabled === attributes.has(tableName)) {
        throw validationError(`TimeToLive is already ${isEnabled ? 'enabled' : 'disabled'}`);
      }
      if (isEnabled) attributes.set(tableName, name);
      else attributes.delete(tableName);
      return { TimeToLiveSpecification: { AttributeName: name, Enabled: isEnabled } };
    },
    async describe(input) {
      const attribute = attributes.get(await existingTable(engine, input));
      const description = attribute
        ? { TimeToLiveStatus: 'ENABLED', AttributeName: attribute }
        : { TimeToLiveStatus: 'DISABLED' };
      return { TimeToLiveDescription: description };
    },
    enable: (tableName, attribute) => attributes.set(tableName, attribute),
    forget: (tableName) => attributes.delete(tableName),
    async expire(tableName, { random, atMost = Number.POSITIVE_INFINITY }) {
      const attribute = attributes.get(tableName);
      if (attribute === undefined) return 0;
      const expired = (await scan(engine, tableName)).filter((item) =>
        hasExpired(item[attribute], now() / 1000),
      );
      const names = await readKeyNames(engine, tableName);
      const going = shuffled(expired, random).slice(0, atMost);
      for (const item of going)
        await engine.call('DeleteItem', { TableName: tableName, Key: keyOf(item, names) });
      return going.length;
    },
  };
}

async function existingTable(engine: Engine, input: JsonObject): Promise<string> {
  await engine.call('DescribeTable', { TableName: input.TableName });
  return stringMember(input, 'TableName') ?? '';
}

async function scan(engine: Engine, tableName: string): Promise<JsonObject[]> {
  const items: JsonObject[] = [];
  let from: JsonObject | undefined;
  do {
    const page = await engine.call('Scan', {
      TableName: tableName,
      ConsistentRead: true,
      ExclusiveStartKey: from,
    });
    items.push(...listMember(page, 'Items').filter(isJsonObject));
    from = objectMember(page, 'LastEvaluatedKey');
  } while (from !== undefined);
  return items;
}

/** Only a number counts as a time, in whole seconds since 1970. */
function hasExpired(value: unknown, nowSeconds: number): boolean {
  const text = isJsonObject(value) ? stringMember(value, 'N') : undefined;
  if (text === undefined) return false;
  const age = nowSeconds - Number(text);
  return age > 0 && age < EXPIRED_SECONDS_MAX;
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const rest = [...items];
  const result: Item[] = [];
  while (rest.length > 0) result.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return result;
}
