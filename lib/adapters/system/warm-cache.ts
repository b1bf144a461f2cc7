import type { WarmCache, WarmState } from '../../sync/ports.ts';

/**
 * Groups that are remembered, of all organizations together. Lambda gives one process the runs of many organizations, and 100 of
 * 10,000 groups would not fit. What is forgotten is read again: a query a megabyte.
 */
const GROUPS_MOST = 10_000;

/**
 * What this process remembers between runs, by organization; those that ran last, up to so many groups, and at least one. Taking
 * it out leaves nothing behind.
 */
export function createWarmCache(groupsMost = GROUPS_MOST): WarmCache {
  // In the order in which they were put: who is taken out comes back as the last.
  const states = new Map<string, WarmState>();
  return {
    take: (organization) => {
      const state = states.get(organization) ?? null;
      states.delete(organization);
      return state;
    },
    put: (organization, state) => {
      states.delete(organization);
      let groups = state.groups.size;
      for (const known of states.values()) groups += known.groups.size;
      for (const [other, { groups: known }] of states) {
        if (groups <= groupsMost) break;
        states.delete(other);
        groups -= known.size;
      }
      states.set(organization, state);
    },
  };
}
