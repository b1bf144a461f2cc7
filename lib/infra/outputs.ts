import type { Stack } from 'aws-cdk-lib';
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { alarmPrefix, OPTIONAL_OUTPUTS, OUTPUTS, secretOutput } from '../names.ts';
import type { Schedules } from './schedule.ts';
import { VERSION } from './version.ts';

/** An output for a stack. */
export interface Output {
  readonly description: string;
  readonly value: string;
}

/** What was made, as far as anybody looks for it. */
export interface Made {
  readonly table: Table;
  readonly alerts: ITopic;
  readonly operations: ITopic;
  readonly function: LambdaFunction;
  readonly secretArns: ReadonlyMap<string, string>;
  readonly readerRole: Role | null;
  readonly dashboard: Dashboard | null;
}

/** What commands and people need to find an installation, by the name of the output. */
export function outputsOf(
  made: Made,
  stack: Stack,
  { group, deadLetters }: Pick<Schedules, 'group' | 'deadLetters'>,
): Readonly<Record<string, Output>> {
  const output = (description: string, value: string): Output => ({ description, value });
  const { readerRole, dashboard } = made;
  return {
    [OUTPUTS.table]: output('Table with state and history', made.table.tableName),
    [OUTPUTS.alerts]: output('Topic for alerts about tunnels: subscribe here', made.alerts.topicArn),
    [OUTPUTS.operations]: output('Topic for alarms about Tunnelwatch itself', made.operations.topicArn),
    [OUTPUTS.function]: output('Function that makes the runs', made.function.functionName),
    [OUTPUTS.logGroup]: output('Log of the function', made.function.logGroup.logGroupName),
    [OUTPUTS.scheduleGroup]: output(
      'Group of the schedules, each named by its organization',
      group.scheduleGroupName,
    ),
    [OUTPUTS.deadLetters]: output('Queue of slots that never reached the function', deadLetters.queueUrl),
    [OUTPUTS.alarmPrefix]: output('How the name of every alarm begins', alarmPrefix(stack.stackName)),
    [OUTPUTS.version]: output('Version of Tunnelwatch', VERSION),
    ...(readerRole && {
      [OPTIONAL_OUTPUTS.readerRole]: output('Role that may read and nothing else', readerRole.roleArn),
    }),
    ...(dashboard && {
      [OPTIONAL_OUTPUTS.dashboard]: output('CloudWatch dashboard', dashboard.dashboardName),
    }),
    ...Object.fromEntries(
      [...made.secretArns].map(([organization, arn]) => [
        secretOutput(organization),
        output(`Secret for the API key of organization ${organization}`, arn),
      ]),
    ),
  };
}
