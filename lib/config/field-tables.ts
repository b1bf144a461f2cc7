/** The tables of docs/configuration.md, made of the schema that parses the file. */
import * as v from 'valibot';
import { isRecord } from './fields.ts';
import { fileSchema } from './file-schema.ts';

/** A field, as documents show it. */
export interface FieldRow {
  /** `organizations[].everyMinutes` */
  readonly path: string;
  readonly description: string;
  /** In the words of the error that refuses everything else. */
  readonly allowed: string;
  /** As JSON, or in words. */
  readonly standard: string;
}

type Schema = v.GenericSchema;

/** Every field of the file, each before those inside it. What only groups others has a row of its own too. */
export function fieldRows(): readonly FieldRow[] {
  return rowsOf(fileSchema, '');
}

/** The tables of the page, by the name that stands in its marks: which rows, and what to leave out of their paths. */
const TABLES: Readonly<
  Record<string, { readonly rows: RegExp; readonly prefix?: string; readonly marked?: boolean }>
> = {
  file: { rows: /^[^.[\]]+$|^alarms\./ },
  recipients: { rows: /^recipients\[\w+\]\.\w+$/ },
  filter: { rows: /^recipients\[email\]\.filter\./, prefix: 'recipients[email].' },
  organization: { rows: /^organizations\[\]\.\w+$/, prefix: 'organizations[].' },
  alerts: { rows: /^alerts\./, marked: true },
  overrides: { rows: /^overrides\[\]\.(match|match\.\w+|alerts)$/ },
  windows: { rows: /^maintenanceWindows\[\]\.\w+$/ },
  deployment: { rows: /^deployment\./ },
};

/** The page with its tables as the schema has them. Throws for a mark that names no table. */
export function withFieldTables(page: string): string {
  const rows = fieldRows();
  return page.replace(/(<!-- fields: (\w+) -->\n).*?(?=<!-- end of fields -->)/gs, (_all, mark, name) => {
    const table = TABLES[String(name)];
    if (table === undefined) throw new Error(`There is no table of fields called ${name}.`);
    const { prefix = '', marked = false } = table;
    const chosen = rows.filter((row) => table.rows.test(row.path) && !isOnlyGroup(row));
    const mayBeOverridden = (path: string): boolean =>
      marked && rows.some((row) => row.path === `overrides[].${path}`);
    const lines = chosen.map(
      ({ path, description, allowed, standard }) =>
        `| \`${path.slice(prefix.length)}\`${mayBeOverridden(path) ? ' °' : ''} | ${[description, allowed, standard].map(cell).join(' | ')} |`,
    );
    return `${mark}\n| field | what it means | allowed | default |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n\n`;
  });
}

/** Fields inside explain it; a row of its own would say nothing. */
function isOnlyGroup({ path, allowed, standard }: FieldRow): boolean {
  return path.replace(/^organizations\[\]\./, '').includes('.') && allowed === 'an object' && standard === '';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\.$/, '');
}

function rowsOf(schema: Schema, path: string): FieldRow[] {
  return Object.entries(entriesOf(schema)).flatMap(([name, entry]) => {
    const field = `${path}${name}`;
    return [rowOf(field, entry), ...rowsInside(entry, field)];
  });
}

function rowsInside(entry: Schema, path: string): FieldRow[] {
  const schema = unwrapped(entry);
  if (!isList(schema)) return rowsOf(schema, `${path}.`);
  const item = unwrapped(schema.item);
  const kinds = optionsOf(item);
  if (kinds.length === 0) return rowsOf(item, `${path}[].`);
  return kinds.flatMap((kind) => {
    const { type } = entriesOf(kind);
    const word = type === undefined ? '' : String(literalOf(type));
    return rowsOf(kind, `${path}[${word}].`).filter((row) => !row.path.endsWith('.type'));
  });
}

function rowOf(path: string, entry: Schema): FieldRow {
  const schema = unwrapped(entry);
  const { description = '', otherwise, default: standard } = metadataOf(schema);
  return {
    path,
    description: String(description),
    allowed: allowedIn(schema),
    standard: standardOf(entry, otherwise, standard),
  };
}

function standardOf(entry: Schema, otherwise: unknown, standard: unknown): string {
  if (typeof otherwise === 'string') return otherwise;
  const value: unknown = standard ?? v.getDefault(entry);
  if (entry.type !== 'optional' && entry.type !== 'exact_optional') return '(required)';
  if (Array.isArray(value) && value.length === 0) return 'none';
  if (value === undefined || (isRecord(value) && Object.keys(value).length === 0)) return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** What the schema says of a value that can be nothing it knows. Objects have their fields below them. */
function allowedIn(schema: Schema): string {
  if (Object.keys(entriesOf(schema)).length > 0) return 'an object';
  const [issue] = v.safeParse(schema, Symbol('nothing that is allowed')).issues ?? [];
  return issue?.message ?? '';
}

function metadataOf(schema: Schema): Record<string, unknown> {
  return { ...v.getMetadata(schema) };
}

/** Without the wrappers that say that a field may be left out or null. */
function unwrapped(schema: Schema): Schema {
  return 'wrapped' in schema && schema.type !== 'nullable' ? unwrapped(schema.wrapped as Schema) : schema;
}

function isList(schema: Schema): schema is Schema & { readonly item: Schema } {
  return 'item' in schema;
}

/** The fields of an object, also of one that may be null. */
function entriesOf(schema: Schema): Readonly<Record<string, Schema>> {
  if ('entries' in schema) return schema.entries as Readonly<Record<string, Schema>>;
  return 'wrapped' in schema ? entriesOf(schema.wrapped as Schema) : {};
}

function optionsOf(schema: Schema): readonly Schema[] {
  return schema.type === 'variant' && 'options' in schema ? (schema.options as readonly Schema[]) : [];
}

function literalOf(schema: Schema): unknown {
  return 'literal' in schema ? schema.literal : undefined;
}
