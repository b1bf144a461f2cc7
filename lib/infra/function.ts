import { DockerImage, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { AssetHashType } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Configuration } from '../config/file.ts';
import { ENVIRONMENT } from '../names.ts';
import { buildSyncFunction, SYNC_FUNCTION_FOLDER, SYNC_FUNCTION_HANDLER } from './bundle.ts';
import { createFunctionRole, type Owned } from './permissions.ts';
import type { TunnelwatchProps } from './props.ts';
import { FUNCTION_ALLOCATION, FUNCTION_MEMORY_MB } from './size.ts';
import { eventAge, functionTimeout, shortestInterval } from './times.ts';

export interface SyncFunctionProps {
  readonly config: Configuration;
  readonly table: Table;
  readonly alerts: ITopic;
  /** What each organization has of its own. */
  readonly owned: readonly Owned[];
  readonly encryptionKey: IKey | undefined;
  readonly network: Pick<TunnelwatchProps, 'vpc' | 'vpcSubnets' | 'securityGroups'>;
}

/**
 * The function that all schedules invoke. No concurrency is reserved for it: leases keep runs apart, and in a young
 * account, whose limit is 10, reserving any would make the deployment fail.
 */
export function createSyncFunction(scope: Construct, props: SyncFunctionProps): LambdaFunction {
  const { config, encryptionKey } = props;
  const logGroup = new LogGroup(scope, 'Log', {
    retention: config.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(encryptionKey !== undefined && { encryptionKey }),
  });
  const isInVpc = config.deployment.vpc !== null || props.network.vpc !== undefined;
  const made = new LambdaFunction(scope, 'Function', {
    description: 'Tunnelwatch: one run over the network tunnel groups of one Secure Access organization',
    code: bundledCode(),
    handler: SYNC_FUNCTION_HANDLER,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: FUNCTION_MEMORY_MB,
    timeout: functionTimeout(config.organizations),
    role: createFunctionRole(scope, { ...props, logGroup, isInVpc }),
    environment: {
      [ENVIRONMENT.table]: props.table.tableName,
      [ENVIRONMENT.topic]: props.alerts.topicArn,
      [ENVIRONMENT.logLevel]: config.logLevel,
      [ENVIRONMENT.installation]: Stack.of(scope).stackName,
      ...FUNCTION_ALLOCATION,
    },
    logGroup,
    // Our lines are JSON already. In Lambda's JSON format they would be filtered a second time, and a line that is
    // wrapped in another is no longer a metric: the dead-man alarm would ring for ever.
    loggingFormat: LoggingFormat.TEXT,
    tracing: Tracing.DISABLED,
    // The next slot repeats a run that failed; a repetition by Lambda would only be a second run of the same slot.
    retryAttempts: 0,
    maxEventAge: eventAge(shortestInterval(config.organizations)),
    ...networkOf(props.network),
  });
  if (props.network.vpc === undefined) putInto(made, config.deployment.vpc);
  explain(made);
  return made;
}

/** What AWS's rules for serverless applications ask for, and why it is not there. */
function explain(made: LambdaFunction): void {
  const next =
    'A slot that failed or was dropped has no worth: the next run makes good for it, and alarms watch both.';
  for (const [id, reason] of [
    ['Serverless-LambdaDLQ', next],
    ['Serverless-LambdaAsyncFailureDestination', next],
    [
      'Serverless-LambdaTracing',
      'Every call of a run is timed in its log; traces of each minute would cost more than all runs.',
    ],
  ] as const)
    Validations.of(made).acknowledge({ id, reason });
}

function networkOf({ vpc, vpcSubnets, securityGroups }: SyncFunctionProps['network']) {
  if (vpc === undefined) return {};
  return {
    vpc,
    ...(vpcSubnets !== undefined && { vpcSubnets }),
    ...(securityGroups !== undefined && { securityGroups: [...securityGroups] }),
  };
}

/** By ids alone: CDK's own way would have to ask the account about the subnets, and so need its credentials to synthesize. */
function putInto(made: LambdaFunction, vpc: Configuration['deployment']['vpc']): void {
  const { defaultChild } = made.node;
  if (vpc === null || !(defaultChild instanceof CfnFunction)) return;
  defaultChild.vpcConfig = { subnetIds: vpc.subnetIds, securityGroupIds: vpc.securityGroupIds };
}

function bundledCode(): Code {
  return Code.fromAsset(SYNC_FUNCTION_FOLDER, {
    // Of what is deployed, so that a changed comment deploys nothing.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle: (outputDir) => {
          buildSyncFunction(outputDir);
          return true;
        },
      },
    },
  });
}
