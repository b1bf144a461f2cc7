import {
  canonicalJson,
  isJsonObject,
  type JsonObject,
  listMember,
  objectMember,
  pick,
  stringMember,
} from '../json.ts';
import type { Engine } from './engine.ts';

/**
 * The names of a table's key attributes, the partition key first.
 *
 * @throws {ServiceError} `ResourceNotFoundException` where there is no such table
 */
export async function readKeyNames(engine: Engine, tableName: string): Promise<readonly string[]> {
  const output = await engine.call('DescribeTable', { TableName: tableName });
  return listMember(objectMember(output, 'Table') ?? {}, 'KeySchema').flatMap((element) => {
    const name = isJsonObject(element) ? stringMember(element, 'AttributeName') : undefined;
    return name === undefined ? [] : [name];
  });
}

/** The key within an item, as far as the item has it. */
export function keyOf(item: JsonObject, names: readonly string[]): JsonObject {
  return pick(item, names);
}

/** One text for one item, however its key was written: the number 1.0 is the number 1. */
export function itemIdentity(tableName: string, key: JsonObject): string {
  const values = Object.entries(key).map(([name, value]) => {
    const number = isJsonObject(value) ? stringMember(value, 'N') : undefined;
    return [name, number === undefined ? value : { N: canonicalNumber(number) }];
  });
  return canonicalJson([tableName, Object.fromEntries(values)]);
}

/** Digits without zeros at either end, and the power of ten of the last one; other text as it is. */
function canonicalNumber(text: string): string {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign === '-' ? '-' : ''}${significant}e${power}`;
}
