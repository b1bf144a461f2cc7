import { GetScheduleCommand, ListSchedulesCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';

type Sender = Pick<SchedulerClient, 'send'>;

/** A schedule as EventBridge Scheduler has it. */
export interface DescribedSchedule {
  readonly name: string;
  readonly enabled: boolean;
  /** For example `rate(1 minute)`. */
  readonly expression: string;
  /** What the function is invoked with, as text. */
  readonly input: string;
}

/** More schedules than any stack has: a list that has no end is not read for ever. */
const PAGES_MAX = 100;

/** Names of all schedules of a group, in their order. Throws the SDK's error. */
export async function scheduleNames(client: Sender, group: string): Promise<readonly string[]> {
  const names: string[] = [];
  let next: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const found = await client.send(new ListSchedulesCommand({ GroupName: group, NextToken: next }));
    for (const { Name } of found.Schedules ?? []) if (Name !== undefined) names.push(Name);
    next = found.NextToken;
    if (next === undefined) break;
  }
  return names.sort();
}

/** A schedule of a group. Throws the SDK's error, `ResourceNotFoundException` where there is none. */
export async function describeSchedule(
  client: Sender,
  group: string,
  name: string,
): Promise<DescribedSchedule> {
  const found = await client.send(new GetScheduleCommand({ GroupName: group, Name: name }));
  return {
    name,
    enabled: found.State === 'ENABLED',
    expression: found.ScheduleExpression ?? '',
    input: found.Target?.Input ?? '',
  };
}
