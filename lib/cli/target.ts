/** An organization as it is deployed: what its schedule sends is what its runs go by. */
import type { DescribedSchedule } from '../adapters/scheduler/schedules.ts';
import { parsePayload, type ScheduledOrganization } from '../config/payload.ts';
import { chosenOrganization, type Holder } from './choose-organization.ts';
import { CommandError } from './command-error.ts';
import type { Aws, Host } from './host.ts';
import type { Installation } from './installation.ts';
import { locate, type WhereFlags } from './locate.ts';

/** The stack, as errors name it. */
export const STACK: Holder = {
  name: 'The stack',
  empty: { message: 'The stack has no schedule: nothing runs.', remedy: 'Deploy it again: npx cdk deploy.' },
};

export interface Target {
  readonly aws: Aws;
  readonly installation: Installation;
  readonly organization: ScheduledOrganization;
  readonly schedule: DescribedSchedule;
}

/** The organization that the flags mean. Throws a `CommandError` where there is none, or no single one. */
export async function targetOf(flags: WhereFlags & { readonly org?: string }, host: Host): Promise<Target> {
  const { aws, installation: find } = await locate(flags, host);
  const installation = await find();
  const schedules = aws.schedules(installation.scheduleGroup);
  const name = chosenOrganization(await schedules.names(), flags.org, STACK);
  const schedule = await schedules.one(name);
  return { aws, installation, schedule, organization: scheduledOrganization(schedule) };
}

/** What a schedule sends, read. Throws a `CommandError` where this version cannot read it. */
export function scheduledOrganization({ name, input }: DescribedSchedule): ScheduledOrganization {
  try {
    return parsePayload(JSON.parse(input)).organization;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      'not set up',
      `What the schedule ${name} sends cannot be read: ${why}`,
      'It was changed by hand, or is of another version. Deploy again: npx cdk deploy.',
    );
  }
}
