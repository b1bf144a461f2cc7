/** What the alert log says of events that earlier runs left untold: a run may be killed after it told them. */
import { failureOf } from '../core/failure.ts';
import { inBatches } from '../core/in-batches.ts';
import type { World } from './world.ts';

export interface Logged {
  /** Ids of events that were published. */
  readonly events: ReadonlySet<string>;
  /** Alerts of which the log did not answer: nothing of them may be told before it does. */
  readonly unsure: ReadonlySet<string>;
}

/** Looks alerts up in the log, by the ids they were stored with. Never throws. */
export async function lookUpAlerts(
  ids: readonly string[],
  organization: string,
  { store, log }: World,
): Promise<Logged> {
  const unsure = new Set<string>();
  const found = await inBatches(ids, async (id) => {
    try {
      return await store.findAlert(organization, id);
    } catch (error) {
      unsure.add(id);
      log.error('The alert log did not answer; what may have been told waits for the next run.', {
        alert: id,
        failure: failureOf(error),
      });
      return null;
    }
  });
  return { events: new Set(found.flatMap((alert) => alert?.events ?? [])), unsure };
}
