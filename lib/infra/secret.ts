import { type RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { SECRET_HINT } from '../names.ts';

export interface SecretProps {
  /** The organization's, as people know it. */
  readonly name: string;
  readonly encryptionKey: IKey | undefined;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The secret for an organization's API key, created empty. The level-2 construct would put in a random text, which the
 * function would have to tell from a key; without a value, reading it fails until somebody stores the key, and the
 * function says `no API credentials`. Its value appears in no template. Unless told otherwise it outlives the stack: a key
 * shown only once should not be lost by a slip.
 */
export function createSecret(
  scope: Construct,
  { name, encryptionKey, removalPolicy }: SecretProps,
): CfnSecret {
  const secret = new CfnSecret(scope, 'Secret', {
    description: `Tunnelwatch: API key of the Secure Access organization ${name}, as ${SECRET_HINT}`,
    ...(encryptionKey !== undefined && { kmsKeyId: encryptionKey.keyArn }),
  });
  secret.applyRemovalPolicy(removalPolicy);
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Secure Access issues the key and only a person can have it issue another; the runbook says how to replace it.',
  });
  return secret;
}
