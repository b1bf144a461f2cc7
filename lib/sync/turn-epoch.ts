import { failureOf } from '../core/failure.ts';
import { rollOverDue } from '../core/rules/epoch.ts';
import type { Instant } from '../core/time.ts';
import { rollOver } from './roll-over.ts';
import type { Run } from './run.ts';

/** A new epoch is good for reading later, never worth failing a run for: what is cut short is taken up by the next run. */
export async function turnEpoch(run: Run, now: Instant): Promise<boolean> {
  const { world, lease, request, head } = run;
  if (head.epoch === null || !rollOverDue(head.epoch, now, request.policy)) return false;
  try {
    const groups = [...(await run.groups).values()];
    const epoch = await rollOver({
      ...request,
      store: world.store,
      lease,
      epoch: head.epoch,
      prepared: head.nextEpoch,
      groups,
      now,
    });
    world.log.info('A new epoch of history begins.', { epoch });
    run.head = { ...head, epoch, nextEpoch: null };
    return true;
  } catch (error) {
    run.troubled = true;
    world.log.warn('The new epoch is not finished; the next run goes on with it.', {
      failure: failureOf(error),
    });
    return false;
  }
}
