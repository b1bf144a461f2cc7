/** A run begins: it takes the lease, and what this process remembers where that is still true. */
import { runTimes } from '../core/policy.ts';
import { instant } from '../core/time.ts';
import type { Run } from './run.ts';
import { blankSummary, type RunSummary } from './summary.ts';
import type { RunRequest, World } from './world.ts';

/** Either the run holds the lease, or another one does and there is nothing to do. */
export type Beginning =
  | {
      readonly run: Run;
      /** The run before this one never finished. */
      readonly previousUnfinished: boolean;
    }
  | { readonly run: null; readonly skipped: RunSummary };

/** Takes the lease; throws where the table does not let it (missing, too new, not to be reached). */
export async function begin(request: RunRequest, world: World): Promise<Beginning> {
  const { organization, policy } = request;
  const started = instant(world.clock.now());
  const blank = blankSummary(organization.id, request.run, started);
  const remembered = world.cache.take(organization.id);
  const outcome = await world.store.takeLease(
    organization.id,
    request.run,
    started,
    runTimes(policy.interval).lease,
  );
  if (!outcome.taken) {
    world.log.warn('Another run holds the lease; this one does nothing.', {
      heldBy: outcome.heldBy,
      until: outcome.until,
    });
    return { run: null, skipped: { ...blank, outcome: 'skipped' } };
  }
  const { head, lease, previousUnfinished } = outcome;
  const warm = remembered !== null && !previousUnfinished && remembered.revision === head.revision;
  const known = warm
    ? { groups: Promise.resolve(remembered.groups), silences: Promise.resolve(remembered.silences) }
    : load(organization.id, world);
  const run: Run = {
    request,
    world,
    lease,
    head,
    ...known,
    summary: { ...blank, warm },
    verdicts: [],
    hasTold: false,
    isMonitorUnsure: false,
    troubled: false,
  };
  return { run, previousUnfinished };
}

/** Starts loading at once, beside the API's pages; a failure surfaces where the state is first needed. */
function load(organization: string, world: World): Pick<Run, 'groups' | 'silences'> {
  const loading = world.store.loadGroups(organization);
  const groups = loading.then((states) => new Map(states.map((state) => [state.id, state])));
  const silences = world.store.loadSilences(organization);
  for (const promise of [groups, silences]) promise.catch(() => undefined);
  return { groups, silences };
}
