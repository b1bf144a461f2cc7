import type { Change, Facts, Gap } from '../fleet/change.ts';
import type { Head } from '../rules/state.ts';
import type { Instant } from '../time.ts';

/** An epoch as the index of epochs has it. */
export interface EpochEntry {
  /** Names the partition of its rows. */
  readonly id: string;
  /** The instant its snapshot stands for. */
  readonly start: Instant;
  /** Where the next epoch begins; null while there is none. */
  readonly ends: Instant | null;
  /** Its gaps can be read without its changes; so of all that began since version 2 of the table. @default false */
  readonly gapsApart?: boolean;
  /** From when on its rows may be gone, in whatever order DynamoDB drops them. Whole seconds. */
  readonly expires: Instant;
}

/** One group at the start of an epoch. */
export interface SnapshotRow extends Facts {
  readonly id: string;
  /** The number of the last change that is in it: changes up to this one are not applied again. */
  readonly seq: number;
}

/** The rows of one epoch up to an instant: the snapshot it begins with, and what followed. */
export interface EpochRows {
  readonly snapshot: readonly SnapshotRow[];
  /** In the order of time; along a group in the order of `seq`. */
  readonly changes: readonly Change[];
  /** Gaps that began by then, ended or not. */
  readonly gaps: readonly Gap[];
}

/** What questions about the past need of the table. Every method reads what is stored at the moment it is called, nothing older. */
export interface HistoryReader {
  /** null where the organization was never tried. */
  head(organization: string): Promise<Head | null>;
  /** The epoch in which an instant is answered: the latest that begins no later. null where history begins later. */
  epochAt(organization: string, at: Instant): Promise<EpochEntry | null>;
  /** The epoch's snapshot, and its changes and gaps up to an instant, that instant included. */
  rows(organization: string, epoch: EpochEntry, upTo: Instant): Promise<EpochRows>;
}
