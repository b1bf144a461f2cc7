/** From flags and variables to what they name in AWS; what nobody names is found in the stack. */
import { ConfigurationError } from '../config/problems.ts';
import { ENVIRONMENT, STACK_VARIABLE } from '../names.ts';
import { CommandError } from './command-error.ts';
import { configured } from './configured.ts';
import type { Account, Aws, Host } from './host.ts';
import { findInstallation, type Installation } from './installation.ts';

/** Flags that say whose AWS, where in the world, and which of the things there. */
export interface WhereFlags extends Account {
  readonly stack?: string;
  readonly table?: string;
  readonly topic?: string;
  /** In place of all these: a folder of `watch`. */
  readonly data?: string;
}

/** What is meant. Each is found when it is first asked for. The methods throw a `CommandError` where it is not to be found. */
export interface Located {
  readonly aws: Aws;
  /** The stack with everything in it. */
  installation(): Promise<Installation>;
  /** Name of the table. */
  table(): Promise<string>;
  /** ARN of the alerts topic. */
  topic(): Promise<string>;
}

/** Loads the AWS clients and asks nobody yet. */
export async function locate(flags: WhereFlags, host: Host): Promise<Located> {
  const aws = await host.aws({
    ...(flags.profile && { profile: flags.profile }),
    ...(flags.region && { region: flags.region }),
  });
  let found: Promise<Installation> | undefined;
  const installation = (): Promise<Installation> => {
    found ??= findInstallation(aws, stackName(flags, host), host.version);
    return found;
  };
  return {
    aws,
    installation,
    table: async () => flags.table || host.env[ENVIRONMENT.table] || (await installation()).table,
    topic: async () => {
      const given = flags.topic || host.env[ENVIRONMENT.topic];
      return given ? topicArn(given) : (await installation()).alertsTopic;
    },
  };
}

/** The stack's name: of the flag, the variable, the configuration file, or the one that `cdk deploy` gives. */
export function stackName(flags: Pick<WhereFlags, 'stack'>, host: Host): string {
  const given = flags.stack || host.env[STACK_VARIABLE];
  if (given) return given;
  try {
    return configured(host)?.stackName ?? 'Tunnelwatch';
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CommandError('usage', error.message, 'Mend the file, or name the stack with --stack.');
  }
}

function topicArn(arn: string): string {
  if (/^arn:[^:]+:sns:[^:]+:\d{12}:[^:]+$/.test(arn)) return arn;
  throw new CommandError(
    'usage',
    `"${arn}" is not the ARN of an SNS topic.`,
    'It looks like arn:aws:sns:eu-central-1:123456789012:name; the stack prints it as AlertsTopicArn.',
  );
}
