/**
 * Redundancy: a group that is connected but has lost a hub it used to have. Together with the status it makes the group's
 * condition, so that a hub reported down and the `warning` that follows are one fact and one incident.
 */
import type { Facts } from '../fleet/change.ts';
import type { Group, Hub, Status } from '../fleet/group.ts';

/** How a group stands: the API's status, or connected with less than it used to have. */
export type Condition = Status | 'redundancy lost';

/** What a group has ever had: ids of hubs that were up, and of hubs that carried tunnels. A hub that never was is not missed. */
export interface Baseline {
  readonly up: readonly string[];
  readonly withTunnels: readonly string[];
}

export const NO_BASELINE: Baseline = { up: [], withTunnels: [] };

/** The baseline after a group was seen; the same object where nothing is new. */
export function baselineAfter(baseline: Baseline, facts: Facts): Baseline {
  if (facts.presence !== 'listed') return baseline;
  const up = withNew(baseline.up, facts.group.hubs, (hub) => hub.status === 'up');
  const withTunnels = withNew(baseline.withTunnels, facts.group.hubs, (hub) => hub.tunnels === 'some');
  return up === baseline.up && withTunnels === baseline.withTunnels ? baseline : { up, withTunnels };
}

/**
 * The condition of a group. What is not listed is unknown. Redundancy that was `lost` before comes back only positively: a
 * hub that nothing is known of does not end an incident.
 */
export function conditionOf(facts: Facts, baseline: Baseline, before: Condition | null): Condition {
  if (facts.presence !== 'listed') return 'unknown';
  const { group } = facts;
  if (group.status !== 'connected') return group.status;
  if (lostHubs(group, baseline).length > 0) return 'redundancy lost';
  return before === 'redundancy lost' && isUnsure(group, baseline) ? 'unknown' : 'connected';
}

function isUnsure(group: Group, baseline: Baseline): boolean {
  return group.hubs.some(
    (hub) =>
      (hub.status === 'unknown' && baseline.up.includes(hub.id)) ||
      (hub.tunnels === 'unknown' && baseline.withTunnels.includes(hub.id)),
  );
}

/** The hubs that were up, or carried tunnels, and positively do not any more. */
export function lostHubs(group: Group, baseline: Baseline): readonly Hub[] {
  return group.hubs.filter(
    (hub) =>
      (hub.status === 'down' && baseline.up.includes(hub.id)) ||
      (hub.tunnels === 'none' && baseline.withTunnels.includes(hub.id)),
  );
}

function withNew(
  known: readonly string[],
  hubs: readonly Hub[],
  has: (hub: Hub) => boolean,
): readonly string[] {
  const fresh = hubs.filter((hub) => has(hub) && !known.includes(hub.id)).map((hub) => hub.id);
  return fresh.length === 0 ? known : [...known, ...fresh];
}
