import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface PagerProps {
  /** The topic with alerts: `tunnelwatch.alerts`. */
  readonly alerts: ITopic;
  /** Holds PagerDuty's integration key, as plain text. */
  readonly routingKey: ISecret;
  /**
   * Where PagerDuty takes events.
   * @default - the address for accounts outside of the EU
   */
  readonly url?: string;
}

/** Opens and resolves one item per incident in PagerDuty. */
export class Pager extends Construct {
  constructor(scope: Construct, id: string, { alerts, routingKey, url }: PagerProps) {
    super(scope, id);
    const lost = new Queue(this, 'Lost', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const pager = new NodejsFunction(this, 'Function', {
      entry: join(import.meta.dirname, 'handler.ts'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.minutes(1),
      environment: {
        ROUTING_KEY_SECRET: routingKey.secretArn,
        ...(url !== undefined && { PAGERDUTY_URL: url }),
      },
      // What could not be told after three tries is kept; put an alarm on this queue.
      deadLetterQueue: lost,
    });
    routingKey.grantRead(pager);
    alerts.addSubscription(new LambdaSubscription(pager, { deadLetterQueue: lost }));
  }
}
