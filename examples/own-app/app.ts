/**
 * Tunnelwatch as a part of somebody's own CDK app: beside other things in a stack, with a pager, and read by a function of their own.
 *
 *   npx cdk synth --app 'npx tsx examples/own-app/main.ts'
 */
import { type App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Tunnelwatch } from '../../lib/infra/index.ts';
import { Pager } from '../pager/infra.ts';

/** The stack of a network team. */
export function addNetworkStack(app: App): Stack {
  const stack = new Stack(app, 'Network');

  const tunnels = new Tunnelwatch(stack, 'Tunnels', {
    config: {
      email: ['network-team@example.com'],
      organizations: [
        { id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' },
        { id: 'acme-labs', name: 'Acme Labs', everyMinutes: 15 },
      ],
      leaveOut: [{ name: 'LAB-*' }],
      deployment: { tags: { team: 'network' } },
    },
  });
  // For the `tunnelwatch` command: --stack Network finds everything by them.
  tunnels.addOutputs();

  new Pager(stack, 'Pager', {
    alerts: tunnels.alerts,
    routingKey: Secret.fromSecretNameV2(stack, 'PagerDutyKey', 'network/pagerduty'),
  });

  // Asks the table itself: docs/history.md has the module for it.
  const report = new LambdaFunction(stack, 'WeeklyReport', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => process.env.TABLE;'),
    environment: { TABLE: tunnels.table.tableName },
  });
  tunnels.grantRead(report);
  tunnels.operations.grantPublish(report);

  return stack;
}
