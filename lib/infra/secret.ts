import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Organization } from '../config/organization.ts';
import { SECRET_HINT } from '../names.ts';

/**
 * The secret for an organization's API key, created empty. The level-2 construct would put in a random text, which the
 * function would have to tell from a key; without a value, reading it fails until somebody stores the key, and the
 * function says `no API credentials`. Its value appears in no template. It outlives the stack: a key shown only once
 * should not be lost by a slip.
 */
export function createSecret(scope: Construct, { name }: Organization): CfnSecret {
  const secret = new CfnSecret(scope, 'Secret', {
    description: `Tunnelwatch: API key of the Secure Access organization ${name}, as ${SECRET_HINT}`,
  });
  secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Secure Access issues the key and only a person can have it issue another; the runbook says how to replace it.',
  });
  return secret;
}
