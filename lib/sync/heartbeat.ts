/** The last act of a complete run: those who watch from outside that runs complete hear of it. */
import { SECOND } from '../core/time.ts';
import type { RunSummary } from './summary.ts';
import type { RunRequest, World } from './world.ts';

/** People wait for the next run, not for these calls. */
const LONGEST = 3 * SECOND;

/** Also after a run that took all its time: it is complete, and an alarm that says otherwise would be untrue. */
const SHORTEST = 0.5 * SECOND;

/**
 * Tells all of them at once. Whatever becomes of that, the run is what it is: it was recorded before. A run that is killed before
 * this is not heard of, and the alarm that expects to hear of it counts it as missed.
 */
export async function beatAfter(summary: RunSummary, { deadline }: RunRequest, world: World): Promise<void> {
  const { heartbeats = [], clock, log } = world;
  if (summary.outcome !== 'complete') return;
  const time = Math.max(SHORTEST, Math.min(LONGEST, deadline.at - clock.now()));
  const each = heartbeats.map(async ({ listener, beat }) => {
    const problem = await beat(time);
    if (problem !== null)
      log.warn('Somebody who expects to hear of each complete run did not.', { listener, problem });
  });
  await Promise.all(each);
}
