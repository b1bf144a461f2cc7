/** Who is subscribed to a topic. */
import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';

/** A subscription as SNS lists it. */
export interface ListedSubscription {
  /** `email`, `sms`, `sqs`, `https`, … */
  readonly protocol: string;
  /** An address, an ARN or a URL, which may hold a secret. */
  readonly endpoint: string;
  /** Amazon SNS, ListSubscriptionsByTopic: one that waits has `PendingConfirmation` in place of its ARN. */
  readonly confirmed: boolean;
}

/** All subscriptions of a topic, in the order SNS gives them. Throws the SDK's error. */
export async function listSubscriptions(
  client: SNSClient,
  topicArn: string,
): Promise<readonly ListedSubscription[]> {
  const found: ListedSubscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn }))
    for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
      found.push({
        protocol: Protocol,
        endpoint: Endpoint,
        confirmed: SubscriptionArn.startsWith('arn:'),
      });
  return found;
}
