import { type JsonObject, objectMember } from '../json.ts';

/** A table's requests within a `BatchWriteItem`. */
type Request = { readonly tableName: string; readonly request: unknown };

/**
 * Splits a `BatchWriteItem` input in two: what is carried out (`undefined` where nothing is), and the last
 * `count` of its requests, to be handed back as `UnprocessedItems`.
 */
export function splitBatch(
  input: JsonObject,
  count: number,
): { processed?: JsonObject; unprocessed: JsonObject } {
  const requests = Object.entries(objectMember(input, 'RequestItems') ?? {}).flatMap(([tableName, list]) =>
    (Array.isArray(list) ? list : []).map((request): Request => ({ tableName, request })),
  );
  const kept = Math.max(0, requests.length - count);
  const unprocessed = byTable(requests.slice(kept));
  if (kept === 0) return { unprocessed };
  return { processed: { ...input, RequestItems: byTable(requests.slice(0, kept)) }, unprocessed };
}

function byTable(requests: readonly Request[]): JsonObject {
  const tables = new Map<string, unknown[]>();
  for (const { tableName, request } of requests) {
    tables.set(tableName, [...(tables.get(tableName) ?? []), request]);
  }
  return Object.fromEntries(tables);
}
