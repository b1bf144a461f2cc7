/** What a secret must hold, and every way in which it may not. No message repeats anything out of it. */
import { type Failure, RunFailure } from '../../core/failure.ts';
import { beginningOf } from '../../core/time.ts';
import { SECRET_HINT } from '../../names.ts';
import { type ApiKey, Secret } from '../../sync/secret.ts';

/** A secret's value as Secrets Manager gives it. */
export interface StoredSecret {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

export interface ReadApiKey {
  readonly apiKey: ApiKey;
  /** Day on which the key ends, `2026-12-31`, or `never`, as whoever stored it said; null where nobody did. */
  readonly expires: string | null;
  /** Something was said of its end that is neither. */
  readonly isEndUnclear: boolean;
  /** The fields that had white space around their value: a line end slips in easily, and no API key has any. */
  readonly trimmed: readonly string[];
}

/** What is noted in place of a day where a key has no end. */
export const NEVER = 'never';

/** Values that stand for a value: `<API key>`, `REPLACE_ME`, `your-api-key`, `xxxx`, `...`. */
const PLACEHOLDERS = [
  /^<.*>$/s,
  /^(?:replace|change|fill|insert|put)[\s_-]*(?:me|this|here|in)?$/i,
  /^(?:your|my|the)?[\s_-]*(?:api)?[\s_-]*(?:key|secret)(?:[\s_-]*here)?$/i,
  /^(?:placeholder|todo|tbd|none|null|undefined|dummy|example)$/i,
  /^(?:x+|\*+|\.+|…|-+)$/i,
];

type PartName = 'key' | 'secret';

/** Printable ASCII, for both travel in a header; a colon would end the key there. */
const ALLOWED: Readonly<Record<PartName, RegExp>> = {
  key: /^[\x21-\x39\x3b-\x7e]+$/,
  secret: /^[\x21-\x7e]+$/,
};

/** What is wrong with a part of an API key as somebody gives it, in words that follow its name; null where nothing is. */
export function partProblem(name: PartName, text: string): string | null {
  const value = text.trim();
  if (value === '') return 'is empty';
  if (isPlaceholder(value)) return 'is a placeholder';
  return ALLOWED[name].test(value) ? null : 'has characters that are in none';
}

/** Reads the value of a secret. Throws `credentials missing` or `credentials malformed`, naming the secret and the field. */
export function parseApiKey(
  secretId: string,
  { SecretString: text, SecretBinary: binary }: StoredSecret,
): ReadApiKey {
  if (text === undefined && binary !== undefined)
    throw malformed(secretId, 'holds binary data, not text', 'Store it as a secret string.');
  if (text === undefined || text.trim() === '') throw missing(secretId, 'is empty.');
  if (isPlaceholder(text)) throw missing(secretId, 'still holds a placeholder.');
  const fields = objectOf(secretId, text);
  const key = fieldOf(secretId, fields, 'key');
  const secret = fieldOf(secretId, fields, 'secret');
  const trimmed = [key, secret].filter((field) => field.trimmed).map((field) => field.name);
  const expires = endIn(fields.expires);
  const isEndUnclear = expires === null && fields.expires !== undefined && fields.expires !== null;
  const apiKey = { key: new Secret(key.value), secret: new Secret(secret.value) };
  return { apiKey, expires, isEndUnclear, trimmed };
}

/** A key whose end is written in another way is a key all the same. */
function endIn(given: unknown): string | null {
  const text = typeof given === 'string' ? given.trim() : '';
  return text === NEVER || beginningOf(text) !== null ? text : null;
}

function objectOf(secretId: string, text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.trim());
  } catch {
    throw malformed(secretId, 'is not JSON');
  }
  if (isObject(value)) return value;
  throw malformed(secretId, 'is JSON, but not an object');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly trimmed: boolean;
}

/** Names of other fields are not listed either: the console's editor invites to store the key as a field's name. */
function fieldOf(secretId: string, fields: Readonly<Record<string, unknown>>, name: PartName): Field {
  if (!Object.hasOwn(fields, name)) throw malformed(secretId, `has no field "${name}"`);
  const given = fields[name];
  if (typeof given !== 'string') throw malformed(secretId, `has a field "${name}" that is not text`);
  const value = given.trim();
  if (value === '') throw malformed(secretId, `has a field "${name}" that is empty`);
  if (isPlaceholder(value)) throw missing(secretId, `still holds a placeholder in the field "${name}".`);
  if (!ALLOWED[name].test(value))
    throw malformed(secretId, `has characters in the field "${name}" that are in no API key`);
  return { name, value, trimmed: value !== given };
}

function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.some((pattern) => pattern.test(text.trim()));
}

function missing(secretId: string, what: string): RunFailure {
  return failure('credentials missing', `The secret ${secretId} ${what}`);
}

function malformed(secretId: string, what: string, then = `Expected ${SECRET_HINT}.`): RunFailure {
  return failure('credentials malformed', `The secret ${secretId} ${what}. ${then}`);
}

function failure(kind: Failure['kind'], detail: string): RunFailure {
  return new RunFailure({ kind, detail });
}
