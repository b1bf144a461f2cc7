import { Stack, Tags } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ofThisAccount } from './topics.ts';

/** By it the costs of this installation are told from all others of the account, once the tag is activated for cost allocation. */
export const COST_TAG = 'tunnelwatch';

/** Tells the operations topic when a month costs more than expected: four fifths spent, or all of it by forecast. */
export function createBudget(scope: Construct, operations: Topic, monthlyUsd: number): CfnBudget {
  const { stackName } = Stack.of(scope);
  Tags.of(scope).add(COST_TAG, stackName);
  operations.grantPublish(ofThisAccount(scope, 'budgets'));
  const tell = (
    notificationType: string,
    threshold: number,
  ): CfnBudget.NotificationWithSubscribersProperty => ({
    notification: {
      notificationType,
      threshold,
      comparisonOperator: 'GREATER_THAN',
      thresholdType: 'PERCENTAGE',
    },
    subscribers: [{ subscriptionType: 'SNS', address: operations.topicArn }],
  });
  return new CfnBudget(scope, 'Budget', {
    budget: {
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyUsd, unit: 'USD' },
      costFilters: { TagKeyValue: [`user:${COST_TAG}$${stackName}`] },
    },
    notificationsWithSubscribers: [tell('ACTUAL', 80), tell('FORECASTED', 100)],
  });
}
