import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type Grant, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';

/** What somebody who reads and writes under a key does with it: DynamoDB, SNS, SQS and Secrets Manager do it in their name. */
export const KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const;

/** The key of the configuration; undefined where AWS's own keys do. */
export function encryptionKey(
  scope: Construct,
  setting: Deployment['encryptionKey'],
  removalPolicy: RemovalPolicy,
): IKey | undefined {
  if (setting === 'aws') return undefined;
  if (setting !== 'new') return Key.fromKeyArn(scope, 'Key', setting);
  const key = new Key(scope, 'Key', {
    description: `Tunnelwatch, stack ${Stack.of(scope).stackName}: table, secrets, topics, queue and log`,
    enableKeyRotation: true,
    // Without it, what is kept could never be read again.
    removalPolicy,
  });
  letServicesUse(key);
  return key;
}

/** Alarms and budgets publish to a topic, and the log is written, by the services themselves; the key's own policy must let them. */
function letServicesUse(key: Key): void {
  const { account, region, partition } = Stack.of(key);
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'PublishToOperations',
      principals: ['cloudwatch', 'budgets'].map(
        (service) => new ServicePrincipal(`${service}.amazonaws.com`),
      ),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'WriteLogs',
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: KEY_ACTIONS.filter((action) => action !== 'kms:GenerateDataKeyWithoutPlaintext'),
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*`,
        },
      },
    }),
  );
}

/** Lets somebody read under the key, where there is one. */
export function grantDecrypt(key: IKey | undefined, grantee: IGrantable): Grant | undefined {
  return key?.grant(grantee, 'kms:Decrypt');
}
