import { type Instant, later } from '../../core/time.ts';
import type { Export } from './kinds.ts';
import type { ExportRecord } from './records.ts';

/** Records, and the instant up to which everything has been given with them; null where an export cannot be taken up again. */
export interface WholeInstants {
  readonly records: readonly ExportRecord[];
  readonly through: Instant | null;
}

/** Where in the order of an export a record stands; null: its order is not that of time. */
const PLACE: Readonly<Record<Export, ((record: ExportRecord) => unknown) | null>> = {
  changes: ({ type, at, until }) => (type === 'change' ? at : until),
  snapshots: ({ at }) => at,
  runs: ({ started }) => started,
  incidents: null,
};

/**
 * The pages of an export, cut where one instant ends and the next begins. Whoever stops after any of them has every record up to
 * `through`, and none later: an export that begins `from` there goes on without a record lost or doubled (snapshots: one step
 * later). Holds back the records of one instant.
 */
export async function* wholeInstants(
  what: Export,
  pages: AsyncIterable<readonly ExportRecord[]>,
): AsyncGenerator<WholeInstants> {
  const place = PLACE[what];
  let held: readonly ExportRecord[] = [];
  let through: Instant | null = null;
  for await (const page of pages) {
    if (place === null) {
      yield { records: page, through: null };
      continue;
    }
    const records: readonly ExportRecord[] = [...held, ...page];
    const last = records.at(-1);
    const end = last === undefined ? -1 : records.findIndex((record) => place(record) === place(last));
    held = end === -1 ? [] : records.slice(end);
    const whole = end === -1 ? [] : records.slice(0, end);
    through = reached(whole, place) ?? through;
    if (whole.length > 0) yield { records: whole, through };
  }
  if (place !== null && held.length > 0) yield { records: held, through: reached(held, place) ?? through };
}

function reached(records: readonly ExportRecord[], place: (record: ExportRecord) => unknown): Instant | null {
  return records.reduce<Instant | null>((last, record) => later(last, place(record) as Instant), null);
}
