/** What questions about a range of the past need of the table, beyond those about an instant. */
import type { Failure } from '../failure.ts';
import type { StatusCounts } from '../fleet/group.ts';
import type { Silence } from '../rules/silence.ts';
import type { GroupState } from '../rules/state.ts';
import type { Instant } from '../time.ts';
import type { Range, SeenStretch } from './range.ts';
import type { EpochEntry, EpochRows, HistoryReader } from './reader.ts';

/** A run that was worth a row: it failed, changed something, told something, or ended a gap. */
export interface PastRun {
  readonly run: string;
  readonly started: Instant;
  readonly ended: Instant;
  readonly outcome: 'complete' | 'failed';
  readonly failure: Failure | null;
  readonly counts: StatusCounts | null;
  readonly changes: number;
  readonly events: number;
  readonly alerts: number;
  readonly usage: { readonly calls: number; readonly tokenRequests: number; readonly retries: number };
  readonly pages: number;
  /** From when on the row may be gone. */
  readonly expires: Instant;
}

/** Some rows of the epoch that a stretch is answered by, up to the stretch's end. */
export interface StretchPage {
  readonly stretch: SeenStretch;
  readonly rows: EpochRows;
}

/**
 * Reads what is stored at the moment it is called. Whatever may be long comes page by page, so that memory holds one page,
 * however long the range. Every method throws a `RunFailure` where the table cannot be reached or read.
 */
export interface PastReader extends HistoryReader {
  /** Ids of all organizations that were ever watched, in their order. */
  organizations(): Promise<readonly string[]>;
  /** Every epoch that the index still names, also those that have expired, by their beginnings. */
  epochs(organization: string): Promise<readonly EpochEntry[]>;
  /**
   * An epoch's rows up to an instant, that instant included: the snapshot, then gaps and changes, changes in the order of time
   * and each gap before what was seen after it. At least one page.
   */
  pages(organization: string, epoch: EpochEntry, upTo: Instant): AsyncIterable<EpochRows>;
  /** The same without the snapshot. */
  pagesOfChanges(organization: string, epoch: EpochEntry, upTo: Instant): AsyncIterable<EpochRows>;
  /** The same of one group alone, with its row of each snapshot and the gaps of everybody; each stretch at least once. */
  pagesOfGroup(organization: string, seen: readonly SeenStretch[], group: string): AsyncIterable<StretchPage>;
  /** Runs that started in a range, its beginning left out and its end included, in the order of their starts. */
  runs(organization: string, range: Range): AsyncIterable<readonly PastRun[]>;
  /** All groups as of now, the removed among them. */
  groups(organization: string): Promise<readonly GroupState[]>;
  /** null where nothing is stored of such a group. */
  group(organization: string, id: string): Promise<GroupState | null>;
  /** All silences that are still stored, ended or not. */
  silences(organization: string): Promise<readonly Silence[]>;
}
