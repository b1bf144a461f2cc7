import type { Facts } from '../fleet/change.ts';
import { policyFor } from '../policy.ts';
import { millisecondsBetween } from '../time.ts';
import type { Context } from './context.ts';
import type { GroupState } from './state.ts';

/**
 * Whether the group is watched or still being set up. A new group has no incident before it has been connected once,
 * or a day has passed, or it replaces one of the same name that was removed. Whatever the first run finds is watched.
 */
export function watchOf(before: GroupState | null, facts: Facts, context: Context): GroupState['watch'] {
  if (before?.watch === 'watched') return 'watched';
  if (context.firstRun && before === null) return 'watched';
  if (facts.presence === 'listed' && facts.group.status === 'connected') return 'watched';
  if (before === null) return context.inheritedNames.has(facts.group.name) ? 'watched' : 'provisioning';
  const age = millisecondsBetween(before.firstSeen, context.reading.to);
  return age >= policyFor(facts.group, context.policy).provisioning ? 'watched' : 'provisioning';
}
