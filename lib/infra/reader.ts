import { Stack, Token, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { TABLE } from '../names.ts';

/** What there is to read. */
export interface Readable {
  readonly table: Table;
  readonly topics: readonly ITopic[];
  readonly function: IFunction;
  readonly logGroup: ILogGroup;
  readonly scheduleGroup: string;
  readonly encryptionKey: IKey | undefined;
}

/** What commands that only ask need: the table and its index, and to see what is deployed and how it is. No secret, no write. */
export function readStatements(scope: Construct, readable: Readable): PolicyStatement[] {
  const { table, topics, encryptionKey } = readable;
  const stack = Stack.of(scope);
  const may = (sid: string, actions: readonly string[], ...resources: string[]) =>
    new PolicyStatement({ sid, actions: [...actions], resources });
  const arn = (service: string, resource: string) =>
    `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${resource}`;
  return [
    may('FindStack', ['cloudformation:DescribeStacks'], arn('cloudformation', `stack/${stack.stackName}/*`)),
    may(
      'ReadTable',
      [
        'dynamodb:BatchGetItem',
        'dynamodb:DescribeTable',
        'dynamodb:DescribeTimeToLive',
        'dynamodb:GetItem',
        'dynamodb:Query',
      ],
      table.tableArn,
    ),
    may('AskByGroup', ['dynamodb:Query'], `${table.tableArn}/index/${TABLE.changesByGroup.index}`),
    may(
      'SeeSubscriptions',
      ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
      ...topics.map((topic) => topic.topicArn),
    ),
    may('SeeSchedules', ['scheduler:GetSchedule'], arn('scheduler', `schedule/${readable.scheduleGroup}/*`)),
    may(
      'SeeFunction',
      ['lambda:GetFunctionConcurrency', 'lambda:GetFunctionConfiguration'],
      readable.function.functionArn,
    ),
    may(
      'ReadLog',
      ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery'],
      readable.logGroup.logGroupArn,
    ),
    may('SeeAlarms', ['cloudwatch:DescribeAlarms'], arn('cloudwatch', 'alarm:*')),
    ...(encryptionKey === undefined ? [] : [may('Decrypt', ['kms:Decrypt'], encryptionKey.keyArn)]),
  ];
}

/** A role for people and programs that may ask and change nothing. Who takes it on is for their own policies to say. */
export function createReaderRole(scope: Construct, readable: Readable): Role {
  const role = new Role(scope, 'ReaderRole', {
    description: `Tunnelwatch, stack ${Stack.of(scope).stackName}: reads what is recorded, and changes nothing`,
    assumedBy: new AccountRootPrincipal(),
    inlinePolicies: { Read: new PolicyDocument({ statements: readStatements(scope, readable) }) },
  });
  const { partition, region, account } = Stack.of(scope);
  const arnsBegin = (service: string) =>
    `arn:${named(partition, 'Partition')}:${service}:${named(region, 'Region')}:${named(account, 'AccountId')}`;
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${arnsBegin('scheduler')}:schedule/${readable.scheduleGroup}/*]`,
    reason: "The schedules of the installation's own group, whichever organizations there are.",
  });
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${arnsBegin('cloudformation')}:stack/${Stack.of(scope).stackName}/*]`,
    reason: 'The stack of this name; the rest of its ARN changes when it is made anew.',
  });
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${arnsBegin('cloudwatch')}:alarm:*]`,
    reason:
      'IAM lets somebody look alarms up by the beginning of their name only where all of them may be seen.',
  });
  return role;
}

/** As cdk-nag writes what only a deployment knows. */
function named(value: string, name: string): string {
  return Token.isUnresolved(value) ? `<AWS::${name}>` : value;
}
