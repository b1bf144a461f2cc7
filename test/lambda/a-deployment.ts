import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { InvocationContext } from '../../lambda/sync/machine.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { configurationIn } from '../../lib/config/file.ts';
import { type ScheduledOrganization, schedulePayload } from '../../lib/config/payload.ts';
import { MINUTE } from '../../lib/core/time.ts';
import { buildSyncFunction } from '../../lib/infra/bundle.ts';
import { type LocalAws, startLocalAws } from '../../lib/local-aws/start.ts';
import { ENVIRONMENT, TABLE } from '../../lib/names.ts';
import type { Fleet } from '../../lib/simulator/fleet.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { type Simulator, startSimulator } from '../../lib/simulator/simulator.ts';
import type { Clock } from '../../lib/sync/ports.ts';
import type { RunSummary } from '../../lib/sync/summary.ts';

export const TABLE_NAME = 'tunnelwatch-test';
const SECRET_NAME = 'tunnelwatch/acme';

type CreateHandler = typeof import('../../lambda/sync/handler.ts').createHandler;

/** The bundle as `npm run build` makes it: the file that is loaded. The test file that first asks for it builds it for all others. */
export function aBundle(): string {
  const shared = process.env.RUN_FOLDER;
  if (shared === undefined) throw new Error('test/support/jest/begin.ts makes the folder.');
  const folder = join(shared, 'bundle');
  const file = join(folder, 'index.cjs');
  if (existsSync(file)) return file;
  const own = mkdtempSync(join(shared, 'building-'));
  buildSyncFunction(own);
  try {
    // Whole or not at all: another process may be asking for it, or have built it meanwhile.
    renameSync(own, folder);
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
  return file;
}

/** The function as deployed, over a simulated Secure Access and a local AWS, on a clock that a test moves. */
export interface Deployment {
  readonly simulator: Simulator;
  readonly aws: LocalAws;
  readonly clock: Clock;
  /** ARN of the secret with the API key. */
  readonly secretArn: string;
  /** Name of the queue that complete runs are counted by. */
  readonly completeRuns: string;
  /** What Lambda invokes: the process as it is now. */
  invoke(event: unknown, context: InvocationContext): Promise<RunSummary>;
  /** Every log line so far. */
  readonly lines: readonly string[];
  /** Environment of the function; changes count from the next `restart`. */
  readonly variables: Record<string, string | undefined>;
  /** One scheduled run, a minute after the last. */
  run(event?: unknown): Promise<RunSummary>;
  /** What the schedule sends. */
  payload(override?: Partial<ScheduledOrganization>): Record<string, unknown>;
  /** The next run is a cold start. */
  restart(): void;
  close(): Promise<void>;
}

export async function aDeployment(
  bundle: string,
  {
    groups = 3,
    fleet: given,
    random = Math.random,
  }: {
    readonly groups?: number;
    readonly fleet?: (now: () => number) => Fleet;
    readonly random?: () => number;
  } = {},
): Promise<Deployment> {
  let now = Date.UTC(2026, 2, 2, 14);
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const fleet = given?.(clock.now) ?? aFleet({ groups, seed: 1, now: clock.now });
  const simulator = await startSimulator({ now: clock.now, fleet, rate: 'strict' });
  const aws = await startLocalAws({ now: clock.now });
  await aws.createTable(tableDefinition(TABLE_NAME), { timeToLiveAttribute: TABLE.timeToLive });
  const { key, secret } = simulator.apiKey;
  const secretArn = aws.putSecret(SECRET_NAME, JSON.stringify({ key, secret }));
  const completeRuns = 'complete-runs';
  const completeRunsQueue = aws.createQueue(completeRuns);
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  Object.assign(process.env, aws.environment, quiet);
  const variables = { [ENVIRONMENT.table]: TABLE_NAME, [ENVIRONMENT.topic]: aws.createTopic('alerts') };
  const { createHandler } = createRequire(import.meta.url)(bundle) as {
    readonly createHandler: CreateHandler;
  };
  const lines: string[] = [];
  const start = () =>
    createHandler({
      clock,
      random,
      write: (line) => void lines.push(line),
      variables: { ...variables },
    });

  let handler = start();
  let slot = now;
  const content = { email: [], organizations: [{ id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' }] };
  const [organization] = configurationIn('the test', content).organizations;
  if (organization === undefined) throw new Error('The configuration has an organization.');
  const payload = (override: Partial<ScheduledOrganization> = {}): Record<string, unknown> => ({
    ...schedulePayload({
      ...organization,
      apiUrl: simulator.apiUrl,
      tokenUrl: simulator.tokenUrl,
      secret: secretArn,
      completeRunsQueue,
      ...override,
    }),
    scheduledAt: new Date(now).toISOString(),
  });
  return {
    simulator,
    aws,
    clock,
    secretArn,
    completeRuns,
    invoke: (event, context) => handler(event, context),
    lines,
    variables,
    payload,
    run: async (event = payload()) => {
      now = Math.max(now, slot);
      slot = now + MINUTE;
      return handler(event, { awsRequestId: 'request-1', getRemainingTimeInMillis: () => MINUTE });
    },
    restart: () => {
      handler = start();
    },
    close: async () => {
      await Promise.all([simulator.close(), aws.close()]);
    },
  };
}
