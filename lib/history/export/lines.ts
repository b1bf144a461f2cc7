/** Records as text: CSV (RFC 4180) and newline-delimited JSON. */
import { COLUMNS, type Export, type ExportRecord } from './records.ts';

/** The formats of an export. */
export const FORMATS = ['csv', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

/** Pages of records as pages of text. CSV begins with the names of its columns; nothing, null and absent are an empty field. */
export async function* asLines(
  what: Export,
  format: Format,
  pages: AsyncIterable<readonly ExportRecord[]>,
): AsyncGenerator<string> {
  const columns: readonly string[] = COLUMNS[what];
  const line =
    format === 'ndjson'
      ? (record: ExportRecord): string => `${JSON.stringify(inOrder(record, columns))}\n`
      : (record: ExportRecord): string => row(columns.map((name) => record[name]));
  if (format === 'csv') yield row(columns);
  for await (const page of pages) if (page.length > 0) yield page.map(line).join('');
}

/** RFC 4180: lines end in CR LF, and what holds a quote, a comma or a line break is quoted, its quotes doubled. */
function row(values: readonly unknown[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same fields in every line, whatever record they came from. */
function inOrder(record: ExportRecord, columns: readonly string[]): ExportRecord {
  return Object.fromEntries(columns.map((name) => [name, record[name] ?? null]));
}
