import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../config/file.ts';
import { Tunnelwatch } from './tunnelwatch.ts';

export interface TunnelwatchStackProps extends StackProps {
  readonly config: Configuration;
}

/** One installation of Tunnelwatch, in whatever account and region it is deployed to. */
export class TunnelwatchStack extends Stack {
  readonly tunnelwatch: Tunnelwatch;

  constructor(scope: Construct, id: string, { config, ...props }: TunnelwatchStackProps) {
    super(scope, id, {
      description: 'Tunnelwatch: watches the network tunnels of Cisco Secure Access',
      stackName: config.stackName,
      ...props,
    });
    this.tunnelwatch = new Tunnelwatch(this, 'Tunnelwatch', config);
    const { table, alerts, operations, function: run, secretArns } = this.tunnelwatch;
    this.output('TableName', 'Table with state and history', table.tableName);
    this.output('AlertsTopicArn', 'Topic for alerts about tunnels: subscribe here', alerts.topicArn);
    this.output('OperationsTopicArn', 'Topic for alarms about Tunnelwatch itself', operations.topicArn);
    this.output('FunctionName', 'Function that makes the runs', run.functionName);
    for (const [organization, arn] of secretArns)
      this.output(secretOutput(organization), `Secret for the API key of organization ${organization}`, arn);
  }

  private output(id: string, description: string, value: string): void {
    new CfnOutput(this, id, { description, value });
  }
}

/**
 * Name of the output with the ARN of an organization's secret. CloudFormation allows letters and digits only, so hyphens
 * are written out: `a-b` and `ab` must not become the same.
 * @example secretOutput('acme-east') // 'SecretAcmeDashEast'
 */
export function secretOutput(organization: string): string {
  const parts = organization.split('-').map((part) => part.slice(0, 1).toUpperCase() + part.slice(1));
  return `Secret${parts.join('Dash')}`;
}
