import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV (RFC 4180): lines end in CR LF, and what holds a quote, a comma or any line break is quoted. Nothing, null and
 * absent are an empty field; lists and maps stand as JSON.
 */
export function csvText(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map((row) => row.map(field)),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
