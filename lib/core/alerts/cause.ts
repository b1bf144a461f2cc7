/** What openings that are told together share: a data center or a region that most of its groups fell with. */
import type { GroupState } from '../rules/state.ts';
import type { AlertItem, SharedCause } from './alert.ts';
import { conditionNow } from './words/condition.ts';

/** Fewer would be chance. */
const LEAST_GROUPS = 3;
/** Of the groups there: below half, being there explains little. */
const LEAST_SHARE = 0.5;
/** More places than this say that the cause is elsewhere, unless one of them concerns most that fell. */
const MOST_CAUSES = 3;

/**
 * Data centers whose hub is down for several groups that fell together; else regions, where a region is not the whole
 * fleet. `openings` of one run, or gathered together; `fleet` all states, the removed among them. Only what the records say
 * now is counted, so the statement is true also when it is late.
 */
export function sharedCauses(
  openings: readonly AlertItem[],
  fleet: Iterable<GroupState>,
): readonly SharedCause[] {
  const fallen = openings.filter((item) => item.holds && isNotWell(item.state)).map((item) => item.state);
  if (fallen.length < LEAST_GROUPS) return [];
  const watched = [...fleet].filter((state) => state.presence !== 'removed');
  const dataCenters = causesBy('data center', fallen, watched, dataCentersLost, dataCentersOf);
  if (dataCenters.length > 0) return dataCenters;
  const down = fallen.filter((state) => state.group.status !== 'connected');
  return causesBy('region', down, watched, regionsOf, regionsOf).filter((cause) => cause.of < watched.length);
}

function causesBy(
  where: SharedCause['where'],
  fallen: readonly GroupState[],
  watched: readonly GroupState[],
  affectedPlaces: (state: GroupState) => Iterable<string>,
  places: (state: GroupState) => Iterable<string>,
): readonly SharedCause[] {
  const affected = tally(fallen, affectedPlaces);
  const all = tally(watched, places);
  const causes = [...affected]
    .map(([name, count]): SharedCause => ({ where, name, affected: count, of: all.get(name) ?? count }))
    .filter((cause) => cause.affected >= LEAST_GROUPS && cause.affected >= cause.of * LEAST_SHARE)
    .sort((a, b) => b.affected - a.affected || a.of - b.of || (a.name < b.name ? -1 : 1));
  if (causes.length <= MOST_CAUSES) return causes;
  return causes.filter((cause) => cause.affected >= fallen.length * LEAST_SHARE).slice(0, MOST_CAUSES);
}

/** A group that flaps may be up just now; of one that is not seen nothing is known. */
function isNotWell(state: GroupState): boolean {
  const condition = conditionNow(state);
  return condition !== 'connected' && condition !== 'unknown';
}

function tally(
  states: readonly GroupState[],
  places: (state: GroupState) => Iterable<string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const state of states) {
    for (const place of places(state)) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

/** A set: a group with both hubs in one data center is one group there. */
function dataCentersOf({ group }: GroupState): Set<string> {
  return new Set(group.hubs.flatMap((hub) => hub.datacenter ?? []));
}

function dataCentersLost({ group }: GroupState): Set<string> {
  return new Set(group.hubs.flatMap((hub) => (hub.status === 'down' && hub.datacenter) || []));
}

function regionsOf({ group }: GroupState): readonly string[] {
  return group.region === null ? [] : [group.region];
}
