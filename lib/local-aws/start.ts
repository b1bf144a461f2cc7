import { join } from 'node:path';
import { createCloudFormation, type Stack, type Stacks } from './cloudformation/service.ts';
import { type Alarm, type Alarms, createCloudWatch } from './cloudwatch/service.ts';
import { type DataDirectory, takeDataDirectory } from './data-directory.ts';
import { type Engine, startEngine } from './dynamodb/engine.ts';
import { createGate } from './dynamodb/gate.ts';
import { createIdempotencyTokens } from './dynamodb/idempotency.ts';
import { restoreImages } from './dynamodb/images.ts';
import { openJournal } from './dynamodb/journal.ts';
import { createDynamoDb } from './dynamodb/proxy.ts';
import { createTable } from './dynamodb/tables.ts';
import { createTimeToLive, type ExpiryOrder } from './dynamodb/time-to-live.ts';
import { openEndpoint, type Service } from './endpoint.ts';
import type { FaultHook } from './faults.ts';
import { createIds } from './ids.ts';
import { createLambda, type Functions, type LocalFunction } from './lambda/service.ts';
import { createOperationCounter, type OperationCount } from './operations.ts';
import { createScheduler, type Schedule, type Schedules, scheduleKey } from './scheduler/service.ts';
import { createSecrets } from './secrets-manager/secrets.ts';
import { createSecretsManager } from './secrets-manager/service.ts';
import { createSns } from './sns/service.ts';
import { createTopics, type PublishedMessage } from './sns/topics.ts';
import { createSqs, type Queues } from './sqs/service.ts';
import { createSts } from './sts/service.ts';
import { ACCOUNT } from './wire.ts';

/** How to start a local AWS. */
export type LocalAwsOptions = {
  /** The time in milliseconds since 1970: `Date.now`, or a test's own clock. */
  readonly now: () => number;
  /** Folder to keep the tables in. Default: in memory. Topics, queues, messages and secrets are never on disk. */
  readonly path?: string;
  /** Default: `us-east-1`. */
  readonly region?: string;
  /**
   * `operations` has the capacity of every call to DynamoDB, also of those that did not ask for `ReturnConsumedCapacity`.
   * @default false
   */
  readonly countsAllCapacity?: boolean;
  /** Asked before every call, to break it; see `breakWith`. */
  readonly beforeRequest?: FaultHook;
};

/** Of a data directory: the folder of the engine's own files. */
export const TABLES_FOLDER = 'dynamodb';

/** The services, each with the end of the variable by which the AWS SDK takes an endpoint for it. */
const VARIABLES = {
  dynamodb: 'DYNAMODB',
  sns: 'SNS',
  sqs: 'SQS',
  secretsManager: 'SECRETS_MANAGER',
  cloudFormation: 'CLOUDFORMATION',
  sts: 'STS',
  lambda: 'LAMBDA',
  scheduler: 'SCHEDULER',
  cloudWatch: 'CLOUDWATCH',
} as const;

type ServiceName = keyof typeof VARIABLES;

const SERVICES = Object.keys(VARIABLES) as readonly ServiceName[];

async function eachService<Value>(
  of: (name: ServiceName) => Value | Promise<Value>,
): Promise<Readonly<Record<ServiceName, Value>>> {
  const values = await Promise.all(SERVICES.map(async (name) => [name, await of(name)] as const));
  return Object.fromEntries(values) as Record<ServiceName, Value>;
}

/** A running local AWS: each service on a loopback port. */
export type LocalAws = {
  readonly endpoints: Readonly<Record<ServiceName, string>>;
  /** Environment variables under which the AWS SDK, unchanged, talks to this local AWS and to nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every message published so far, the oldest first. */
  readonly published: readonly PublishedMessage[];
  /** What was asked so far, by the operation's name. Calls of the methods below are not counted. */
  readonly operations: ReadonlyMap<string, OperationCount>;
  /** Replaces the hook that is asked before every call; without one nothing is broken any more. */
  breakWith(hook?: FaultHook): void;
  /** Creates the topic where it does not exist, and returns its ARN. */
  createTopic(name: string): string;
  /** Creates the queue where it does not exist, and returns its URL. */
  createQueue(name: string): string;
  /** When each message was sent to the queue of this name, in milliseconds since 1970. */
  sentTo(queue: string): readonly number[];
  /** Confirms a topic's pending subscription, as the person at that endpoint would. */
  confirmSubscription(topicArn: string, endpoint: string): void;
  /** Creates the secret without a value, as CloudFormation does. Returns its ARN. */
  createSecret(name: string): string;
  /** Creates the secret, or gives it a new current value. Returns its ARN. */
  putSecret(name: string, value: string): string;
  /** Has CloudFormation describe a stack of this name, in place of any before. */
  putStack(name: string, stack: Stack): void;
  /** Has Lambda know a function of this name, which runs in this process. */
  putFunction(name: string, local: LocalFunction): void;
  /** Has EventBridge Scheduler show a schedule. */
  putSchedule(schedule: Schedule): void;
  /** Has CloudWatch describe an alarm of this name. */
  putAlarm(name: string, alarm: Alarm): void;
  /**
   * Creates a table from the input of `CreateTable` where it does not exist, and resolves when it can be used.
   * `timeToLiveAttribute` is enabled as with `UpdateTimeToLive`.
   */
  createTable(definition: object, options?: { timeToLiveAttribute?: string }): Promise<void>;
  /**
   * Deletes items whose time to live is over, in the order `random` gives, as DynamoDB does: it makes no promise
   * about the order or the day. Resolves to how many were deleted; 0 where the table has no time to live.
   */
  expireItems(tableName: string, order: ExpiryOrder): Promise<number>;
  /** Finishes what has reached the table and stops. */
  close(): Promise<void>;
};

/**
 * Starts a local AWS.
 *
 * It differs from AWS in this: signatures are not verified; reads are always consistent, indexes too; capacity
 * does not count writes to indexes; there are no throughput limits, streams or backups; time to live deletes only
 * when `expireItems` is called; idempotency tokens and the time to live setting last as long as the process.
 *
 * @throws {DataDirectoryInUseError} when another local AWS has `path` open
 * @example
 * const aws = await startLocalAws({ now: Date.now });
 * Object.assign(process.env, aws.environment);
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const directory = options.path === undefined ? undefined : takeDataDirectory(options.path);
  let engine: Engine | undefined;
  try {
    engine = await startEngine(directory && join(directory.path, TABLES_FOLDER));
    return await open(options, engine, directory);
  } catch (error) {
    await engine?.close();
    directory?.release();
    throw error;
  }
}

async function open(
  options: LocalAwsOptions,
  engine: Engine,
  directory: DataDirectory | undefined,
): Promise<LocalAws> {
  const { now, region = 'us-east-1' } = options;
  const journal = openJournal(directory && join(directory.path, 'transaction.json'));
  await restoreImages(engine, journal.unfinished());
  journal.end();

  let hook: FaultHook | undefined = options.beforeRequest;
  const counter = createOperationCounter();
  const watch = {
    counter,
    beforeRequest: ((operation, input) => hook?.(operation, input)) satisfies FaultHook,
  };
  const nextId = createIds(now);
  const gate = createGate();
  const timeToLive = createTimeToLive(engine, now);
  const topics = createTopics({ region, account: ACCOUNT, now, nextId });
  const secrets = createSecrets({ region, account: ACCOUNT, now });

  const dynamoDb = createDynamoDb({
    engine,
    gate,
    journal,
    timeToLive,
    tokens: createIdempotencyTokens(now),
    countsAll: options.countsAllCapacity ?? false,
  });
  const queues: Queues = new Map();
  const stacks: Stacks = new Map();
  const functions: Functions = new Map();
  const schedules: Schedules = new Map();
  const alarms: Alarms = new Map();
  const services: Readonly<Record<ServiceName, Service>> = {
    dynamodb: dynamoDb,
    sns: createSns(topics, nextId),
    sqs: createSqs(queues, { now, nextId }),
    secretsManager: createSecretsManager(secrets, nextId),
    cloudFormation: createCloudFormation(stacks, { region, now, nextId }),
    sts: createSts(nextId),
    lambda: createLambda(functions, { now, nextId }),
    scheduler: createScheduler(schedules),
    cloudWatch: createCloudWatch(alarms),
  };
  const listeners = await eachService((name) => openEndpoint(services[name], watch));
  const endpoints = await eachService((name) => listeners[name].url);
  return {
    endpoints,
    environment: environmentFor(endpoints, region),
    published: topics.published,
    operations: counter.counts,
    breakWith: (next) => {
      hook = next;
    },
    createTopic: topics.create,
    createQueue: (name) => {
      if (!queues.has(name)) queues.set(name, []);
      return `${endpoints.sqs}/${ACCOUNT}/${name}`;
    },
    sentTo: (queue) => queues.get(queue) ?? [],
    confirmSubscription: topics.confirm,
    createSecret: (name) => secrets.create(name, {}).arn,
    putSecret: (name, value) => {
      const { arn } = secrets.findByName(name) ?? secrets.create(name, {});
      secrets.put(arn, { SecretString: value }, nextId());
      return arn;
    },
    putStack: (name, stack) => void stacks.set(name, stack),
    putFunction: (name, local) => void functions.set(name, local),
    putSchedule: (schedule) => void schedules.set(scheduleKey(schedule), schedule),
    putAlarm: (name, alarm) => void alarms.set(name, alarm),
    createTable: (definition, { timeToLiveAttribute } = {}) =>
      gate.exclusive(async () => {
        const tableName = await createTable(engine, definition);
        if (timeToLiveAttribute !== undefined) timeToLive.enable(tableName, timeToLiveAttribute);
      }),
    expireItems: (tableName, order) => gate.exclusive(() => timeToLive.expire(tableName, order)),
    async close() {
      await eachService((name) => listeners[name].close());
      await gate.idle();
      await engine.close();
      directory?.release();
    },
  };
}

function environmentFor(endpoints: LocalAws['endpoints'], region: string): Record<string, string> {
  const names = SERVICES.map((name) => [`AWS_ENDPOINT_URL_${VARIABLES[name]}`, endpoints[name]] as const);
  return {
    ...Object.fromEntries(names),
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // A profile of the user's would take the place of these keys, and could turn the endpoints off.
    AWS_PROFILE: '',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  };
}
