/** What a JSON value should look like, and where one differs. */

export type Shape =
  | { readonly is: 'text' | 'number' | 'flag' | 'anything' }
  /** A text out of a list; others are allowed and worth knowing of. */
  | { readonly is: 'word'; readonly words: readonly string[] }
  | { readonly is: 'list'; readonly of: Shape }
  | { readonly is: 'object'; readonly fields: Readonly<Record<string, Field>> };

export interface Field {
  readonly shape: Shape;
  /** `always`: documents and samples all have it. `sometimes`: it may be absent or null. */
  readonly there: 'always' | 'sometimes';
}

/** How a value differs from what is documented. Of values only words of lists are repeated: nobody's name, address or key. */
export type Difference =
  | { readonly kind: 'unknown field'; readonly type: string }
  | { readonly kind: 'missing field' }
  | { readonly kind: 'other type'; readonly type: string; readonly wanted: string }
  | { readonly kind: 'unknown word'; readonly word: string };

/** A difference with its place, `data[].hubs[].status`, and how often it was seen. */
export interface Finding {
  readonly place: string;
  readonly difference: Difference;
  readonly times: number;
}

/** Everything in which a value differs from a shape; the same difference at the same place counts once more. */
export function findingsIn(value: unknown, shape: Shape): readonly Finding[] {
  const found = new Map<string, Finding>();
  compare(value, shape, '', (place, difference) => {
    const key = JSON.stringify([place, difference]);
    found.set(key, { place, difference, times: (found.get(key)?.times ?? 0) + 1 });
  });
  return [...found.values()];
}

type Note = (place: string, difference: Difference) => void;

function compare(value: unknown, shape: Shape, place: string, note: Note): void {
  const type = typeOf(value);
  switch (shape.is) {
    case 'anything':
      return;
    case 'word':
      if (typeof value !== 'string') note(place, { kind: 'other type', type, wanted: 'text' });
      else if (!shape.words.includes(value)) note(place, { kind: 'unknown word', word: shown(value) });
      return;
    case 'list':
      if (!Array.isArray(value)) note(place, { kind: 'other type', type, wanted: 'list' });
      else for (const each of value) compare(each, shape.of, `${place}[]`, note);
      return;
    case 'object':
      if (isObject(value)) compareFields(value, shape.fields, place, note);
      else note(place, { kind: 'other type', type, wanted: 'object' });
      return;
    default:
      if (type !== shape.is) note(place, { kind: 'other type', type, wanted: shape.is });
  }
}

function compareFields(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Field>>,
  place: string,
  note: Note,
): void {
  const at = (name: string): string => (place === '' ? name : `${place}.${name}`);
  for (const [name, { shape, there }] of Object.entries(fields)) {
    const own = value[name];
    const isThere = Object.hasOwn(value, name) && own !== null;
    if (isThere) compare(own, shape, at(name), note);
    else if (there === 'always') note(at(name), { kind: 'missing field' });
  }
  for (const name of Object.keys(value))
    if (!Object.hasOwn(fields, name))
      note(at(shown(name)), { kind: 'unknown field', type: typeOf(value[name]) });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? 'flag' : typeof value;
}

/** A word that is one: what has dots or many digits, or is long, may be an address, an id or a name and is not repeated. */
function shown(word: string): string {
  return /^[A-Za-z][A-Za-z0-9_ -]{0,40}$/.test(word) && !/\d{5}/.test(word) ? word : '(not repeated)';
}
