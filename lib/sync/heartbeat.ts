/** After a complete run: a watcher outside of AWS hears of it, where there is one. */
import { SECOND } from '../core/time.ts';
import type { RunSummary } from './summary.ts';
import type { RunRequest, World } from './world.ts';

/** People wait for the next run, not for this call. */
const LONGEST = 3 * SECOND;

/** Calls the watcher. Whatever becomes of that, the run is what it is: it was recorded before. */
export async function beatAfter(summary: RunSummary, { deadline }: RunRequest, world: World): Promise<void> {
  const { heartbeat, clock, log } = world;
  if (heartbeat === undefined || summary.outcome !== 'complete') return;
  const time = Math.min(LONGEST, deadline.at - clock.now());
  const problem = time > 0 ? await heartbeat.beat(time) : 'the run took all its time';
  if (problem !== null) log.warn('The heartbeat URL could not be called.', { problem });
}
