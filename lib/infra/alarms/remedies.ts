/** What texts of alarms say in the same words. */
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Follows what to look for. */
export const IN_LOG = "in the function's log (output LogGroupName of the stack)";

/** CloudFormation itself changes only what differs from what was deployed last, so a plain deployment puts nothing back. */
export const PUT_BACK = 'npx cdk deploy --revert-drift';

/** A command as it is typed for this installation. */
export function typed(scope: Construct, command: string): string {
  return `npx tunnelwatch ${command} --stack ${Stack.of(scope).stackName}`;
}
