/** What an item weighs, as DynamoDB counts it for its limits and its charges. */

/** No item may be larger (AWS, "Quotas and limits in Amazon DynamoDB": 400 KB, names included). */
export const ITEM_BYTES_MAX = 400 * 1024;

/** A list or a map weighs three bytes beside its contents, and each of its elements one (AWS, "DynamoDB item sizes and formats"). */
const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

/** Bytes of an item: its attributes' names in UTF-8, and their values. Attributes that are undefined are not stored. */
export function itemSize(item: Readonly<Record<string, unknown>>): number {
  let bytes = 0;
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) bytes += textBytes(name) + valueSize(value);
  }
  return bytes;
}

function valueSize(value: unknown): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value === null || typeof value !== 'object') return 1;
  let bytes = CONTAINER_BYTES;
  if (Array.isArray(value)) {
    for (const element of value) if (element !== undefined) bytes += ELEMENT_BYTES + valueSize(element);
    return bytes;
  }
  const map = value as Readonly<Record<string, unknown>>;
  for (const name in map) {
    const inner = map[name];
    if (inner !== undefined) bytes += ELEMENT_BYTES + textBytes(name) + valueSize(inner);
  }
  return bytes;
}

/** A byte for the number, one for each pair of digits as they stand around the decimal point, and one for a minus sign. */
function numberBytes(value: number): number {
  if (value === 0) return 1;
  // Nearly all numbers here are whole, and counting pairs of digits is many times quicker than writing them out.
  if (value > 0 && Number.isSafeInteger(value)) return 1 + pairsOf(value);
  const [digits = '', exponent = '0'] = Math.abs(value).toExponential().replace('.', '').split('e');
  const pairs = Math.ceil((digits.length + (Number(exponent) % 2 === 0 ? 1 : 0)) / 2);
  return 1 + pairs + (value < 0 ? 1 : 0);
}

/** Pairs of digits of a whole number, without the zeros at its end. */
function pairsOf(whole: number): number {
  let rest = whole;
  while (rest % 100 === 0) rest /= 100;
  let pairs = 0;
  for (; rest >= 1; rest = Math.floor(rest / 100)) pairs += 1;
  return pairs;
}

/** Bytes in UTF-8. Almost all text here is ASCII, whose length is its size. */
function textBytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // A surrogate pair is four bytes in two units; everything else above U+07FF is three.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
