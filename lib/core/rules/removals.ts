/**
 * Removals: groups that were removed together are told together, although the API's rate limits let a run look up only a
 * few of those that are no longer listed.
 */
import type { Facts } from '../fleet/change.ts';
import type { Policy } from '../policy.ts';
import { type Instant, plus } from '../time.ts';
import { alertKindOf, type GroupEvent } from './event.ts';
import { isGathered } from './gathering.ts';
import type { GroupState } from './state.ts';

/** Until when a removal that is confirmed now waits for others, if it does; null where no other group is missing. */
export function waitsUntil(
  othersMissing: boolean,
  now: Instant,
  { removals }: Pick<Policy, 'removals'>,
): Instant | null {
  return othersMissing && removals.wait > 0 ? plus(now, removals.wait) : null;
}

/** Whether groups are still missing after a reading: not listed, and not looked up yet. */
export function areOthersMissing(
  known: ReadonlyMap<string, GroupState>,
  observed: ReadonlyMap<string, Facts>,
): boolean {
  return (
    [...observed.values()].some(({ presence }) => presence === 'missing') ||
    [...known.values()].some(({ id, presence }) => presence === 'missing' && !observed.has(id))
  );
}

/**
 * Whether the removals that wait for others are told now: nothing is missing any more, or the first of them has waited for
 * as long as any may. Then they go together.
 */
export function areRemovalsDue(groups: Iterable<GroupState>, now: Instant): boolean {
  let isAnyMissing = false;
  for (const { presence, untold } of groups) {
    isAnyMissing ||= presence === 'missing';
    if (untold.some((event) => waitsForOthers(event) && event.held !== null && event.held <= now))
      return true;
  }
  return !isAnyMissing;
}

/** Whether an event is a removal that is held only until the other missing groups are looked up. */
export function waitsForOthers(event: GroupEvent): boolean {
  return event.held !== null && alertKindOf(event) === 'removed' && !isGathered(event);
}
