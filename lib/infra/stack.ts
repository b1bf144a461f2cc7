import { Stack, type StackProps } from 'aws-cdk-lib';
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
    this.tunnelwatch = new Tunnelwatch(this, 'Tunnelwatch', { config });
    this.tunnelwatch.addOutputs();
  }
}
