/** The stack that commands work on: found by its name, and everything in it by its outputs. */
import type { DescribedStack } from '../adapters/cloudformation/stack.ts';
import { OUTPUTS, organizationOfOutput } from '../names.ts';
import { CommandError } from './command-error.ts';
import type { Aws } from './host.ts';
import { isSameRelease } from './release.ts';

/** What is deployed. */
export interface Installation {
  readonly stack: string;
  /** CloudFormation's word for how the stack stands. */
  readonly status: string;
  readonly version: string;
  readonly table: string;
  /** ARN. */
  readonly alertsTopic: string;
  /** ARN. */
  readonly operationsTopic: string;
  readonly function: string;
  readonly logGroup: string;
  /** Its schedules are named by their organizations. */
  readonly scheduleGroup: string;
  /** How the names of its alarms begin. */
  readonly alarmPrefix: string;
  /** ARN of each organization's secret, by the organization's id. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** What CloudFormation says while the first deployment has not come to its end, or never did. */
const HALF = /^(CREATE|ROLLBACK|REVIEW|IMPORT)_(?!COMPLETE)|^ROLLBACK_COMPLETE$/;
const GOING = /^DELETE_/;

/**
 * Finds the stack. Throws a `CommandError` where there is none, where it is not whole, and where it is of another release
 * than this command: what the one stores the other may misread.
 */
export async function findInstallation(aws: Aws, stack: string, version: string): Promise<Installation> {
  const found = await aws.stack(stack);
  if (found === null) throw await notDeployed(aws, stack);
  const installation = installationOf(found);
  if (!isSameRelease(installation.version, version)) throw anotherRelease(installation, version);
  return installation;
}

/** What a stack's outputs say. Throws a `CommandError` where it is not whole or not ours. */
export function installationOf({ name, status, reason, outputs }: DescribedStack): Installation {
  if (HALF.test(status) || GOING.test(status)) throw notWhole(name, status, reason);
  const missing = Object.values(OUTPUTS).find((output) => !outputs[output]);
  if (missing !== undefined)
    throw new CommandError(
      'not set up',
      `The stack ${name} is not one that this version of Tunnelwatch has made: it has no output ${missing}.`,
      'Name the right one with --stack, or deploy this version to it (npx cdk deploy).',
    );
  const output = (key: keyof typeof OUTPUTS): string => outputs[OUTPUTS[key]] ?? '';
  return {
    stack: name,
    status,
    version: output('version'),
    table: output('table'),
    alertsTopic: output('alerts'),
    operationsTopic: output('operations'),
    function: output('function'),
    logGroup: output('logGroup'),
    scheduleGroup: output('scheduleGroup'),
    alarmPrefix: output('alarmPrefix'),
    secrets: secretsIn(outputs),
  };
}

function secretsIn(outputs: DescribedStack['outputs']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(outputs).flatMap(([output, arn]) => {
      const organization = organizationOfOutput(output);
      return organization === null ? [] : [[organization, arn] as const];
    }),
  );
}

/** Says where it was looked for, as far as that can be known: mostly it was the wrong account or region. */
async function notDeployed(aws: Aws, stack: string): Promise<CommandError> {
  const [region, identity] = await Promise.all([aws.region(), aws.identity().catch(() => null)]);
  const account = identity === null ? '' : ` of account ${identity.account}`;
  return new CommandError(
    'not set up',
    `There is no stack ${stack} in ${region ?? 'the region'}${account}.`,
    'Give the --profile, --region or --stack of the one you mean, or deploy it: npx cdk deploy.',
  );
}

function notWhole(stack: string, status: string, reason: string | null): CommandError {
  const why = reason === null ? '' : ` (${reason.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '')})`;
  if (GOING.test(status))
    return new CommandError(
      'not set up',
      `The stack ${stack} is being removed, or was: ${status}${why}.`,
      'Its table and secrets are kept: --table NAME still reads what is stored. To watch again: npx cdk deploy.',
    );
  return new CommandError(
    'not set up',
    `The stack ${stack} is only half deployed: ${status}${why}.`,
    status.endsWith('_IN_PROGRESS')
      ? 'Wait until npx cdk deploy has come to its end.'
      : 'Remove the cause that CloudFormation names among its events, and deploy again: npx cdk deploy.',
  );
}

function anotherRelease({ stack, version: deployed }: Installation, version: string): CommandError {
  return new CommandError(
    'not set up',
    `The stack ${stack} is of version ${deployed}, and this command of version ${version}.`,
    'Use the command of that version, or deploy this one: npx cdk deploy.',
  );
}
