/** A run ends: the head is left in order, and so is this process's memory. */
import { countDecisions } from '../core/rules/decisions.ts';
import type { GroupState, MonitorState } from '../core/rules/state.ts';
import { type Instant, instant, millisecondsBetween, plus } from '../core/time.ts';
import type { Finish } from './ports.ts';
import type { Run } from './run.ts';
import { type RunSummary, recordOf } from './summary.ts';

/** How the head is to be left, except for what only the end of the run knows. */
export type Ending = Omit<Finish, 'record'>;

/** Leaves the head in order, and this process's memory only if nothing at all went wrong. */
export async function finish(run: Run, ending: Ending): Promise<RunSummary> {
  const { world, request, lease } = run;
  const ended = instant(world.clock.now());
  const groups = await run.groups.catch(() => new Map<string, GroupState>());
  const oldestUntold = ageOfOldestUntold(groups, run.head.monitor, ended);
  const decisions = countDecisions(run.verdicts);
  for (const one of decisions) world.log.info('Decided.', { ...one });
  const usage = world.api.takeUsage();
  const summary: RunSummary = { ...run.summary, ended, decisions, oldestUntold, usage };
  const expires = plus(ended, request.policy.history.retention);
  const revision = await world.store.finish(lease, { ...ending, record: recordOf(summary) }, expires);
  if (!run.troubled && revision === run.head.revision + 1)
    world.cache.put(lease.organization, { revision, groups, silences: await run.silences });
  return summary;
}

function ageOfOldestUntold(
  groups: ReadonlyMap<string, GroupState>,
  monitor: MonitorState,
  now: Instant,
): number {
  const events = [...monitor.untold, ...[...groups.values()].flatMap((state) => state.untold)];
  return events.reduce((oldest, { at, held }) => Math.max(oldest, millisecondsBetween(held ?? at, now)), 0);
}
