/** What is remembered between runs: per group, and for the monitor itself. Plain data, stored as readable attributes. */
import type { Failure } from '../failure.ts';
import type { Change, Facts } from '../fleet/change.ts';
import type { StatusCounts } from '../fleet/group.ts';
import type { Reading } from '../fleet/observation.ts';
import type { Bounds, Instant } from '../time.ts';
import type { GroupEvent, MonitorEvent, Severity } from './event.ts';
import type { Episode } from './flapping.ts';
import type { ExpiryTold } from './key-expiry.ts';
import type { Baseline, Condition } from './redundancy.ts';

/** A period in which a group is not connected; one id from opening to end. */
export interface Incident {
  /** `<group id>-<seq of the change that opened it>`. */
  readonly id: string;
  readonly opened: Bounds;
  /** The last condition that said something: `unknown` only where the incident opened with it; `connected` only while it is flapping. */
  readonly status: Condition;
  readonly worst: Condition;
  /** The severity that people were last told (by an event that was not silenced); null if none. */
  readonly told: Severity | null;
  /** When people were last told of it; null if never. */
  readonly toldAt: Instant | null;
  /** Somebody has taken it on: no reminders until it ends. */
  readonly acknowledged: boolean;
  /** The flapping it is an episode of; null for an incident like any other. */
  readonly episode: Episode | null;
}

/** A group that left `connected` but is not yet confirmed to have. */
export interface Pending {
  readonly status: Condition;
  readonly since: Bounds;
  /** Complete runs that saw it so. */
  readonly polls: number;
}

export interface GroupState extends Facts {
  readonly id: string;
  /** Raised by every write of the item, whoever writes; always the condition of the next. 0: not stored yet. */
  readonly rev: number;
  /** Changes so far. */
  readonly seq: number;
  readonly firstSeen: Instant;
  /** When the present status began; after one that says nothing, at any time since anybody could last tell. */
  readonly since: Bounds;
  /** The reading that last wrote this state: a later change cannot have happened before it began. */
  readonly reading: Reading;
  /** `provisioning` until it has been connected once, or a day has passed: no incident before that. */
  readonly watch: 'provisioning' | 'watched';
  /** What it has ever had; what is missing of it is lost redundancy. */
  readonly baseline: Baseline;
  readonly pending: Pending | null;
  readonly incident: Incident | null;
  /** When its recent incidents opened, as far back as flapping is judged by. */
  readonly openings: readonly Instant[];
  /** Committed with the change that caused them, cleared when published. */
  readonly untold: readonly GroupEvent[];
}

/** What one run writes about one group: the state, and the change if there is one, in one transaction. */
export interface GroupWrite {
  /** Its `rev` is the one it was decided from; the store raises it. */
  readonly next: GroupState;
  readonly change: Change | null;
}

/** The monitor's own incident. */
export interface Blindness {
  /** The end of the last complete reading; null where there never was one. */
  readonly since: Instant | null;
  readonly failure: Failure;
  /** Whether people were told; while sight comes and goes they are only told of longer losses. */
  readonly told: boolean;
}

export interface MonitorState {
  /** When the first complete run was wholly stored; null until then. */
  readonly watching: Instant | null;
  readonly blind: Blindness | null;
  /** When sight was lost lately, and the episode if it comes and goes. */
  readonly losses: readonly Instant[];
  readonly episode: Episode | null;
  /** When messages were sent lately: what gathering is judged by. */
  readonly messages: readonly Instant[];
  /** When the last digests were told. */
  readonly reminded: { readonly critical: Instant | null; readonly redundancy: Instant | null };
  readonly keyExpiry: ExpiryTold | null;
  readonly untold: readonly MonitorEvent[];
}

export const INITIAL_MONITOR: MonitorState = {
  watching: null,
  blind: null,
  losses: [],
  episode: null,
  messages: [],
  reminded: { critical: null, redundancy: null },
  keyExpiry: null,
  untold: [],
};

/** The last complete run. */
export interface CompleteRun {
  readonly reading: Reading;
  readonly counts: StatusCounts;
  /** Milliseconds to the next one, as it was scheduled then; absent where a version wrote it that did not keep it. */
  readonly interval?: number | undefined;
}

/** A stretch of history that can be read by itself: a snapshot and the changes since. */
export interface Epoch {
  /** Names the partition of its rows. */
  readonly id: string;
  /** The instant its snapshot stands for; answers from here on are found in it. */
  readonly start: Instant;
  /** When its rows may be dropped, all together. */
  readonly expires: Instant;
  readonly snapshotBytes: number;
  /** Bytes of changes since, as of the last finished run. */
  readonly changeBytes: number;
}

/** A roll-over that has begun and not yet been switched to. */
export interface NextEpoch {
  readonly id: string;
  readonly expires: Instant;
}

/** The state of one organization beside its groups. */
export interface Head {
  /** Raised by every finished run and by every other writer; what the warm cache is judged by. */
  readonly revision: number;
  /** When the organization was first tried. */
  readonly created: Instant;
  /** Runs begun since the last complete one, the present one included. */
  readonly attempts: number;
  readonly lastComplete: CompleteRun | null;
  /** The failure of the last run that ended in order without being complete; null after a complete one. */
  readonly lastFailure: Failure | null;
  /** Until when the past is accounted for, by readings or by gaps. */
  readonly accounted: Instant | null;
  /** Runs in a row whose pages contradicted the total. */
  readonly disagreements: number;
  readonly epoch: Epoch | null;
  readonly nextEpoch: NextEpoch | null;
  readonly monitor: MonitorState;
}

/** The head of an organization that nobody has tried yet: the run that makes it is not counted. */
export function newHead(created: Instant): Head {
  return {
    revision: 0,
    created,
    attempts: 0,
    lastComplete: null,
    lastFailure: null,
    accounted: null,
    disagreements: 0,
    epoch: null,
    nextEpoch: null,
    monitor: INITIAL_MONITOR,
  };
}
