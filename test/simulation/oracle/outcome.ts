/** What a run saw of a group, and what should become of it. */

import type { Group } from '../../../lib/core/fleet/group.ts';
import type { Policy } from '../../../lib/core/policy.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import { isInWindow, isMeant } from './configured.ts';
import { type Condition, conditionOf, type Known, type KnownBaseline, type KnownIncident } from './known.ts';

export type Saw = Pick<Known, 'presence' | 'group'>;

export interface Circumstances {
  readonly policy: Policy;
  /** Nobody has been told yet that the watch began. */
  readonly firstRun: boolean;
  readonly readFrom: string;
  readonly readAt: string;
  /** When the fleet was last seen whole; null before the first time. */
  readonly lastSeen: string | null;
  /** Names whose watch a new group takes over. */
  readonly inherited: ReadonlySet<string>;
  /** Silences that the run knows of. */
  readonly silences: readonly Silence[];
}

export type Telling =
  | 'opened'
  | 'flapping began'
  | 'still down'
  | 'escalated'
  | 'eased'
  | 'ended'
  | 'removed'
  | 'configured'
  | null;

/** Whether at the end of its reading the run knows of a silence of the group, or a maintenance window is open. */
export function isSilenced(group: Group, around: Circumstances): boolean {
  return isInSilence(group, around) || isInWindow(group, Date.parse(around.readAt), around.policy);
}

export function isInSilence(
  group: Group,
  { silences, readAt }: Pick<Circumstances, 'silences' | 'readAt'>,
): boolean {
  return silences.some(({ from, to, match }) => from <= readAt && readAt < to && isMeant(match, group));
}

/** The condition of a group that is listed. Before the first digest nothing is told of lost redundancy, and nothing opened. */
export function conditionNow(group: Group, baseline: KnownBaseline, { firstRun }: Circumstances): Condition {
  const condition = conditionOf(group, baseline);
  return firstRun && condition === 'redundancy lost' ? 'connected' : condition;
}

/** What becomes of the incident. */
export interface Outcome {
  readonly polls: number;
  readonly incident: KnownIncident | null;
  readonly openings: readonly number[];
  readonly tells: Telling;
  /** It is recorded and not told. */
  readonly isSilenced: boolean;
}
