/** Told events → forgotten, group by group. */
import type { GroupState } from '../core/rules/state.ts';
import type { RunRequest, World } from './world.ts';

/** Groups cleared at a time: quick enough for thousands, gentle enough for one partition. */
const CLEARED_AT_ONCE = 25;

/** Clears told events from the groups that have them. Each with its state as stored now, or null where somebody else wrote it meanwhile. */
export async function clear(
  touched: readonly GroupState[],
  told: ReadonlySet<string>,
  request: RunRequest,
  world: World,
): Promise<readonly (readonly [GroupState, GroupState | null])[]> {
  const results: (readonly [GroupState, GroupState | null])[] = [];
  for (let from = 0; from < touched.length; from += CLEARED_AT_ONCE) {
    const batch = touched.slice(from, from + CLEARED_AT_ONCE);
    const states = await Promise.all(
      batch.map((state) => world.store.clearGroupEvents(request.organization.id, state, told)),
    );
    batch.forEach((state, index) => {
      results.push([state, states[index] ?? null]);
    });
  }
  return results;
}
