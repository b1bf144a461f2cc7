import type { Service } from '../endpoint.ts';
import type { JsonObject } from '../json.ts';
import { createRestService } from '../rest-protocol.ts';
import { ServiceError } from '../service-error.ts';

/** A schedule as `GetSchedule` gives it. Nothing invokes by it: tests and the demo do, on a clock of their own. */
export type Schedule = {
  readonly group: string;
  readonly name: string;
  readonly state: 'ENABLED' | 'DISABLED';
  /** For example `rate(1 minute)`. */
  readonly expression: string;
  /** What the target is invoked with. */
  readonly input: string;
  /** ARN of the target. */
  readonly target: string;
};

/** All schedules, by group and name. */
export type Schedules = Map<string, Schedule>;

/** The key of a schedule among all. */
export function scheduleKey({ group, name }: Pick<Schedule, 'group' | 'name'>): string {
  return `${group}/${name}`;
}

const PAGE_SIZE = 100;

/** EventBridge Scheduler in its REST protocol, as far as it shows schedules. */
export function createScheduler(schedules: Schedules): Service {
  return createRestService('EventBridge Scheduler', [
    {
      operation: 'GetSchedule',
      method: 'GET',
      path: /^\/schedules\/(?<Name>[^/]+)$/,
      act: ({ path, query }) => {
        const [group = 'default', name = ''] = [query.groupName, path.Name];
        const found = schedules.get(scheduleKey({ group, name }));
        if (found === undefined)
          throw new ServiceError('ResourceNotFoundException', `Schedule ${name} does not exist.`, {
            status: 404,
          });
        return { ...summary(found), ScheduleExpression: found.expression, Target: target(found) };
      },
    },
    {
      operation: 'ListSchedules',
      method: 'GET',
      path: /^\/schedules(?<none>)$/,
      act: ({ query }) => {
        const start = Number.parseInt(query.NextToken ?? '0', 10);
        const all = [...schedules.values()].filter(
          ({ group }) => query.ScheduleGroup === undefined || group === query.ScheduleGroup,
        );
        const next = start + PAGE_SIZE;
        return {
          Schedules: all.slice(start, next).map(summary),
          ...(next < all.length ? { NextToken: String(next) } : {}),
        };
      },
    },
  ]);
}

function summary({ group, name, state, target: arn }: Schedule): JsonObject {
  return { GroupName: group, Name: name, State: state, Target: { Arn: arn } };
}

function target({ target: arn, input }: Schedule): JsonObject {
  return { Arn: arn, RoleArn: 'arn:aws:iam::000000000000:role/schedules', Input: input };
}
