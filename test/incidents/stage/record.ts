/** What is known after a script was played: what the API showed, and what was sent. Nothing in it comes from the rules. */
import type { RenderedAlert } from '../../../lib/core/alerts/alert.ts';
import type { Failure } from '../../../lib/core/failure.ts';
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { Policy } from '../../../lib/core/policy.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import type { Instant } from '../../../lib/core/time.ts';

/** One run that was started. */
export interface Poll {
  readonly minute: number;
  /** By the clock that the run saw; never before the run before it ended. */
  readonly from: Instant;
  readonly to: Instant;
  /** By the same clock, as it stood: what a message calls now. */
  readonly ended: Instant;
  /**
   * What the API showed in it, by id; null where it failed, contradicted itself (no group listed, and found by id all the
   * same), or the run was killed before it could keep anything.
   */
  readonly shown: ReadonlyMap<string, Group> | null;
  /** Ids that the API answered 404 for. */
  readonly gone: ReadonlySet<string>;
  readonly failure: Failure | null;
  /** Whether the run could have told what it knew; `blindness`: only what it knew before it looked. */
  readonly couldTell: 'everything' | 'blindness' | 'nothing';
  /** It was killed with the answer to a message in its hands: nobody else ever knew of that. */
  readonly diedAfterPublishing: boolean;
  /** Silences there were, and the groups whose incidents were taken on, when it began. */
  readonly silences: readonly Silence[];
  readonly takenOn: ReadonlySet<string>;
}

/** One message. */
export interface Sent {
  /** The run that sent it: its place among the polls. */
  readonly poll: number;
  readonly minute: number;
  /** By the clock that the run saw. */
  readonly at: Instant;
  /** Milliseconds after the run began. */
  readonly after: number;
  readonly alert: RenderedAlert;
}

export interface Played {
  readonly polls: readonly Poll[];
  readonly sent: readonly Sent[];
  /** What was promised: the policy that the script gives. */
  readonly policy: Policy;
}
