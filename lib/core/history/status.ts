/** The fleet as of now: worst first, since when, and how old all this is. */
import type { Failure } from '../failure.ts';
import { compareIds } from '../fleet/change.ts';
import { countStatuses, type StatusCounts } from '../fleet/group.ts';
import { type Condition, conditionOf } from '../rules/redundancy.ts';
import type { Blindness, GroupState, Head } from '../rules/state.ts';
import { type Bounds, epochMilliseconds, type Instant, millisecondsBetween } from '../time.ts';
import { neverWatched, type Refused } from './refused.ts';
import { type Sight, sightAt } from './sight.ts';

/** A group as of the last complete run. */
export interface GroupStatus {
  readonly state: GroupState;
  /** The status, `unknown` where the group is missing, or `redundancy lost` where it is connected with less than it used to have. */
  readonly condition: Condition;
  /** When the present status began; for lost redundancy, when its incident did. */
  readonly since: Bounds;
  /** Milliseconds from then (from `by`, the moment it was seen) until now. */
  readonly lasting: number;
}

export interface StatusAnswer {
  readonly answered: true;
  readonly now: Instant;
  /** When the last complete run had read all pages: the fleet is as of then. */
  readonly asOf: Instant;
  /** Milliseconds from then until now. */
  readonly age: number;
  /** Milliseconds from run to run, as the last complete one was scheduled; null where an older version made it. */
  readonly interval: number | null;
  /** Whether the last complete run is as recent as it should be. */
  readonly sight: Sight;
  /** The monitor cannot see, and everything here may have changed since. */
  readonly blind: Blindness | null;
  /** Why the last run failed, where it did. */
  readonly lastFailure: Failure | null;
  /** Runs begun since the last complete one. */
  readonly attempts: number;
  /** Since when the fleet is watched. */
  readonly watching: Instant;
  readonly counts: StatusCounts;
  /** Worst first; of equals those that have been so for the longest. Removed groups are not among them. */
  readonly groups: readonly GroupStatus[];
}

/** The fleet as of the last complete run. */
export function statusOf(
  organization: string,
  head: Head | null,
  groups: readonly GroupState[],
  now: Instant,
): StatusAnswer | Refused {
  const watching = head?.monitor.watching ?? null;
  const lastComplete = head?.lastComplete ?? null;
  if (head === null || watching === null || lastComplete === null) return neverWatched(organization);
  const { lastFailure, attempts, monitor } = head;
  const there = groups.filter(({ presence }) => presence !== 'removed');
  const age = millisecondsBetween(lastComplete.reading.to, now);
  const interval = lastComplete.interval ?? null;
  return {
    answered: true,
    now,
    asOf: lastComplete.reading.to,
    age,
    interval,
    sight: sightAt(age, monitor.blind !== null, interval),
    blind: monitor.blind,
    lastFailure,
    attempts,
    watching,
    counts: countStatuses(there.map(({ group }) => group)),
    groups: there.map((state) => groupStatus(state, now)).sort(worstFirst),
  };
}

function groupStatus(state: GroupState, now: Instant): GroupStatus {
  const { baseline, incident } = state;
  const condition = conditionOf(state, baseline, incident?.status ?? null);
  const since = condition === 'redundancy lost' && incident !== null ? incident.opened : state.since;
  return { state, condition, since, lasting: millisecondsBetween(since.by, now) };
}

const ORDER = [
  'disconnected',
  'warning',
  'unknown',
  'redundancy lost',
  'connected',
] as const satisfies Condition[];

function worstFirst(a: GroupStatus, b: GroupStatus): number {
  return (
    ORDER.indexOf(a.condition) - ORDER.indexOf(b.condition) ||
    epochMilliseconds(a.since.by) - epochMilliseconds(b.since.by) ||
    compareIds(a.state.id, b.state.id)
  );
}
