/**
 * The AWS clients of the commands. Credentials and end points are the SDK's own chain. Every command asks the table; the clients of
 * the other services are loaded by the command that asks them, for each takes as long to load as a small command takes to work.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describeTable } from '../adapters/dynamodb/describe-table.ts';
import { createDocumentClient } from '../adapters/dynamodb/document-client.ts';
import { createOperator } from '../adapters/dynamodb/operator.ts';
import { defaultPolicy } from '../core/policy.ts';
import { MINUTE } from '../core/time.ts';
import { openHistory } from '../history/index.ts';
import type { Clock } from '../sync/ports.ts';
import type { Account, Aws, FunctionAccess, ScheduleAccess, SecretAccess, Topic } from './host.ts';

/** A person waits: better an error than a minute of silence. */
const OPTIONS = { maxAttempts: 3, requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000 } };

/** Lambda lets no function run for longer than 15 minutes. */
const INVOCATION = { connectionTimeout: 5_000, requestTimeout: 15 * MINUTE };

/** What the clients need beside the network. */
export interface AwsOptions {
  readonly clock: Clock;
  /** From 0 up to 1, evenly. */
  readonly random: () => number;
}

/** Makes the clients; each is loaded and made when it is asked for. */
export function openAws({ clock, random }: AwsOptions, { profile, region }: Account = {}): Aws {
  const options = { ...OPTIONS, ...(profile && { profile }), ...(region && { region }) };
  const sts = async () => new (await import('@aws-sdk/client-sts')).STSClient(options);
  return {
    region: async () => (await sts()).config.region().catch(() => null),
    identity: async () => {
      const { callerIdentity } = await import('../adapters/sts/identity.ts');
      return callerIdentity(await sts());
    },
    stack: async (name) => {
      const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation');
      const { describeStack } = await import('../adapters/cloudformation/stack.ts');
      return describeStack(new CloudFormationClient(options), name);
    },
    alarms: async (prefix) => {
      const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
      const { describeAlarms } = await import('../adapters/cloudwatch/alarms.ts');
      return describeAlarms(new CloudWatchClient(options), prefix);
    },
    secret: (arn) => secretAccess(options, arn),
    function: (name) => functionAccess(options, name),
    schedules: (group) => scheduleAccess(options, group),
    topic: (arn) => topicAccess(options, arn),
    describeTable: (name) => describeTable(new DynamoDBClient(options), name),
    table: (table) =>
      createOperator({
        client: createDocumentClient(new DynamoDBClient(options)),
        table,
        clock,
        random,
        log: { warn: () => undefined },
        retention: defaultPolicy(MINUTE).history.retention,
      }),
    history: (table, retention) =>
      openHistory({ client: new DynamoDBClient(options), table, clock, random, retention }),
  };
}

type Options = typeof OPTIONS & Account;

function secretAccess(options: Options, arn: string): SecretAccess {
  const client = async () =>
    new (await import('@aws-sdk/client-secrets-manager')).SecretsManagerClient(options);
  const keys = () => import('../adapters/secrets-manager/stored-key.ts');
  return {
    read: async () => (await keys()).readStoredKey(await client(), arn),
    store: async (apiKey, expires) => (await keys()).storeKey(await client(), arn, apiKey, expires),
  };
}

function functionAccess(options: Options, name: string): FunctionAccess {
  const client = async (given: Options) => new (await import('@aws-sdk/client-lambda')).LambdaClient(given);
  const functions = () => import('../adapters/lambda/function.ts');
  // An invocation that is repeated is a second run, and takes as long as the run.
  const invoking = { ...options, maxAttempts: 1, requestHandler: INVOCATION };
  return {
    describe: async () => (await functions()).describeFunction(await client(options), name),
    invoke: async (payload) => (await functions()).invokeFunction(await client(invoking), name, payload),
  };
}

function scheduleAccess(options: Options, group: string): ScheduleAccess {
  const client = async () => new (await import('@aws-sdk/client-scheduler')).SchedulerClient(options);
  const schedules = () => import('../adapters/scheduler/schedules.ts');
  return {
    names: async () => (await schedules()).scheduleNames(await client(), group),
    one: async (name) => (await schedules()).describeSchedule(await client(), group, name),
  };
}

function topicAccess(options: Options, topicArn: string): Topic {
  const client = async () =>
    new (await import('@aws-sdk/client-sns')).SNSClient({ ...options, ...regionOf(topicArn) });
  return {
    publish: async (alert) => {
      const { createAlerts } = await import('../adapters/sns/publisher.ts');
      return createAlerts({ client: await client(), topicArn }).publish(alert);
    },
    subscriptions: async () => {
      const { listSubscriptions } = await import('../adapters/sns/subscriptions.ts');
      return listSubscriptions(await client(), topicArn);
    },
  };
}

/** SNS answers for a topic in its own region only: `arn:aws:sns:<region>:<account>:<name>`. */
function regionOf(topicArn: string): { readonly region?: string } {
  const [, , , region] = topicArn.split(':');
  return region ? { region } : {};
}
