import type { RemovalPolicy } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { GivenConfiguration } from '../config/file.ts';

/** A secret of `aws-cdk-lib/aws-secretsmanager`, as far as it is needed. */
export interface BroughtSecret {
  readonly secretArn: string;
  /** Key that it is encrypted with, if not AWS's own. */
  readonly encryptionKey?: IKey | undefined;
}

/** What is watched and who is told, and what of it you bring along. */
export interface TunnelwatchProps {
  /**
   * What `tunnelwatch.config.json` holds; docs/configuration.md has every field with its default. Only `email` is needed. Its
   * `stackName` is passed over: the stack is yours.
   */
  readonly config: GivenConfiguration;

  /**
   * Topic for alerts about tunnels. Its policy and its encryption are yours to see to.
   * @default - `deployment.alertsTopicArn` of the configuration, else a new topic
   */
  readonly alertsTopic?: ITopic;

  /**
   * Key that encrypts table, secrets, topics, queue and log. A key that is imported by its ARN must let CloudWatch, Budgets and
   * CloudWatch Logs use it by its own policy.
   * @default - `deployment.encryptionKey` of the configuration: the keys of AWS
   */
  readonly encryptionKey?: IKey;

  /**
   * Secrets that hold API keys as `{"key":"…","secret":"…"}`, by the organization's id.
   * @default - `secretArn` of the organization, else a new secret without a value
   */
  readonly secrets?: Readonly<Record<string, BroughtSecret>>;

  /**
   * VPC in which the function runs. It must reach Secure Access, DynamoDB, SNS, SQS, Secrets Manager and CloudWatch
   * Logs.
   * @default - `deployment.vpc` of the configuration: none
   */
  readonly vpc?: IVpc;

  /**
   * Which subnets of `vpc`.
   * @default - its private subnets with a way out
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Security groups of the function in `vpc`.
   * @default - a new one that lets everything out and nothing in
   */
  readonly securityGroups?: readonly ISecurityGroup[];

  /**
   * What becomes of table, secrets and key when the stack is removed.
   * @default - `deployment.onDestroy` of the configuration: they are retained
   */
  readonly removalPolicy?: RemovalPolicy;
}
