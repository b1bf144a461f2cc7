/** The AWS clients of the commands. Credentials and end points are the SDK's own chain. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { describeStack } from '../adapters/cloudformation/stack.ts';
import { describeAlarms } from '../adapters/cloudwatch/alarms.ts';
import { describeTable } from '../adapters/dynamodb/describe-table.ts';
import { createDocumentClient } from '../adapters/dynamodb/document-client.ts';
import { createOperator } from '../adapters/dynamodb/operator.ts';
import { describeFunction, invokeFunction } from '../adapters/lambda/function.ts';
import { describeSchedule, scheduleNames } from '../adapters/scheduler/schedules.ts';
import { readStoredKey, storeKey } from '../adapters/secrets-manager/stored-key.ts';
import { createAlerts } from '../adapters/sns/publisher.ts';
import { listSubscriptions } from '../adapters/sns/subscriptions.ts';
import { callerIdentity } from '../adapters/sts/identity.ts';
import { defaultPolicy } from '../core/policy.ts';
import { MINUTE } from '../core/time.ts';
import { openHistory } from '../history/index.ts';
import type { Clock } from '../sync/ports.ts';
import type { Account, Aws } from './host.ts';

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

/** Makes the clients; each is made when it is first asked for. */
export function openAws({ clock, random }: AwsOptions, { profile, region }: Account = {}): Aws {
  const options = { ...OPTIONS, ...(profile && { profile }), ...(region && { region }) };
  const sts = new STSClient(options);
  return {
    region: () => sts.config.region().catch(() => null),
    identity: () => callerIdentity(sts),
    stack: (name) => describeStack(new CloudFormationClient(options), name),
    secret: (arn) => {
      const client = new SecretsManagerClient(options);
      return {
        read: () => readStoredKey(client, arn),
        store: (apiKey, expires) => storeKey(client, arn, apiKey, expires),
      };
    },
    function: (name) => {
      // An invocation that is repeated is a second run, and takes as long as the run.
      const invoking = { ...options, maxAttempts: 1, requestHandler: INVOCATION };
      return {
        describe: () => describeFunction(new LambdaClient(options), name),
        invoke: (payload) => invokeFunction(new LambdaClient(invoking), name, payload),
      };
    },
    schedules: (group) => {
      const client = new SchedulerClient(options);
      return {
        names: () => scheduleNames(client, group),
        one: (name) => describeSchedule(client, group, name),
      };
    },
    alarms: (prefix) => describeAlarms(new CloudWatchClient(options), prefix),
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
    topic: (topicArn) => {
      const client = new SNSClient({ ...options, ...regionOf(topicArn) });
      const { publish } = createAlerts({ client, topicArn });
      return { publish, subscriptions: () => listSubscriptions(client, topicArn) };
    },
  };
}

/** SNS answers for a topic in its own region only: `arn:aws:sns:<region>:<account>:<name>`. */
function regionOf(topicArn: string): { readonly region?: string } {
  const [, , , region] = topicArn.split(':');
  return region ? { region } : {};
}
