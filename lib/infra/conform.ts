import { Annotations, Tags, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Configuration } from '../config/file.ts';
import { warningsOf } from '../config/warnings.ts';

/** What the account asks of everything in it: tags and a boundary; and what whoever deploys should know. */
export function conform(scope: Construct, config: Configuration): void {
  const { tags, permissionsBoundary } = config.deployment;
  for (const [key, value] of Object.entries(tags)) Tags.of(scope).add(key, value);
  if (permissionsBoundary !== null) {
    const boundary = permissionsBoundary.startsWith('arn:')
      ? ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', permissionsBoundary)
      : ManagedPolicy.fromManagedPolicyName(scope, 'Boundary', permissionsBoundary);
    PermissionsBoundary.of(scope).apply(boundary);
  }
  Validations.of(scope).acknowledge({
    id: 'Serverless-SNSRedrivePolicy',
    reason:
      'The alert log keeps every alert, and an alarm rings where one is not delivered; SNS itself tries again for long.',
  });
  for (const [index, warning] of warningsOf(config).entries())
    Annotations.of(scope).addWarningV2(`tunnelwatch:configuration${index}`, warning);
}
