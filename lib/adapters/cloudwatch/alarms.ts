import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';

/** An alarm as CloudWatch has it. */
export interface DescribedAlarm {
  readonly name: string;
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  readonly state: string;
  /** Milliseconds since 1970; null where CloudWatch does not say. */
  readonly since: number | null;
  readonly description: string;
}

/** More alarms than any stack has: a list that has no end is not read for ever. */
const PAGES_MAX = 100;

/** All metric alarms whose names begin so. Throws the SDK's error. */
export async function describeAlarms(
  client: Pick<CloudWatchClient, 'send'>,
  prefix: string,
): Promise<readonly DescribedAlarm[]> {
  const alarms: DescribedAlarm[] = [];
  let next: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const found = await client.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm'], NextToken: next }),
    );
    for (const alarm of found.MetricAlarms ?? [])
      alarms.push({
        name: alarm.AlarmName ?? '',
        state: alarm.StateValue ?? 'unknown',
        since: alarm.StateUpdatedTimestamp?.getTime() ?? null,
        description: alarm.AlarmDescription ?? '',
      });
    next = found.NextToken;
    if (next === undefined) break;
  }
  return alarms;
}
