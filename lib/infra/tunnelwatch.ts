import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable, type Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { configurationIn } from '../config/file.ts';
import { sharedAlarms } from './alarms/shared.ts';
import { createBudget } from './budget.ts';
import { refusePlainHttp } from './complete-runs.ts';
import { conform } from './conform.ts';
import { createDashboard } from './dashboard.ts';
import { createSyncFunction } from './function.ts';
import { alertsTopic, keptBy } from './kept.ts';
import { placeOrganizations, watchOrganization } from './organizations.ts';
import { type Output, outputsOf } from './outputs.ts';
import type { TunnelwatchProps } from './props.ts';
import { createQueries } from './queries.ts';
import { createReaderRole, type Readable, readStatements } from './reader.ts';
import { Schedules } from './schedule.ts';
import { createTable } from './table.ts';
import { longestInterval } from './times.ts';
import { createOperationsTopic } from './topics.ts';

/**
 * Everything that watches the tunnels of one or more Secure Access organizations: a schedule for each, one function, one
 * table, and the alarms that watch the watcher.
 *
 * @example
 * const watch = new Tunnelwatch(stack, 'Tunnelwatch', { config: { email: ['you@example.com'] } });
 * watch.grantRead(myFunction);
 */
export class Tunnelwatch extends Construct {
  /** State, snapshots, changes, runs and the alert log. */
  readonly table: Table;
  /** Alerts about tunnels. Subscribe here. */
  readonly alerts: ITopic;
  /** Alarms about Tunnelwatch itself. */
  readonly operations: Topic;
  /** Makes the runs. */
  readonly function: LambdaFunction;
  /** ARN of each organization's secret, by the organization's id. */
  readonly secretArns: ReadonlyMap<string, string>;
  /** Every alarm; each tells `operations`. */
  readonly alarms: readonly Alarm[];
  /** May read and nothing else; null where the configuration wants none. */
  readonly readerRole: Role | null;
  /** null where the configuration wants none. */
  readonly dashboard: Dashboard | null;
  /**
   * What commands and people need to find the installation, by the name of the stack's output. `TunnelwatchStack` puts them out;
   * a stack of your own must (`addOutputs`), for the `tunnelwatch` command to find its way.
   */
  readonly outputs: Readonly<Record<string, Output>>;
  private readonly readable: Readable;

  constructor(scope: Construct, id: string, props: TunnelwatchProps) {
    super(scope, id);
    const config = configurationIn(`The configuration of ${this.node.path}`, props.config);
    const kept = keptBy(this, config, props);
    this.table = createTable(this, kept);
    this.alerts = alertsTopic(this, config, props, kept);
    this.operations = createOperationsTopic(this, config.operationsEmail, kept.encryptionKey);
    const placed = placeOrganizations(this, config, props, kept);
    refusePlainHttp(
      this,
      placed.map(({ completeRuns }) => completeRuns),
    );
    this.secretArns = new Map(placed.map(({ organization, secret }) => [organization.id, secret]));
    this.function = createSyncFunction(this, {
      ...kept,
      config,
      table: this.table,
      alerts: this.alerts,
      owned: placed.map(({ secret, completeRuns }) => ({
        secretArn: secret,
        queueArn: completeRuns.queueArn,
      })),
      network: props,
    });
    for (const secret of Object.values(props.secrets ?? {}))
      secret.encryptionKey?.grantDecrypt(this.function);
    const schedules = new Schedules(this, 'Schedules', { ...kept, target: this.function });
    const told = { operations: this.operations, runbookUrl: config.alarms.runbookUrl };
    const shared = sharedAlarms(this, told, {
      config,
      everyMinutes: longestInterval(config.organizations),
      function: this.function,
      alerts: this.alerts,
      deadLetters: schedules.deadLetters,
    });
    const own = placed.map((one) =>
      watchOrganization(one, { told, settings: config.alarms, shared, schedules }),
    );
    this.alarms = [...shared, ...own];
    this.readable = {
      ...kept,
      table: this.table,
      topics: [this.alerts, this.operations],
      function: this.function,
      logGroup: this.function.logGroup,
      scheduleGroup: schedules.group.scheduleGroupName,
    };
    const { deployment, monthlyBudgetUsd } = config;
    this.readerRole = deployment.readerRole ? createReaderRole(this, this.readable) : null;
    createQueries(this, this.function.logGroup);
    this.dashboard = deployment.dashboard
      ? createDashboard(this, this, { placed, deadLetters: schedules.deadLetters })
      : null;
    if (monthlyBudgetUsd !== null) createBudget(this, this.operations, monthlyBudgetUsd);
    this.outputs = outputsOf(this, Stack.of(this), schedules);
    conform(this, config);
  }

  /** Lets somebody read what is recorded, and see what is deployed; no secret, and no writing. */
  grantRead(grantee: IGrantable): Grant {
    const [first, ...others] = readStatements(this, this.readable).map(({ actions, resources }) =>
      Grant.addToPrincipal({ grantee, actions, resourceArns: resources }),
    );
    if (first === undefined) return Grant.drop(grantee, 'there is nothing to read');
    return others.reduce((all, grant) => all.combine(grant), first);
  }

  /** Puts `outputs` out of the stack, under the names by which the `tunnelwatch` command looks for them. */
  addOutputs(): void {
    const stack = Stack.of(this);
    for (const [name, { description, value }] of Object.entries(this.outputs))
      new CfnOutput(stack, name, { description, value });
  }
}
