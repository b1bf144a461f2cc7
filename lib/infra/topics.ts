import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Where alerts about tunnels go. Everybody who wants to be told subscribes to it: e-mail, SMS, chat, queue, function, https. */
export function createAlertsTopic(scope: Construct, encryptionKey: IKey | undefined): Topic {
  return createTopic(scope, 'AlertsTopic', 'Tunnelwatch', encryptionKey);
}

/**
 * Where the alarms go that watch Tunnelwatch from outside. A topic of its own, because those who run it are often not
 * those who mend tunnels, and because whatever keeps alerts from being delivered must not keep the alarm about it.
 */
export function createOperationsTopic(
  scope: Construct,
  email: readonly string[],
  encryptionKey: IKey | undefined,
): Topic {
  const topic = createTopic(scope, 'OperationsTopic', 'Tunnelwatch operations', encryptionKey);
  for (const address of email) topic.addSubscription(new EmailSubscription(address));
  // A topic with a policy of its own (here: TLS only) loses the default one, under which alarms of the account may publish.
  topic.grantPublish(ofThisAccount(scope, 'cloudwatch'));
  return topic;
}

/** A service of AWS, on behalf of this account and no other. */
export function ofThisAccount(scope: Construct, service: string): ServicePrincipal {
  return new ServicePrincipal(`${service}.amazonaws.com`, {
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  });
}

/**
 * Not encrypted at rest unless with a key of one's own: messages carry no secret and leave as plain e-mail. AWS's own key for SNS
 * would keep CloudWatch alarms from publishing; a customer key costs money every month and, once disabled, would silence every
 * alert.
 */
function createTopic(scope: Construct, id: string, displayName: string, masterKey: IKey | undefined): Topic {
  return new Topic(scope, id, {
    displayName,
    enforceSSL: true,
    ...(masterKey !== undefined && { masterKey }),
  });
}
