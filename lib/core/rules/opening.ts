import type { GroupPolicy, Policy } from '../policy.ts';
import type { Bounds, Instant } from '../time.ts';
import { type FlappingBegan, type Opened, severityOf } from './event.ts';
import { episodeBegins, openingsAfter, ruleMet } from './flapping.ts';
import { confirmed, flaps, unconfirmed } from './reasons.ts';
import type { Condition } from './redundancy.ts';
import type { Incident, Pending } from './state.ts';

/** Either the incident opens, or the group stays pending. */
export type Opening =
  | {
      readonly opens: true;
      readonly incident: Incident;
      readonly fact: Opened | FlappingBegan;
      readonly reason: string;
      readonly openings: readonly Instant[];
    }
  | { readonly opens: false; readonly pending: Pending; readonly reason: string };

/**
 * A watched group that is not connected opens an incident once as many complete runs in a row as the policy asks for its
 * present condition saw it so. The incident began when the group left, not when it was confirmed. One opening too many in a
 * short time begins an episode of flapping.
 */
export function opening(args: {
  readonly id: string;
  readonly condition: Condition;
  readonly left: Bounds;
  readonly pending: Pending | null;
  readonly openings: readonly Instant[];
  readonly now: Instant;
  readonly policy: GroupPolicy;
}): Opening {
  const { id, condition, now, policy } = args;
  const pending: Pending = {
    status: condition,
    since: args.pending?.since ?? args.left,
    polls: (args.pending?.polls ?? 0) + 1,
  };
  const needed = pollsNeeded(condition, policy);
  if (pending.polls < needed) return { opens: false, pending, reason: unconfirmed(condition, needed) };
  const severity = severityOf(condition);
  const openings = openingsAfter(args.openings, now, policy);
  const rule = ruleMet(openings, now, policy);
  const episode = episodeBegins(openings, now, policy);
  const common = { incident: id, status: condition, severity, since: pending.since };
  return {
    opens: true,
    incident: {
      id,
      opened: pending.since,
      status: condition,
      worst: condition,
      told: severity,
      toldAt: now,
      acknowledged: false,
      episode,
    },
    fact:
      episode === null
        ? { type: 'opened', ...common }
        : { type: 'flapping began', ...common, openings: episode.openings },
    reason: rule === null ? confirmed(condition, pending.polls, needed) : flaps(rule, policy),
    openings,
  };
}

function pollsNeeded(condition: Condition, policy: Pick<Policy, 'confirmation'>): number {
  return condition === 'connected' ? Number.POSITIVE_INFINITY : policy.confirmation[condition];
}
