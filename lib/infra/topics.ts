import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Where alerts about tunnels go. Everybody who wants to be told subscribes to it: e-mail, SMS, chat, queue, function, https. */
export function createAlertsTopic(scope: Construct, email: readonly string[]): Topic {
  return createTopic(scope, 'AlertsTopic', 'Tunnelwatch', email);
}

/**
 * Where the alarms go that watch Tunnelwatch from outside. A topic of its own, because those who run it are often not
 * those who mend tunnels, and because whatever keeps alerts from being delivered must not keep the alarm about it.
 */
export function createOperationsTopic(scope: Construct, email: readonly string[]): Topic {
  const topic = createTopic(scope, 'OperationsTopic', 'Tunnelwatch operations', email);
  // A topic with a policy of its own (here: TLS only) loses the default one, under which alarms of the account may publish.
  topic.grantPublish(
    new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
}

/**
 * Not encrypted at rest: messages carry no secret and leave as plain e-mail. AWS's own key for SNS would keep CloudWatch
 * alarms from publishing; a customer key costs money every month and, once disabled, would silence every alert.
 */
function createTopic(scope: Construct, id: string, displayName: string, email: readonly string[]): Topic {
  const topic = new Topic(scope, id, { displayName, enforceSSL: true });
  for (const address of email) topic.addSubscription(new EmailSubscription(address));
  return topic;
}
