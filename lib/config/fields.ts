import * as v from 'valibot';
import { nearest } from './nearest.ts';

/**
 * An object with these fields and no others. A field that is not known is a problem that suggests the nearest right
 * word: a misspelt option that is silently ignored is an alert that somebody believes in. (valibot's own strict object
 * stops at the first such field.) `absent` says of fields that one looks for why there are none.
 */
export function fields<const TEntries extends v.ObjectEntries>(
  entries: TEntries,
  noun: string,
  absent: Readonly<Record<string, string>> = {},
) {
  const known = Object.keys(entries);
  const message = objectMessage(entries, `${noun} with the fields ${known.join(', ')}`);
  return v.pipe(
    closed<TEntries>(v.looseObject(entries, message)),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: unknown = dataset.value;
      if (!isRecord(input)) return;
      for (const [key, value] of Object.entries(input)) {
        if (Object.hasOwn(entries, key)) continue;
        addIssue({
          message: absent[key] ?? unknownField(key, known),
          expected: KNOWN_FIELD,
          path: [{ type: 'object', origin: 'key', input, key, value }],
        });
      }
    }),
  );
}

/** The type of an object without further fields, which the check that follows refuses. */
function closed<const TEntries extends v.ObjectEntries>(schema: unknown) {
  return schema as v.ObjectSchema<TEntries, v.ErrorMessage<v.ObjectIssue>>;
}

/** What documents say of a field, beside its description. */
export interface Documented {
  /** What holds where it is left out, if the schema itself does not fill it in. */
  readonly default?: unknown;
  /** The same in words, where it depends on other fields. */
  readonly otherwise?: string;
}

/**
 * A field with its description: one or two sentences for a person who decides what to put there. The JSON Schema for
 * editors and the tables of docs/configuration.md are made of it.
 */
export function described<const TSchema extends v.GenericSchema>(
  schema: TSchema,
  description: string,
  more: Documented = {},
) {
  return v.pipe(schema, v.metadata({ description, ...more }));
}

/** What valibot is told was expected where a field is not known, so that such issues can be told from others. */
const KNOWN_FIELD = 'a known field';

/** Whether an issue is about a field that is not known, and nothing else. */
export function isUnknownField(issue: v.BaseIssue<unknown>): boolean {
  return issue.expected === KNOWN_FIELD;
}

function unknownField(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return meant === null
    ? `there is no such field; there are: ${known.join(', ')}`
    : `there is no such field; did you mean ${meant}?`;
}

/**
 * valibot reports a missing field in the words of the object around it; this says what belongs in the field. `whole` is
 * said where there is no object at all.
 */
export function objectMessage(entries: v.ObjectEntries, whole: string) {
  return ({ expected }: v.BaseIssue<unknown>): string => {
    const name = Object.keys(entries).find((key) => expected === `"${key}"`);
    const field = name === undefined ? undefined : entries[name];
    const issue = field && v.safeParse(field, undefined).issues?.[0];
    return issue?.message ?? whole;
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number from `min` to `max`; `unit` says of what. */
export function wholeNumber(min: number, max: number, unit: string) {
  const allowed = `a whole number of ${unit} from ${min} to ${max}`;
  return v.pipe(v.number(allowed), v.integer(allowed), v.minValue(min, allowed), v.maxValue(max, allowed));
}

const NAME = 'a name of 1 to 60 characters on one line';

/** A name for people. Control characters in it would break the subject of a mail, or a log line. */
export const name = v.pipe(v.string(NAME), v.regex(/^(?=.*\S)[^\p{Cc}]{1,60}$/u, NAME), v.trim());

/** A place in a list, for an issue about it. */
export function inList(input: unknown[], key: number): v.ArrayPathItem {
  return { type: 'array', origin: 'value', input, key, value: input[key] };
}

/** Texts that are in a list twice, letter case apart: the index of each repetition, and of the first. */
export function repetitions(texts: readonly unknown[]): { readonly index: number; readonly first: number }[] {
  const firsts = new Map<string, number>();
  return texts.flatMap((text, index) => {
    if (typeof text !== 'string') return [];
    const first = firsts.get(text.toLowerCase());
    if (first === undefined) firsts.set(text.toLowerCase(), index);
    return first === undefined ? [] : [{ index, first }];
  });
}
