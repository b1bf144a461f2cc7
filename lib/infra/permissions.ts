import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What the function does with the table. A transaction needs the permission of each of its parts. It never reads the index. */
export const TABLE_ACTIONS = [
  'dynamodb:ConditionCheckItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
] as const;

export interface FunctionPermissions {
  readonly table: Table;
  readonly alerts: ITopic;
  readonly logGroup: ILogGroup;
  /** The organizations' secrets. */
  readonly secretArns: readonly string[];
}

/**
 * The function's role: each action on exactly the resource it is for, nothing with a wildcard. (The managed policy most
 * functions have lets them write to every log group of the account.)
 */
export function createFunctionRole(scope: Construct, resources: FunctionPermissions): Role {
  const allow = (actions: readonly string[], ...arns: string[]) =>
    new PolicyDocument({ statements: [new PolicyStatement({ actions: [...actions], resources: arns })] });
  return new Role(scope, 'FunctionRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      ReadAndWriteTable: allow(TABLE_ACTIONS, resources.table.tableArn),
      ReadApiKeys: allow(['secretsmanager:GetSecretValue'], ...resources.secretArns),
      PublishAlerts: allow(['sns:Publish'], resources.alerts.topicArn),
      WriteLog: allow(['logs:CreateLogStream', 'logs:PutLogEvents'], resources.logGroup.logGroupArn),
    },
  });
}
