/** Single values of the API's JSON, read leniently: what cannot be read is null, never an error. */

import { KEPT_EXTRA_CHARACTERS, KEPT_TEXT_CHARACTERS } from '../../core/fixed-policy.ts';

/** A text, or a number as text; null for nothing, an empty text and anything else. Longer ones are cut: an item has its bounds. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : shortened(value);
  return typeof value === 'number' ? String(value) : null;
}

/** An id in decimal, exactly as given; null where it is not one, or where JavaScript has already rounded it. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'string') return /^\d{1,38}$/.test(value) ? value : null;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
}

/** A count, also where it is written as text; null where there is none. */
export function countOf(value: unknown): number | null {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

/** A yes or no, also where it is written as text; null where there is neither. */
export function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : null;
}

/** A word of the API as it was seen: a text as it is, anything else as JSON; null for nothing. */
export function wordOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : shortened(value);
  return shortened(JSON.stringify(value) ?? typeof value);
}

/** An object of the fields that are there, for `carried`; absent ones stay absent. */
export function present<T extends object>(fields: { readonly [K in keyof T]: T[K] | null }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as T;
}

/** Fields as they came, for `carried.extra`; null where there are none. Too many are named, but not kept. */
export function extraOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> | null {
  if (entries.length === 0) return null;
  const extra = Object.fromEntries(entries);
  if (JSON.stringify(extra).length <= KEPT_EXTRA_CHARACTERS) return extra;
  const names = entries.map(([name]) => shortened(name));
  return { notKept: shortened(names.join(' ')) };
}

/** What kind of value it is, for a sentence. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const ANY_SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Bounded, and without halves of characters: they would come back from the table as something else than was put in. */
function shortened(text: string): string {
  const bounded = text.length <= KEPT_TEXT_CHARACTERS ? text : `${text.slice(0, KEPT_TEXT_CHARACTERS - 1)}…`;
  // Two steps for speed: nearly every text is free of both.
  return ANY_SURROGATE.test(bounded) ? bounded.replace(LONE_SURROGATE, '\uFFFD') : bounded;
}
