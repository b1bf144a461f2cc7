import { isJsonObject, type JsonObject } from '../json.ts';

/**
 * The bytes an item counts for against DynamoDB's limits, by the developer guide's "item sizes and formats":
 * names and strings in UTF-8, binary decoded, a number about half its digits, a list or map 3 bytes and 1 for
 * each element.
 */
export function itemBytes(item: JsonObject): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

function valueBytes(value: unknown): number {
  if (!isJsonObject(value)) return 0;
  return Object.entries(value).reduce((sum, [type, content]) => sum + contentBytes(type, content), 0);
}

function contentBytes(type: string, content: unknown): number {
  if (Array.isArray(content)) {
    if (type === 'L') return content.reduce((sum: number, value) => sum + 1 + valueBytes(value), 3);
    return content.reduce((sum: number, element) => sum + contentBytes(type.charAt(0), element), 0);
  }
  if (isJsonObject(content)) return 3 + Object.keys(content).length + itemBytes(content);
  if (typeof content !== 'string') return 1;
  if (type === 'B') return Buffer.from(content, 'base64').length;
  if (type === 'N') return Math.ceil(content.replace(/[^\d]/g, '').length / 2) + 1;
  return Buffer.byteLength(content);
}
