/**
 * What comes from the API may be anything that JSON can say; DynamoDB and its document client hold less. Values they
 * would refuse are replaced here, so that a strange field never keeps a group's state from being stored.
 */

/** DynamoDB nests attributes at most 32 levels deep (AWS, "Quotas and limits in Amazon DynamoDB"); two are left over. */
const LEVELS_MAX = 30;

/** DynamoDB's numbers reach from 1E-130 to 9.9…E+125, with either sign (same document). */
const NUMBER_MIN = 1e-130;
const NUMBER_MAX = 9.9e125;

/** The document client takes an object's own field `constructor` for its class, and loses `__proto__`. */
function isLost(key: string): boolean {
  return key === 'constructor' || key === '__proto__';
}

/**
 * The same item as DynamoDB can hold it: numbers out of its range and what is nested too deeply become text, half
 * characters (lone surrogates) become U+FFFD, fields named `constructor` and `__proto__` are left out.
 */
export function storable<Item extends Readonly<Record<string, unknown>>>(item: Item): Item {
  // Only values of fields that are foreign change their type, and those are unknown.
  return isStorable(item, 1) ? item : (storableFields(item, 1) as Item);
}

/** Nearly every item is, and then need not be copied. */
function isStorable(value: unknown, level: number): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return storableNumber(value) === value;
  if (value === null || typeof value !== 'object') return value !== undefined;
  if (level >= LEVELS_MAX) return false;
  if (Array.isArray(value)) return value.every((element) => isStorable(element, level + 1));
  for (const name in value) {
    if (isLost(name) || !name.isWellFormed()) return false;
    if (!isStorable((value as Readonly<Record<string, unknown>>)[name], level + 1)) return false;
  }
  return true;
}

function storableFields(fields: object, level: number): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && !isLost(name)) result[name.toWellFormed()] = storableValue(value, level + 1);
  return result;
}

function storableValue(value: unknown, level: number): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return storableNumber(value);
  if (value === null || typeof value !== 'object') return value;
  if (level >= LEVELS_MAX) return JSON.stringify(value).toWellFormed();
  return Array.isArray(value)
    ? value.map((element: unknown) => storableValue(element ?? null, level + 1))
    : storableFields(value, level);
}

function storableNumber(value: number): number | string {
  const magnitude = Math.abs(value);
  const fits = value === 0 || (magnitude >= NUMBER_MIN && magnitude <= NUMBER_MAX);
  return fits ? value : String(value);
}
