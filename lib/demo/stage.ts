/** Everything the demo runs on: the simulated Secure Access, a local AWS, and the function as it is deployed. */
import { createRequire } from 'node:module';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../adapters/dynamodb/document-client.ts';
import { createHistoryReader } from '../adapters/dynamodb/history.ts';
import { itemSize } from '../adapters/dynamodb/item-size.ts';
import { tableDefinition } from '../adapters/dynamodb/table-definition.ts';
import { configurationIn } from '../config/file.ts';
import { scheduledOrganization, schedulePayload } from '../config/payload.ts';
import type { HistoryReader } from '../core/history/reader.ts';
import { MINUTE } from '../core/time.ts';
import { startLocalAws } from '../local-aws/start.ts';
import { ENVIRONMENT, TABLE } from '../names.ts';
import type { Fleet } from '../simulator/fleet.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import type { Log } from '../sync/ports.ts';
import type { RunSummary } from '../sync/summary.ts';
import type { DemoClock } from './clock.ts';

export const TABLE_NAME = 'tunnelwatch-demo';
export const ORGANIZATION = { id: 'acme', name: 'Acme' } as const;
/** What the SDK reads before it warns of the Node it runs on: a demo is not the place. */
const NO_VERSION_WARNING = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
export const RECIPIENT = 'you@example.com';

/** The demo's own questions to the table log nothing. */
const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** An alert as somebody gets it. */
export interface Mail {
  readonly subject: string;
  readonly email: string;
}

export interface Stage {
  readonly simulator: Simulator;
  /** Invokes the function as the schedule would. */
  invoke(): Promise<RunSummary>;
  /** Alerts published since the last time this was asked. */
  takeMail(): readonly Mail[];
  readonly history: HistoryReader;
  /** Of the local DynamoDB. */
  readonly client: DynamoDBClient;
  /** How many items the table has, and their bytes as DynamoDB counts. */
  stored(): Promise<{ readonly rows: number; readonly bytes: number }>;
  close(): Promise<void>;
}

/**
 * What the function would find of a person's variables: those of the commands (`TUNNELWATCH_STACK`, the API key of `watch`) it would
 * take for misspelled ones of its own.
 */
export function variablesOfFunction<Value>(
  variables: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const own: readonly string[] = Object.values(ENVIRONMENT);
  const isForIt = (name: string): boolean => !name.startsWith('TUNNELWATCH_') || own.includes(name);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => isForIt(name)));
}

/** What the bundle exports beside the deployed handler; the demo and the tests bring their own clock. */
type CreateHandler = typeof import('../../lambda/sync/handler.ts').createHandler;

/**
 * Sets the stage. `bundle` is the file that `npm run build` writes. The AWS SDK in it finds the local AWS by environment
 * variables, as it would find the real one, so this sets variables of the process.
 */
export async function setStage(args: {
  readonly bundle: string;
  readonly clock: DemoClock;
  readonly log: (line: string) => void;
  readonly variables: Record<string, string | undefined>;
  /** Of the organization. */
  readonly fleet: Fleet;
}): Promise<Stage> {
  const { clock, fleet } = args;
  const now = (): number => clock.now();
  const simulator = await startSimulator({ now, fleet, rate: 'strict' });
  const aws = await startLocalAws({ now });
  await aws.createTable(tableDefinition(TABLE_NAME), { timeToLiveAttribute: TABLE.timeToLive });
  const { key, secret } = simulator.apiKey;
  const secretArn = aws.putSecret('tunnelwatch/acme', JSON.stringify({ key, secret }));
  const completeRunsQueue = aws.createQueue('tunnelwatch-complete-runs');
  const topicArn = aws.createTopic('tunnelwatch-alerts');
  Object.assign(args.variables, aws.environment, NO_VERSION_WARNING, {
    [ENVIRONMENT.table]: TABLE_NAME,
    [ENVIRONMENT.topic]: topicArn,
  });

  const { createHandler } = createRequire(import.meta.url)(args.bundle) as {
    readonly createHandler: CreateHandler;
  };
  const variables = variablesOfFunction(args.variables);
  const handler = createHandler({ clock, random: Math.random, write: args.log, variables });
  const dynamodb = new DynamoDBClient({});
  const client = createDocumentClient(dynamodb);
  let read = 0;
  return {
    simulator,
    client: dynamodb,
    invoke: async () => {
      const context = { awsRequestId: 'demo', getRemainingTimeInMillis: () => MINUTE };
      return handler(payloadFor(simulator, { secret: secretArn, completeRunsQueue }, clock), context);
    },
    takeMail: () => {
      const mail = aws.published.slice(read).map(({ subject, message }) => ({
        subject: subject ?? '',
        email: message.email ?? message.default,
      }));
      read = aws.published.length;
      return mail;
    },
    history: createHistoryReader({ client, table: TABLE_NAME, clock, random: Math.random, log: SILENT }),
    stored: async () => {
      const { Items: items = [] } = await client.send(new ScanCommand({ TableName: TABLE_NAME }));
      return { rows: items.length, bytes: items.reduce((sum, item) => sum + itemSize(item), 0) };
    },
    close: async () => {
      client.destroy();
      await Promise.all([simulator.close(), aws.close()]);
    },
  };
}

function payloadFor(
  simulator: Simulator,
  made: Parameters<typeof scheduledOrganization>[1],
  clock: DemoClock,
): unknown {
  const { apiUrl, tokenUrl } = simulator;
  const content = { email: [RECIPIENT], organizations: [{ ...ORGANIZATION, apiUrl, tokenUrl }] };
  const [organization] = configurationIn('The demo', content).organizations;
  if (organization === undefined) throw new Error('A configuration has at least one organization.');
  const scheduledAt = new Date(clock.now()).toISOString();
  return { ...schedulePayload(scheduledOrganization(organization, made)), scheduledAt, execution: 'demo' };
}
