/** Records as text: CSV and newline-delimited JSON. */
import { csvText } from './csv.ts';
import type { Export, Format } from './kinds.ts';
import { COLUMNS, type ExportRecord } from './records.ts';

/** Pages of records as pages of text. CSV begins with the names of its columns; nothing, null and absent are an empty field. */
export async function* asLines(
  what: Export,
  format: Format,
  pages: AsyncIterable<readonly ExportRecord[]>,
): AsyncGenerator<string> {
  const columns: readonly string[] = COLUMNS[what];
  const text =
    format === 'ndjson'
      ? (page: readonly ExportRecord[]): string =>
          page.map((record) => `${JSON.stringify(inOrder(record, columns))}\n`).join('')
      : (page: readonly ExportRecord[]): string =>
          csvText(page.map((record) => columns.map((name) => record[name])));
  if (format === 'csv') yield csvText([columns]);
  for await (const page of pages) if (page.length > 0) yield text(page);
}

/** The same fields in every line, whatever record they came from. */
function inOrder(record: ExportRecord, columns: readonly string[]): ExportRecord {
  return Object.fromEntries(columns.map((name) => [name, record[name] ?? null]));
}
