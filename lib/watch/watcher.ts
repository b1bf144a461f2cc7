/** Runs for one organization, as the function makes them: the same stages, over the embedded engine. */
import { createHeartbeat } from '../adapters/outside/heartbeat.ts';
import { createSecureAccess } from '../adapters/secure-access/secure-access.ts';
import { createWarmCache } from '../adapters/system/warm-cache.ts';
import type { Organization } from '../config/organization.ts';
import { policyOf } from '../config/policy.ts';
import type { AlertOrganization } from '../core/alerts/alert.ts';
import { type Failure, failureOf } from '../core/failure.ts';
import { runTimes } from '../core/policy.ts';
import type { Alerts, Clock, Log, Store } from '../sync/ports.ts';
import { runId } from '../sync/run-id.ts';
import type { ApiKey } from '../sync/secret.ts';
import type { RunSummary } from '../sync/summary.ts';
import { sync } from '../sync/sync.ts';
import type { World } from '../sync/world.ts';

export interface WatcherOptions {
  readonly organization: Organization;
  /** Where its data are kept, as messages name it to commands. */
  readonly folder: string;
  readonly apiKey: ApiKey;
  readonly store: Store;
  readonly alerts: Alerts;
  readonly clock: Clock;
  /** From 0 up to 1, evenly. */
  readonly random: () => number;
  readonly log: Log;
}

/** What came of one look: the run's summary, or why there could not even be one. */
export type Look =
  | { readonly ran: true; readonly summary: RunSummary }
  | { readonly ran: false; readonly failure: Failure };

/** Makes a run each time it is called. Token, connections and state are kept from run to run. Never throws. */
export function createWatcher(options: WatcherOptions): () => Promise<Look> {
  const { organization, folder, store, alerts, clock, random, log } = options;
  const policy = policyOf(organization);
  const world = worldOf(options);
  const told: AlertOrganization = { ...organization, named: { flag: '--data', value: folder } };
  return async () => {
    const run = runId(clock.now(), random);
    const deadline = { at: clock.now() + runTimes(policy.interval).run };
    try {
      const summary = await sync({ organization: told, policy, run, deadline }, { ...world, store, alerts });
      log.info('Run ended.', { ...summary });
      return { ran: true, summary };
    } catch (error) {
      const failure = failureOf(error);
      log.error('There could be no run.', { failure });
      return { ran: false, failure };
    }
  };
}

function worldOf({
  organization,
  apiKey,
  clock,
  random,
  log,
}: WatcherOptions): Omit<World, 'store' | 'alerts'> {
  const { apiUrl, tokenUrl, requestBudget, heartbeatUrl } = organization;
  // There is no store to read again: a key that was replaced is given at the next start.
  const credentials = { read: async () => apiKey, reread: async () => ({ apiKey, changed: false }) };
  const api = createSecureAccess({
    apiUrl,
    tokenUrl,
    credentials,
    clock,
    random,
    log,
    budget: requestBudget,
  });
  return {
    clock,
    log,
    cache: createWarmCache(),
    api,
    heartbeats: heartbeatUrl === null ? [] : [createHeartbeat(heartbeatUrl)],
  };
}
