/**
 * What a run needs from the world, in our words. Production, tests and the simulation differ only in what is plugged in
 * here. Everything that can fail throws a `RunFailure`.
 */
import type { PublishedAlert, RenderedAlert } from '../core/alerts/alert.ts';
import type { Failure } from '../core/failure.ts';
import type { Gap } from '../core/fleet/change.ts';
import type { StatusCounts } from '../core/fleet/group.ts';
import type { ListRecord } from '../core/fleet/pages.ts';
import type { Silence } from '../core/rules/silence.ts';
import type {
  CompleteRun,
  Epoch,
  GroupState,
  GroupWrite,
  Head,
  MonitorState,
  NextEpoch,
} from '../core/rules/state.ts';
import type { Instant } from '../core/time.ts';

/** The only place that knows the time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

/** When a run must be over: milliseconds since 1970, by the same clock. */
export interface Deadline {
  readonly at: number;
}

export type { ListRecord };

/** One page of the list of groups. */
export interface Page {
  readonly records: readonly ListRecord[];
  /** How many groups the API says there are; null where it does not say. */
  readonly total: number | null;
}

/** What a run asked of the API. */
export interface ApiUsage {
  /** Requests to the API, repeats included. */
  readonly calls: number;
  readonly tokenRequests: number;
  readonly retries: number;
}

/** The Secure Access API of one organization. Keeps its token from run to run. */
export interface SecureAccess {
  /** The page that begins at record `offset`, oldest group first. */
  page(offset: number, deadline: Deadline): Promise<Page>;
  /** Those of the groups that the list finds by id. */
  groupsWithIds(ids: readonly string[], deadline: Deadline): Promise<readonly ListRecord[]>;
  /** One group by id; null only on the API's 404, which alone means that the group is gone. */
  group(id: string, deadline: Deadline): Promise<ListRecord | null>;
  /** What has been used since the last time this was asked. */
  takeUsage(): ApiUsage;
}

/** A run's right to write, checked by every write of it. */
export interface Lease {
  readonly organization: string;
  readonly run: string;
}

export type LeaseOutcome =
  | {
      readonly taken: true;
      readonly lease: Lease;
      /** As of now: this attempt is counted in it. */
      readonly head: Head;
      /** The run before this one never finished: it was killed, and what this process remembers may be stale. */
      readonly previousUnfinished: boolean;
    }
  | { readonly taken: false; readonly heldBy: string; readonly until: Instant };

export interface CommitOutcome {
  /** The states as stored, with their new `rev`. */
  readonly stored: readonly GroupState[];
  /** Groups whose write the table refused, each alone; the others are stored. */
  readonly refused: readonly { readonly id: string; readonly why: string }[];
  /** Size of the change rows written, as DynamoDB counts. */
  readonly changeBytes: number;
  /** Of these, the rows of groups that appeared. */
  readonly appearedBytes: number;
}

/** A run as the table keeps it: failed, changed something, or told something. Unchanged runs leave only the head's counters. */
export interface RunRecord {
  readonly run: string;
  readonly started: Instant;
  readonly ended: Instant;
  readonly outcome: 'complete' | 'failed';
  readonly failure: Failure | null;
  readonly counts: StatusCounts | null;
  readonly changes: number;
  readonly events: number;
  readonly alerts: number;
  readonly usage: ApiUsage;
  readonly pages: number;
}

/** How a run ends on the head. */
export interface Finish {
  /** Present where the run was complete and everything it found is stored. */
  readonly complete: CompleteRun | null;
  readonly failure: Failure | null;
  readonly disagreements: number;
  /** Added to the epoch's counts. */
  readonly changeBytes: number;
  readonly snapshotBytes: number;
  /** null where there is nothing worth keeping of the run. */
  readonly record: RunRecord | null;
}

/** The table. Every write of a run holds only while the run holds the lease; else `lease lost` is thrown. */
export interface Store {
  /** Takes the lease if it is free, counts the attempt, and gives the head. Throws `table missing`, `table too new`, `store`. */
  takeLease(
    organization: string,
    run: string,
    now: Instant,
    leaseMilliseconds: number,
  ): Promise<LeaseOutcome>;
  /** All group states, tombstones included, strongly consistent. */
  loadGroups(organization: string): Promise<readonly GroupState[]>;
  /** All silences that are still stored, ended or not, strongly consistent. */
  loadSilences(organization: string): Promise<readonly Silence[]>;
  /** Begins the first epoch, with no snapshot: its groups appear in it. */
  beginHistory(lease: Lease, epoch: Epoch): Promise<void>;
  /** Writes a gap and accounts for the time until its end, in one transaction. */
  commitGap(lease: Lease, epoch: Epoch, gap: Gap): Promise<void>;
  /** Writes states and changes, each group's in one transaction that also checks the lease. */
  commitGroups(lease: Lease, epoch: Epoch, writes: readonly GroupWrite[]): Promise<CommitOutcome>;
  /** Replaces the monitor's own state. */
  commitMonitor(lease: Lease, monitor: MonitorState): Promise<void>;
  /** The alert, if it is in the log. */
  findAlert(organization: string, id: string): Promise<PublishedAlert | null>;
  /** Notes what was published: all of it or nothing, as far as one transaction bears (100). */
  recordAlerts(organization: string, alerts: readonly PublishedAlert[], expires: Instant): Promise<void>;
  /** Clears told events from a group. The stored state, or null where somebody else wrote the group meanwhile. */
  clearGroupEvents(
    organization: string,
    state: GroupState,
    told: ReadonlySet<string>,
  ): Promise<GroupState | null>;
  /** Ends the run: frees the lease, raises the revision by one and gives it. */
  finish(lease: Lease, finish: Finish, expires: Instant): Promise<number>;
  /** Notes that a roll-over has begun. */
  prepareEpoch(lease: Lease, next: NextEpoch): Promise<void>;
  /** Change numbers of the snapshot rows that are already written for the next epoch, by group. */
  snapshotRows(organization: string, next: NextEpoch): Promise<ReadonlyMap<string, number>>;
  /** Writes snapshot rows; a row is never replaced by one with a lower `seq`. Gives their bytes. */
  writeSnapshot(organization: string, next: NextEpoch, states: readonly GroupState[]): Promise<number>;
  /** Switches to the next epoch: its index row and the head in one transaction. */
  switchEpoch(lease: Lease, from: Epoch, to: Epoch): Promise<void>;
}

/** When an API key ends, as whoever stored it noted beside it. */
export interface NotedEnd {
  /** null: never. */
  readonly expires: Instant | null;
}

/** What was noted of the API key's end. It goes before what the configuration says, which may be of a key before it. */
export interface KeyEnd {
  /** As this process last read it; null where it has not, or where nobody noted anything. */
  noted(): NotedEnd | null;
  /** Reads it anew. Throws a `RunFailure`. */
  look(): Promise<NotedEnd | null>;
}

/** Where alerts go. */
export interface Alerts {
  /** ARN of the topic, for the log. */
  readonly destination: string;
  /** Publishes one alert. Throws what went wrong; then nothing may be assumed about whether it was sent. */
  publish(alert: RenderedAlert): Promise<{ readonly messageId: string }>;
}

/** Somebody who expects to hear of each complete run, and raises the alarm where nothing is heard. */
export interface Heartbeat {
  /** Who that is, for the log. It does not hold the address. */
  readonly listener: string;
  /**
   * Tells them, for at most so many milliseconds. Gives what went wrong, in words that do not hold its address, whose knowledge
   * is all it takes to call it; null where it answered well. Never throws.
   */
  beat(milliseconds: number): Promise<string | null>;
}

/** One JSON line each; `fields` hold no secrets. */
export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What one process remembers of an organization between runs. */
export interface WarmState {
  /** The head's revision that this belongs to. */
  readonly revision: number;
  readonly groups: ReadonlyMap<string, GroupState>;
  readonly silences: readonly Silence[];
}

/** The warm cache. A run takes its organization's state out and puts it back only if nothing at all went wrong. */
export interface WarmCache {
  take(organization: string): WarmState | null;
  put(organization: string, state: WarmState): void;
}
