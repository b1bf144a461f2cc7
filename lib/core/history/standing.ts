/** What a group is counted as, and why where that is `unknown`. */
import type { Facts } from '../fleet/change.ts';
import type { Status } from '../fleet/group.ts';
import type { Unseen } from './range.ts';

/**
 * What time is counted as. `warning` is `degraded`: one hub is lost, and traffic passes. A group that is `connected` counts
 * as connected also while it has less redundancy than it used to have.
 */
export const STANDINGS = ['connected', 'degraded', 'down', 'unknown'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * Why time is `unknown`:
 *
 * - `no word`: the API listed the group with a status that says nothing we know, or with a record that could not be read;
 * - `missing`: the API did not list it, and nobody had learnt yet whether it was removed;
 * - `not there`: before it appeared, or after its removal;
 * - `gap`: nobody looked;
 * - `rows lost`: rows that should be there are not, so what is left of the group's history cannot be trusted;
 * - the others as in `Unseen`.
 */
export const REASONS = [
  'no word',
  'missing',
  'not there',
  'gap',
  'rows lost',
  'before the watch',
  'expired',
  'not seen yet',
] as const satisfies readonly (Unseen | string)[];
export type Reason = (typeof REASONS)[number];

const STANDING_OF: Readonly<Record<Status, Standing>> = {
  connected: 'connected',
  warning: 'degraded',
  disconnected: 'down',
  unknown: 'unknown',
};

/** What a group with these facts is counted as. */
export function standingOf({ presence, group }: Facts): Standing {
  return presence === 'listed' ? STANDING_OF[group.status] : 'unknown';
}

/** Why a group with these facts is counted as unknown, where it is. */
export function reasonOf({ presence }: Facts): Reason {
  if (presence === 'missing') return 'missing';
  return presence === 'removed' ? 'not there' : 'no word';
}
