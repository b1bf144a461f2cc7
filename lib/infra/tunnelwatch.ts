import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Configuration } from '../config/file.ts';
import { scheduledOrganization } from '../config/payload.ts';
import { alarmPrefix, OUTPUTS, secretOutput } from '../names.ts';
import { noCompleteRunAlarm, untoldAlarm } from './alarms/organization.ts';
import { deadLettersAlarm, functionErrorsAlarm, undeliveredAlarm } from './alarms/shared.ts';
import { createSyncFunction } from './function.ts';
import { Schedules } from './schedule.ts';
import { createSecret } from './secret.ts';
import { createTable } from './table.ts';
import { longestInterval } from './times.ts';
import { createAlertsTopic, createOperationsTopic } from './topics.ts';
import { VERSION } from './version.ts';

/** What is watched and who is told: the configuration, without the name of the stack. */
export type TunnelwatchProps = Omit<Configuration, 'stackName'>;

/** An output for a stack. */
export interface Output {
  readonly description: string;
  readonly value: string;
}

/**
 * Everything that watches the tunnels of one or more Secure Access organizations: a schedule for each, one function, one
 * table, and the alarms that watch the watcher.
 *
 * @example
 * new Tunnelwatch(stack, 'Tunnelwatch', configurationIn('here', { email: ['you@example.com'] }));
 */
export class Tunnelwatch extends Construct {
  /** State, snapshots, changes, runs and the alert log. */
  readonly table: Table;
  /** Alerts about tunnels. Subscribe here. */
  readonly alerts: Topic;
  /** Alarms about Tunnelwatch itself. */
  readonly operations: Topic;
  readonly function: LambdaFunction;
  /**
   * What commands and people need to find the installation, by the name of the stack's output. `TunnelwatchStack` puts them out;
   * a stack of your own must, for the `tunnelwatch` command to find its way.
   */
  readonly outputs: Readonly<Record<string, Output>>;
  /** ARN of each organization's secret, by the organization's id. */
  readonly secretArns: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: TunnelwatchProps) {
    super(scope, id);
    this.table = createTable(this);
    this.alerts = createAlertsTopic(this, props.email);
    this.operations = createOperationsTopic(this, props.operationsEmail);

    const folder = new Construct(this, 'Organizations');
    const organizations = props.organizations.map((organization) => {
      const own = new Construct(folder, organization.id);
      return { organization, own, secret: createSecret(own, organization).ref };
    });
    this.secretArns = new Map(organizations.map(({ organization, secret }) => [organization.id, secret]));

    this.function = createSyncFunction(this, {
      ...props,
      table: this.table,
      alerts: this.alerts,
      secretArns: [...this.secretArns.values()],
    });
    const schedules = new Schedules(this, 'Schedules', this.function);
    this.outputs = this.outputsWith(schedules);
    const shared = [
      functionErrorsAlarm(this, this.operations, this.function, longestInterval(props.organizations)),
      deadLettersAlarm(this, this.operations, schedules.deadLetters),
      undeliveredAlarm(this, this.operations, this.alerts),
    ];
    for (const { organization, own, secret } of organizations) {
      const schedule = schedules.add(own, scheduledOrganization(organization, secret));
      // Nothing runs unwatched: a schedule is made after the alarms that watch it, and removed before them.
      schedule.node.addDependency(
        noCompleteRunAlarm(own, this.operations, organization, props.alarms),
        untoldAlarm(own, this.operations, organization, props.alarms),
        ...shared,
      );
    }
  }

  private outputsWith({ group, deadLetters }: Schedules): Readonly<Record<string, Output>> {
    const output = (description: string, value: string): Output => ({ description, value });
    const { stackName } = Stack.of(this);
    return {
      [OUTPUTS.table]: output('Table with state and history', this.table.tableName),
      [OUTPUTS.alerts]: output('Topic for alerts about tunnels: subscribe here', this.alerts.topicArn),
      [OUTPUTS.operations]: output('Topic for alarms about Tunnelwatch itself', this.operations.topicArn),
      [OUTPUTS.function]: output('Function that makes the runs', this.function.functionName),
      [OUTPUTS.logGroup]: output('Log of the function', this.function.logGroup.logGroupName),
      [OUTPUTS.scheduleGroup]: output(
        'Group of the schedules, each named by its organization',
        group.scheduleGroupName,
      ),
      [OUTPUTS.deadLetters]: output('Queue of slots that never reached the function', deadLetters.queueUrl),
      [OUTPUTS.alarmPrefix]: output('How the name of every alarm begins', alarmPrefix(stackName)),
      [OUTPUTS.version]: output('Version of Tunnelwatch', VERSION),
      ...Object.fromEntries(
        [...this.secretArns].map(([organization, arn]) => [
          secretOutput(organization),
          output(`Secret for the API key of organization ${organization}`, arn),
        ]),
      ),
    };
  }
}
