/** A stack as deployed, and a person at a shell: the bundle as the function, over a simulated Secure Access. */
import { afterEach, beforeEach } from '@jest/globals';
import type { Schedule } from '../../lib/local-aws/scheduler/service.ts';
import { alarmPrefix, ENVIRONMENT, OUTPUTS, secretOutput } from '../../lib/names.ts';
import { aBundle, aDeployment, type Deployment, TABLE_NAME } from '../lambda/a-deployment.ts';
import { aShell, type Shell, VERSION } from './a-shell.ts';

export const STACK = 'Tunnelwatch';
export const GROUP = 'tunnelwatch-schedules';
export const FUNCTION = 'tunnelwatch-sync';

export interface AnInstallation extends Shell {
  readonly deployed: Deployment;
  readonly alertsTopic: string;
  readonly operationsTopic: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Time passes, in milliseconds. */
  wait(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** One organization, `acme`, with its stack in order, the function warm or not, and no run made yet. */
export async function anInstallation(
  bundle: string,
  groups = 3,
  random: () => number = Math.random,
): Promise<AnInstallation> {
  const deployed = await aDeployment(bundle, { groups, random });
  const { aws, clock, secretArn } = deployed;
  const shell = aShell({ clock, random });
  const alertsTopic = aws.createTopic('alerts');
  const operationsTopic = aws.createTopic('operations');
  const outputs = {
    [OUTPUTS.table]: TABLE_NAME,
    [OUTPUTS.alerts]: alertsTopic,
    [OUTPUTS.operations]: operationsTopic,
    [OUTPUTS.function]: FUNCTION,
    [OUTPUTS.logGroup]: 'tunnelwatch-log',
    [OUTPUTS.scheduleGroup]: GROUP,
    [OUTPUTS.deadLetters]: 'https://sqs.us-east-1.amazonaws.com/000000000000/dead-letters',
    [OUTPUTS.alarmPrefix]: alarmPrefix(STACK),
    [OUTPUTS.version]: VERSION,
    [secretOutput('acme')]: secretArn,
  };
  aws.putStack(STACK, { status: 'CREATE_COMPLETE', outputs });
  aws.putFunction(FUNCTION, {
    handler: deployed.invoke,
    configuration: {
      Runtime: 'nodejs24.x',
      Environment: {
        Variables: { [ENVIRONMENT.table]: TABLE_NAME, [ENVIRONMENT.topic]: alertsTopic },
      },
    },
  });
  reschedule(deployed);
  for (const title of ['no complete run of acme', 'the function fails'])
    aws.putAlarm(`${alarmPrefix(STACK)}${title}`, { state: 'OK', since: clock.now() });
  return {
    ...shell,
    deployed,
    alertsTopic,
    operationsTopic,
    outputs,
    wait: (milliseconds) => clock.sleep(milliseconds),
    async close() {
      shell.leave();
      await deployed.close();
    },
  };
}

/** Puts a schedule: that of `acme`, each minute, unless something else is said. `override` is of what it sends. */
export function reschedule(
  { aws, payload }: Pick<Deployment, 'aws' | 'payload'>,
  override: Parameters<Deployment['payload']>[0] = {},
  schedule: Partial<Schedule> = {},
): void {
  aws.putSchedule({
    group: GROUP,
    name: 'acme',
    state: 'ENABLED',
    expression: 'rate(1 minute)',
    input: JSON.stringify({ ...payload(override), scheduledAt: '<aws.scheduler.scheduled-time>' }),
    target: 'arn:aws:lambda:us-east-1:000000000000:function:tunnelwatch-sync',
    ...schedule,
  });
}

/** A new installation for each test of the file, or of the group of tests, that calls this. */
export function eachWithInstallation(
  use: (fresh: AnInstallation) => void | Promise<void>,
  groups?: number,
): void {
  let installation: AnInstallation;
  beforeEach(async () => {
    installation = await anInstallation(aBundle(), groups);
    await use(installation);
  });
  afterEach(() => installation.close());
}
