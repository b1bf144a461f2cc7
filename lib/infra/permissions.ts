import { Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { KEY_ACTIONS } from './encryption.ts';

/** What the function does with the table. A transaction needs the permission of each of its parts. It never reads the index. */
export const TABLE_ACTIONS = [
  'dynamodb:ConditionCheckItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
] as const;

/** What Lambda does in the function's name to put it into a VPC. */
export const NETWORK_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
] as const;

/** What runs of one organization read and write beside the table. */
export interface Owned {
  readonly secretArn: string;
  /** Of the queue that its complete runs are counted by. */
  readonly queueArn: string;
}

export interface FunctionPermissions {
  readonly table: Table;
  readonly alerts: ITopic;
  readonly logGroup: ILogGroup;
  /** What each organization has of its own. */
  readonly owned: readonly Owned[];
  readonly encryptionKey: IKey | undefined;
  readonly isInVpc: boolean;
}

/** AWS allows 10,240 characters of policy in a role; the ARNs of a secret and a queue take at most 150 each. */
const OWNED_INLINE = 25;

/** AWS allows 6,144 characters in a managed policy, and ten such policies in a role. */
const OWNED_A_POLICY = 18;

/**
 * The function's role: each action on exactly the resource it is for. (The managed policy most functions have lets them write
 * to every log group of the account.)
 */
export function createFunctionRole(scope: Construct, resources: FunctionPermissions): Role {
  const { owned, encryptionKey, isInVpc } = resources;
  const role = new Role(scope, 'FunctionRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      ReadAndWriteTable: allow(TABLE_ACTIONS, resources.table.tableArn),
      ReadApiKeysAndCountRuns: readAndCount(owned.slice(0, OWNED_INLINE)),
      PublishAlerts: allow(['sns:Publish'], resources.alerts.topicArn),
      WriteLog: allow(['logs:CreateLogStream', 'logs:PutLogEvents'], resources.logGroup.logGroupArn),
      ...(encryptionKey && { UseKey: allow(KEY_ACTIONS, encryptionKey.keyArn) }),
      ...(isInVpc && { BeInVpc: allow(NETWORK_ACTIONS, '*') }),
    },
    managedPolicies: further(scope, owned.slice(OWNED_INLINE)),
  });
  const asked = isInVpc ? ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'] : [];
  for (const id of asked)
    Validations.of(role).acknowledge({
      id,
      reason:
        'Lambda asks for these actions on every network interface: it makes them before anybody can name them.',
    });
  return role;
}

function further(scope: Construct, owned: readonly Owned[]): ManagedPolicy[] {
  const parts = Math.ceil(owned.length / OWNED_A_POLICY);
  return Array.from({ length: parts }, (_, part) => {
    const own = owned.slice(part * OWNED_A_POLICY, (part + 1) * OWNED_A_POLICY);
    return new ManagedPolicy(scope, `ReadApiKeys${part + 2}`, {
      description: `Tunnelwatch, stack ${Stack.of(scope).stackName}: what did not fit into the role of the function`,
      document: readAndCount(own),
    });
  });
}

function readAndCount(owned: readonly Owned[]): PolicyDocument {
  const statement = (action: string, resources: string[]) =>
    new PolicyStatement({ actions: [action], resources });
  return new PolicyDocument({
    statements: [
      statement(
        'secretsmanager:GetSecretValue',
        owned.map(({ secretArn }) => secretArn),
      ),
      statement(
        'sqs:SendMessage',
        owned.map(({ queueArn }) => queueArn),
      ),
    ],
  });
}

/** A policy that allows these actions on these resources. */
export function allow(actions: readonly string[], ...arns: string[]): PolicyDocument {
  return new PolicyDocument({
    statements: [new PolicyStatement({ actions: [...actions], resources: arns })],
  });
}
