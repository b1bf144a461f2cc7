import type { Service } from '../endpoint.ts';
import { stringMember } from '../json.ts';
import { createJsonService } from '../json-protocol.ts';

/** A metric alarm, in the state that somebody says it is in: nothing here looks at metrics. */
export type Alarm = {
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly reason?: string;
  readonly description?: string;
  /** When it entered the state, in milliseconds since 1970. */
  readonly since: number;
};

/** All alarms, by name. */
export type Alarms = Map<string, Alarm>;

const PAGE_SIZE = 100;

/** CloudWatch in its JSON protocol, as far as it describes alarms. */
export function createCloudWatch(alarms: Alarms): Service {
  return createJsonService({
    name: 'CloudWatch',
    targetPrefix: 'GraniteServiceVersion20100801.',
    contentType: 'application/x-amz-json-1.0',
    actions: {
      DescribeAlarms: (input) => {
        const prefix = stringMember(input, 'AlarmNamePrefix') ?? '';
        const start = Number.parseInt(stringMember(input, 'NextToken') ?? '0', 10);
        const all = [...alarms].filter(([name]) => name.startsWith(prefix));
        const next = start + PAGE_SIZE;
        const page = all.slice(start, next).map(([name, { state, reason, description, since }]) => ({
          AlarmName: name,
          AlarmDescription: description,
          StateValue: state,
          StateReason: reason,
          StateUpdatedTimestamp: since / 1000,
        }));
        return { MetricAlarms: page, ...(next < all.length ? { NextToken: String(next) } : {}) };
      },
    },
  });
}
