/** What is allowed and will hardly work as meant. */
import { largestFleet, shortestInterval } from '../core/rate/interval.ts';
import type { Configuration } from './file.ts';
import type { ConfiguredOrganization } from './organization.ts';

/** Each names the field, and what to do. */
export function warningsOf({ organizations }: Pick<Configuration, 'organizations'>): readonly string[] {
  return organizations.flatMap((organization, index) =>
    intervals(organization).map((warning) => `organizations[${index}].${warning}`),
  );
}

function intervals({
  everyMinutes,
  expectedGroups,
  requestBudget,
}: ConfiguredOrganization): readonly string[] {
  if (expectedGroups === null) return [];
  const shortest = shortestInterval(expectedGroups, requestBudget);
  if (shortest !== null && everyMinutes >= shortest) return [];
  const most = largestFleet(everyMinutes, requestBudget);
  const remedy =
    shortest === null
      ? 'No interval that can be configured is long enough.'
      : `Set it to ${shortest} at least.`;
  return [
    `everyMinutes: within ${everyMinutes === 1 ? 'a minute' : `${everyMinutes} minutes`} the API's rate limits ("requestBudget": "${requestBudget}") let runs read ` +
      `${most} groups, and expectedGroups is ${expectedGroups}: runs will fail with "rate limit reached". ${remedy}`,
  ];
}
