/** What openings that are told together share: a data center or a region that most of its groups fell with. */
import { SHARED_GROUPS_LEAST, SHARED_PART_LEAST, SHARED_PLACES_MOST } from '../fixed-policy.ts';
import { lostHubs } from '../rules/redundancy.ts';
import type { GroupState } from '../rules/state.ts';
import type { AlertItem, SharedCause } from './alert.ts';
import { conditionNow } from './words/condition.ts';

/**
 * Data centers whose hub is down for several groups that fell together; else regions, where a region is not the whole
 * fleet. `openings` of one run, or gathered together; `fleet` all states, the removed among them. Only what the records say
 * now is counted, so the statement is true also when it is late; and everybody there is, also those told of before: a data
 * center may lose its groups over several polls.
 */
export function sharedCauses(
  openings: readonly AlertItem[],
  fleet: Iterable<GroupState>,
): readonly SharedCause[] {
  const fallen = openings.filter((item) => item.holds && isNotWell(item.state)).map((item) => item.state);
  if (fallen.length < SHARED_GROUPS_LEAST) return [];
  const watched = [...fleet].filter((state) => state.presence !== 'removed');
  const isFallen = new Set(fallen);
  const dataCenters = causesBy('data center', fallen, {
    placesOf: dataCentersLost,
    lost: watched.filter((state) => isFallen.has(state) || lostHubs(state.group, state.baseline).length > 0),
    all: tally(watched, dataCentersOf),
  });
  if (dataCenters.length > 0) return dataCenters;
  const isDown = (state: GroupState): boolean =>
    state.incident !== null && state.group.status !== 'connected';
  return causesBy('region', fallen.filter(isDown), {
    placesOf: regionsOf,
    lost: watched.filter((state) => isDown(state) && isNotWell(state)),
    all: tally(watched, regionsOf),
  }).filter((cause) => cause.of < watched.length);
}

function causesBy(
  where: SharedCause['where'],
  fallen: readonly GroupState[],
  {
    placesOf,
    lost,
    all,
  }: {
    readonly placesOf: (state: GroupState) => Iterable<string>;
    readonly lost: readonly GroupState[];
    readonly all: ReadonlyMap<string, number>;
  },
): readonly SharedCause[] {
  const [fell, affected] = [tally(fallen, placesOf), tally(lost, placesOf)];
  const causes = [...fell]
    .map(([name, count]) => ({
      count,
      cause: { where, name, affected: affected.get(name) ?? 0, of: all.get(name) ?? 0 },
    }))
    .filter(
      ({ count, cause }) => count >= SHARED_GROUPS_LEAST && cause.affected >= cause.of * SHARED_PART_LEAST,
    )
    .sort((a, b) => b.count - a.count || a.cause.of - b.cause.of || (a.cause.name < b.cause.name ? -1 : 1));
  const telling =
    causes.length <= SHARED_PLACES_MOST
      ? causes
      : causes.filter(({ count }) => count >= fallen.length * SHARED_PART_LEAST).slice(0, SHARED_PLACES_MOST);
  return telling.map(({ cause }) => cause);
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
