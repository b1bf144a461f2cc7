/** The AWS clients of the commands. Credentials and end points are the SDK's own chain. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { describeStack } from '../adapters/cloudformation/stack.ts';
import { createDocumentClient } from '../adapters/dynamodb/document-client.ts';
import { createOperator } from '../adapters/dynamodb/operator.ts';
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
    table: (table) =>
      createOperator({
        client: createDocumentClient(new DynamoDBClient(options)),
        table,
        clock,
        random,
        log: { warn: () => undefined },
        retention: defaultPolicy(MINUTE).history.retention,
      }),
    history: (table) => openHistory({ client: new DynamoDBClient(options), table, clock, random }),
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
