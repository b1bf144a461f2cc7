import { DockerImage, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { AssetHashType } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Configuration } from '../config/file.ts';
import type { Organization } from '../config/organization.ts';
import { ENVIRONMENT } from '../names.ts';
import { buildSyncFunction, SYNC_FUNCTION_FOLDER, SYNC_FUNCTION_HANDLER } from './bundle.ts';
import { createFunctionRole } from './permissions.ts';
import { eventAge, functionTimeout, shortestInterval } from './times.ts';

export interface SyncFunctionProps {
  readonly organizations: readonly Organization[];
  readonly logLevel: Configuration['logLevel'];
  readonly table: Table;
  readonly alerts: ITopic;
  /** The organizations' secrets. */
  readonly secretArns: readonly string[];
}

/**
 * The function that all schedules invoke. No concurrency is reserved for it: leases keep runs apart, and in a young
 * account, whose limit is 10, reserving any would make the deployment fail.
 */
export function createSyncFunction(scope: Construct, props: SyncFunctionProps): LambdaFunction {
  const logGroup = new LogGroup(scope, 'Log', {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new LambdaFunction(scope, 'Function', {
    description: 'Tunnelwatch: one run over the network tunnel groups of one Secure Access organization',
    code: bundledCode(),
    handler: SYNC_FUNCTION_HANDLER,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 256,
    timeout: functionTimeout(props.organizations),
    role: createFunctionRole(scope, { ...props, logGroup }),
    environment: {
      [ENVIRONMENT.table]: props.table.tableName,
      [ENVIRONMENT.topic]: props.alerts.topicArn,
      [ENVIRONMENT.logLevel]: props.logLevel,
      [ENVIRONMENT.installation]: Stack.of(scope).stackName,
    },
    logGroup,
    // Our lines are JSON already. In Lambda's JSON format they would be filtered a second time, and a line that is
    // wrapped in another is no longer a metric: the dead-man alarm would ring for ever.
    loggingFormat: LoggingFormat.TEXT,
    tracing: Tracing.DISABLED,
    // The next slot repeats a run that failed; a repetition by Lambda would only be a second run of the same slot.
    retryAttempts: 0,
    maxEventAge: eventAge(shortestInterval(props.organizations)),
  });
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
