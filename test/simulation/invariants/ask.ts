/** Questions about the past, as anybody may ask them. */
import { type FleetAnswer, fleetAt, type Refused } from '../../../lib/core/history/fleet-at.ts';
import { type Instant, instant } from '../../../lib/core/time.ts';
import type { View } from '../checker.ts';
import { factsOf } from '../oracle/facts.ts';

export function ask(view: View, at: Instant): Promise<FleetAnswer | Refused> {
  return fleetAt(view.history, view.organization, at, instant(view.now()), view.policy.history.retention);
}

/** An answer as one text: equal texts, equal answers. */
export function textOf({ groups, gap, holes }: FleetAnswer): string {
  const fleet = groups.map(({ id, presence, group }) => `${id} ${presence} ${factsOf(group)}`);
  return [
    ...fleet,
    gap === null ? '' : `gap ${gap.from} ${gap.to}`,
    ...holes.map((hole) => `hole ${hole.group}`),
  ].join('\n');
}

/** Whether an instant is still inside the retention. */
export function isKept(view: View, at: Instant): boolean {
  return view.now() - Date.parse(at) < view.policy.history.retention;
}
