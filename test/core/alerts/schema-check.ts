/**
 * Holds a value against the keywords of JSON Schema (2020-12) that `docs/alert.schema.json` uses, and refuses any other
 * keyword. Stricter than the standard in one thing: a property that the schema does not describe is an error.
 */
type Schema = Readonly<Record<string, unknown>>;

const ANNOTATIONS = new Set(['$schema', '$id', '$defs', 'title', 'description']);

/** What is wrong with the value; empty where nothing is. */
export function problems(
  value: unknown,
  schema: unknown,
  root: unknown = schema,
  path = '$',
): readonly string[] {
  if (!isRecord(schema)) return [`${path}: the schema is not an object`];
  return Object.entries(schema).flatMap(([keyword, argument]) => {
    if (ANNOTATIONS.has(keyword)) return [];
    const check = CHECKS[keyword];
    return check === undefined
      ? [`${path}: keyword ${keyword} is not known here`]
      : check(value, argument, { schema, root, path });
  });
}

interface Place {
  readonly schema: Schema;
  readonly root: unknown;
  readonly path: string;
}

const CHECKS: Readonly<
  Record<string, (value: unknown, argument: unknown, place: Place) => readonly string[]>
> = {
  $ref: (value, reference, { root, path }) => problems(value, resolve(root, String(reference)), root, path),
  anyOf: (value, options, { root, path }) => {
    const results = list(options).map((option) => problems(value, option, root, path));
    const closest = results.toSorted((a, b) => a.length - b.length)[0] ?? [];
    return results.some((result) => result.length === 0) ? [] : [`${path}: none of the options`, ...closest];
  },
  type: (value, types, { path }) =>
    list(types).some((type) => typesOf(value).includes(String(type))) ? [] : [`${path}: not ${types}`],
  const: (value, constant, { path }) => (value === constant ? [] : [`${path}: not ${constant}`]),
  enum: (value, members, { path }) =>
    list(members).includes(value) ? [] : [`${path}: not one of ${members}`],
  pattern: (value, pattern, { path }) =>
    typeof value !== 'string' || new RegExp(String(pattern)).test(value)
      ? []
      : [`${path}: not like ${pattern}`],
  minimum: (value, least, { path }) =>
    typeof value !== 'number' || value >= Number(least) ? [] : [`${path}: below ${least}`],
  required: (value, names, { path }) =>
    list(names).flatMap((name) => (isRecord(value) && String(name) in value ? [] : [`${path}: no ${name}`])),
  properties: (value, known, { root, path }) =>
    Object.entries(isRecord(value) ? value : {}).flatMap(([name, inner]) =>
      isRecord(known) && name in known
        ? problems(inner, known[name], root, `${path}.${name}`)
        : [`${path}: ${name} is not described`],
    ),
  items: (value, schema, { root, path }) =>
    list(value).flatMap((item, index) => problems(item, schema, root, `${path}[${index}]`)),
};

function resolve(root: unknown, reference: string): unknown {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), root);
}

function typesOf(value: unknown): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return typeof value === 'number' && Number.isInteger(value) ? ['number', 'integer'] : [typeof value];
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
