import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { createHeartbeat } from '../../lib/adapters/outside/heartbeat.ts';
import { createCredentials } from '../../lib/adapters/secrets-manager/credentials.ts';
import { createSecureAccess } from '../../lib/adapters/secure-access/secure-access.ts';
import { completeRunsIn } from '../../lib/adapters/sqs/complete-runs.ts';
import { jsonLog } from '../../lib/adapters/system/log.ts';
import { createWarmCache } from '../../lib/adapters/system/warm-cache.ts';
import { parsePayload, type ScheduledOrganization } from '../../lib/config/payload.ts';
import { policyOf } from '../../lib/config/policy.ts';
import type { AlertOrganization } from '../../lib/core/alerts/alert.ts';
import { runTimes } from '../../lib/core/policy.ts';
import { SECOND } from '../../lib/core/time.ts';
import type { Heartbeat, KeyEnd, Log, SecureAccess } from '../../lib/sync/ports.ts';
import { runId } from '../../lib/sync/run-id.ts';
import type { RunRequest, World } from '../../lib/sync/world.ts';
import { createClients } from './clients.ts';
import { type Environment, parseEnvironment } from './environment.ts';
import { lateTopic } from './late-topic.ts';
import type { InvocationContext, Machine } from './machine.ts';

/** What lives as long as the process and serves every invocation of it. */
export interface Process {
  readonly environment: Environment;
  /** The request and the world of one invocation. Throws a `ConfigurationError` for a payload that cannot be used. */
  plug(event: unknown, context: InvocationContext): { readonly request: RunRequest; readonly world: World };
}

/** An organization's way to Secure Access, with the key that opens it. */
interface Access {
  readonly api: SecureAccess;
  readonly keyEnd: KeyEnd;
}

/** Lambda ends the process at once when its time is over; by then the failure must be recorded. */
const KEPT_BACK = SECOND;

/** Throws an `EnvironmentError` where a variable is missing or unusable. */
export function createProcess(machine: Machine): Process {
  const { clock, random, write } = machine;
  const environment = parseEnvironment(machine.variables);
  const clients = createClients();
  const cache = createWarmCache();
  const apis = new Map<string, Access>();
  const alerts = lateTopic(environment.topicArn);

  const accessOf = (organization: ScheduledOrganization, log: Log): Access => {
    const { apiUrl, tokenUrl, secret, requestBudget } = organization;
    const key = JSON.stringify([organization.id, apiUrl, tokenUrl, secret, requestBudget]);
    const known = apis.get(key);
    if (known !== undefined) return known;
    const credentials = createCredentials({ client: clients.secrets, secretId: secret, log });
    const budget = requestBudget;
    const api = createSecureAccess({ apiUrl, tokenUrl, credentials, clock, random, log, budget });
    const access = { api, keyEnd: credentials };
    apis.set(key, access);
    return access;
  };

  const heartbeatsOf = ({ completeRunsQueue, heartbeatUrl }: ScheduledOrganization): Heartbeat[] => [
    ...(completeRunsQueue === null ? [] : [completeRunsIn(completeRunsQueue, clients.table.config)]),
    ...(heartbeatUrl === null ? [] : [createHeartbeat(heartbeatUrl)]),
  ];

  return {
    environment,
    plug: (event, context) => {
      const { organization, scheduledAt, execution } = parsePayload(event);
      const policy = policyOf(organization);
      const run = runId(clock.now(), random);
      const common = {
        organization: organization.id,
        run,
        requestId: context.awsRequestId,
        scheduledAt,
        execution,
      };
      const log = jsonLog({ write, clock, level: environment.logLevel, common });
      const time = Math.min(context.getRemainingTimeInMillis() - KEPT_BACK, runTimes(policy.interval).run);
      const store = createStore({ client: clients.table, table: environment.table, clock, random, log });
      return {
        request: { organization: asTold(organization), policy, run, deadline: { at: clock.now() + time } },
        world: {
          clock,
          log,
          cache,
          store,
          alerts,
          heartbeats: heartbeatsOf(organization),
          ...accessOf(organization, jsonLog({ write, clock, level: environment.logLevel })),
        },
      };
    },
  };
}

/**
 * The organization as messages tell of it. Commands name it also where it is the only one: what an e-mail said stays right when
 * there are more.
 */
function asTold({ id, name, timeZone }: ScheduledOrganization): AlertOrganization {
  return { id, name, timeZone, named: { flag: '--org', value: id } };
}
