/** Groups that the configuration leaves out: for this rule alone they are as if they were not there. */
import type { Facts } from '../fleet/change.ts';
import type { Group } from '../fleet/group.ts';
import type { Policy } from '../policy.ts';
import { matches } from './matcher.ts';
import type { GroupState } from './state.ts';

/** Why nobody is told of a group that was watched before and now is left out: whoever configured it knows. */
export const LEFT_OUT = 'left out by the configuration';

/** Whether a group is left out. */
export function isLeftOut(group: Group, { leaveOut }: Pick<Policy, 'leaveOut'>): boolean {
  return leaveOut.some((matcher) => matches(matcher, group));
}

/** What is observed of groups that are not left out. One that was watched before counts as removed from now on. */
export function withoutLeftOut(
  facts: ReadonlyMap<string, Facts>,
  known: ReadonlyMap<string, GroupState>,
  policy: Pick<Policy, 'leaveOut'>,
): ReadonlyMap<string, Facts> {
  if (policy.leaveOut.length === 0) return facts;
  const rest = new Map<string, Facts>();
  for (const [id, fact] of facts) {
    const before = known.get(id);
    if (!isLeftOut(fact.group, policy)) rest.set(id, fact);
    else if (before !== undefined && before.presence !== 'removed')
      rest.set(id, { presence: 'removed', group: fact.group });
  }
  return rest;
}
