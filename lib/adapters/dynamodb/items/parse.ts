import * as v from 'valibot';
import { RunFailure } from '../../../core/failure.ts';
import type { Schema } from '../schemas.ts';

/** An item as the document client gives it: nothing is known of it yet. */
export type RawItem = Readonly<Record<string, unknown>>;

/**
 * The item (or a value of it) as its schema reads it. Throws a `store` failure that names the item's key and the
 * attribute that is damaged.
 */
export function parseItem<T>(schema: Schema<T>, value: unknown, item: RawItem): T {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw damaged(item, `${v.getDotPath(issue) ?? 'the item'}: ${issue.message}`);
}

/** What follows a prefix in the item's sort key, such as a group's id. */
export function idInKey(item: RawItem, prefix: string): string {
  const { sk } = item;
  if (typeof sk === 'string' && sk.startsWith(prefix)) return sk.slice(prefix.length);
  throw damaged(item, `its sort key does not begin with "${prefix}"`);
}

/** The failure of an item that cannot be read. */
export function damaged(item: RawItem, why: string): RunFailure {
  return new RunFailure({
    kind: 'store',
    detail: `The item ${String(item.pk)} / ${String(item.sk)} is damaged: ${why.slice(0, 200)}.`,
  });
}
