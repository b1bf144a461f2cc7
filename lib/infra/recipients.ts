import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  type ITopic,
  type ITopicSubscription,
  SubscriptionFilter,
  SubscriptionProtocol,
} from 'aws-cdk-lib/aws-sns';
import {
  EmailSubscription,
  LambdaSubscription,
  SmsSubscription,
  SqsSubscription,
  UrlSubscription,
} from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Recipient } from '../config/recipients.ts';
import { createChat } from './chat.ts';
import { stableId } from './stable-id.ts';

/** Subscribes everybody to the alerts topic. Adding or removing one leaves the others' subscriptions as they are. */
export function subscribe(scope: Construct, topic: ITopic, recipients: readonly Recipient[]): void {
  const folder = new Construct(scope, 'Recipients');
  for (const recipient of recipients) {
    if (recipient.type === 'slack' || recipient.type === 'teams') createChat(folder, topic, recipient);
    else topic.addSubscription(subscription(folder, recipient));
  }
}

type Subscriber = Exclude<Recipient, { type: 'slack' | 'teams' }>;

function subscription(scope: Construct, recipient: Subscriber): ITopicSubscription {
  const options = recipient.filter === undefined ? {} : { filterPolicy: filterPolicy(recipient.filter) };
  switch (recipient.type) {
    case 'email':
      return new EmailSubscription(recipient.address, options);
    case 'sms':
      return new SmsSubscription(recipient.phone, options);
    case 'https':
      return new UrlSubscription(recipient.url, { ...options, protocol: SubscriptionProtocol.HTTPS });
    case 'sqs': {
      const queue = Queue.fromQueueArn(scope, stableId(recipient.queueArn), recipient.queueArn);
      return new SqsSubscription(queue, options);
    }
    case 'lambda': {
      const { functionArn } = recipient;
      // The same environment: CDK then also lets SNS invoke it.
      const target = LambdaFunction.fromFunctionAttributes(scope, stableId(functionArn), {
        functionArn,
        sameEnvironment: true,
      });
      return new LambdaSubscription(target, options);
    }
  }
}

/** Of attributes that say something of groups; messages about Tunnelwatch itself do not have them. */
const OF_GROUPS: ReadonlySet<string> = new Set(['region', 'deviceType']);

/**
 * Messages are delivered that have one of the words of every list. Blindness concerns everybody, whichever groups they look
 * after; and a storm that names more regions than a message carries has `other` in place of the rest.
 */
function filterPolicy(filter: NonNullable<Subscriber['filter']>): Record<string, SubscriptionFilter> {
  return Object.fromEntries(
    Object.entries(filter).map(([attribute, words]) => [
      attribute,
      new SubscriptionFilter(OF_GROUPS.has(attribute) ? [...words, 'other', { exists: false }] : [...words]),
    ]),
  );
}
