/** Which untold events are published now. */
import type { Envelope, GroupEvent } from '../rules/event.ts';
import { areRemovalsDue, waitsForOthers } from '../rules/removals.ts';
import type { GroupState } from '../rules/state.ts';
import type { Instant } from '../time.ts';

/** Whether an event is published now: never where it is silenced, and not before the end of the time it is held for. */
export function isDue({ silenced, held }: Envelope, asOf: Instant): boolean {
  return !silenced && (held === null || held <= asOf);
}

/** The untold events of groups that are published now: those that are due, and removals that no longer wait for others. */
export function dueEvents(fleet: readonly GroupState[], asOf: Instant): readonly GroupEvent[] {
  const removalsAreDue = areRemovalsDue(fleet, asOf);
  return fleet.flatMap(({ untold }) =>
    untold.filter(
      (event) => isDue(event, asOf) || (removalsAreDue && waitsForOthers(event) && !event.silenced),
    ),
  );
}
