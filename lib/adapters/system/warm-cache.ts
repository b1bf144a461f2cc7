import type { WarmCache, WarmState } from '../../sync/ports.ts';

/** What this process remembers between runs, by organization. Taking it out leaves nothing behind. */
export function createWarmCache(): WarmCache {
  const states = new Map<string, WarmState>();
  return {
    take: (organization) => {
      const state = states.get(organization) ?? null;
      states.delete(organization);
      return state;
    },
    put: (organization, state) => {
      states.set(organization, state);
    },
  };
}
