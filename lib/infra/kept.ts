/** What is kept, under which key, and the topic that alerts go to: brought along, named by the configuration, or made. */
import { Annotations, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Configuration } from '../config/file.ts';
import { encryptionKey } from './encryption.ts';
import type { TunnelwatchProps } from './props.ts';
import { subscribe } from './recipients.ts';
import { createAlertsTopic } from './topics.ts';

/** How everything is made that holds data. */
export interface Kept {
  /** undefined: AWS's own keys. */
  readonly encryptionKey: IKey | undefined;
  readonly removalPolicy: RemovalPolicy;
}

/** The key and what becomes of the data when the stack goes. */
export function keptBy(scope: Construct, { deployment }: Configuration, props: TunnelwatchProps): Kept {
  const configured = deployment.onDestroy === 'delete' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
  const removalPolicy = props.removalPolicy ?? configured;
  const key = props.encryptionKey ?? encryptionKey(scope, deployment.encryptionKey, removalPolicy);
  return { encryptionKey: key, removalPolicy };
}

/** The topic that alerts go to, everybody subscribed. */
export function alertsTopic(
  scope: Construct,
  { email, recipients, deployment }: Configuration,
  props: TunnelwatchProps,
  kept: Kept,
): ITopic {
  const topic =
    props.alertsTopic ??
    (deployment.alertsTopicArn === null
      ? createAlertsTopic(scope, kept.encryptionKey)
      : topicOfTheRegion(scope, deployment.alertsTopicArn));
  for (const address of email) topic.addSubscription(new EmailSubscription(address));
  if (recipients.length > 0) subscribe(scope, topic, recipients);
  return topic;
}

/** The function publishes in its own region. Where that is known, a topic elsewhere is refused before it is deployed. */
function topicOfTheRegion(scope: Construct, arn: string): ITopic {
  const { region } = Stack.of(scope);
  const [, , , topicRegion] = arn.split(':');
  if (!Token.isUnresolved(region) && region !== topicRegion)
    Annotations.of(scope).addError(
      `deployment.alertsTopicArn: the topic is in ${topicRegion}, and the stack in ${region}; the function can publish in its own region only`,
    );
  return Topic.fromTopicArn(scope, 'AlertsTopic', arn);
}
