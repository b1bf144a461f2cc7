/** Where the store in memory keeps what one organization has in the table. */
import { SCHEMA_VERSION } from '../adapters/dynamodb/items/head.ts';
import type { PublishedAlert } from '../core/alerts/alert.ts';
import { RunFailure } from '../core/failure.ts';
import type { Change, Gap } from '../core/fleet/change.ts';
import type { EpochEntry, EpochRows, SnapshotRow } from '../core/history/reader.ts';
import type { Silence } from '../core/rules/silence.ts';
import type { GroupState, Head } from '../core/rules/state.ts';
import type { Instant } from '../core/time.ts';
import type { Lease, RunRecord } from '../sync/ports.ts';

/** A row of an epoch. */
export type Row = { readonly snapshot: SnapshotRow } | { readonly change: Change } | { readonly gap: Gap };

/** Something stored, and when it may be dropped: seconds since 1970, null for never. */
export interface Kept<T> {
  readonly value: T;
  readonly expires: number | null;
}

/** One organization's items, by their sort keys. */
export class Shelf {
  schema = SCHEMA_VERSION;
  head: Head | null = null;
  lease: { readonly run: string; readonly until: Instant } | null = null;
  readonly groups = new Map<string, Kept<GroupState>>();
  readonly silences: Silence[] = [];
  readonly epochs = new Map<string, Kept<EpochEntry>>();
  readonly rows = new Map<string, Map<string, Kept<Row>>>();
  readonly runs = new Map<string, Kept<RunRecord>>();
  readonly alerts = new Map<string, Kept<PublishedAlert>>();

  rowsOf(epoch: string): Map<string, Kept<Row>> {
    const rows = this.rows.get(epoch) ?? new Map<string, Kept<Row>>();
    this.rows.set(epoch, rows);
    return rows;
  }

  /** The head, if the lease is still the run's; else throws what the table would. */
  headUnder(lease: Lease): Head {
    if (this.head !== null && this.lease?.run === lease.run) return this.head;
    throw new RunFailure({
      kind: 'lease lost',
      detail: `The head of ${lease.organization} no longer carries the lease of run ${lease.run}.`,
    });
  }

  maps(): readonly Map<string, Kept<unknown>>[] {
    return [this.groups, this.epochs, this.runs, this.alerts, ...this.rows.values()];
  }
}

/** Rows in the order of their sort keys, as a query gives them. */
export function inOrder(rows: ReadonlyMap<string, Kept<Row>>, last = '~'): EpochRows {
  const snapshot: SnapshotRow[] = [];
  const changes: Change[] = [];
  const gaps: Gap[] = [];
  for (const key of [...rows.keys()].filter((sk) => sk <= last).sort()) {
    const row = rows.get(key)?.value;
    if (row === undefined) continue;
    if ('snapshot' in row) snapshot.push(row.snapshot);
    else if ('change' in row) changes.push(row.change);
    else gaps.push(row.gap);
  }
  return { snapshot, changes, gaps };
}

/** Values in the order of their keys. */
export function sorted<T>(map: ReadonlyMap<string, Kept<T>>): readonly T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kept]) => kept.value);
}
