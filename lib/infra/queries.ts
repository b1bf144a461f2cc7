import { Stack } from 'aws-cdk-lib';
import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** The lines of a query of CloudWatch Logs Insights that counts decisions about telling by their reason. */
export const WHY_TOLD = [
  'filter message = "Decided."',
  'stats sum(times) as decisions, latest(@timestamp) as last by organization, decision, reason',
  'sort decisions desc',
];

/** Queries that are kept in CloudWatch Logs Insights for whoever asks the function's log. They cost nothing until they are run. */
export function createQueries(scope: Construct, logGroup: ILogGroup): void {
  new CfnQueryDefinition(scope, 'WhyTold', {
    name: `${Stack.of(scope).stackName}/why something was told, and why not`,
    queryString: WHY_TOLD.join('\n| '),
    logGroupNames: [logGroup.logGroupName],
  });
}
