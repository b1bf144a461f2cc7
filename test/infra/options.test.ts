import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { TunnelwatchProps } from '../../lib/infra/props.ts';
import { Tunnelwatch } from '../../lib/infra/tunnelwatch.ts';
import { anApp, resourcesOf, synthesize, theOnly } from './synth.ts';

const deployment = (fields: object) => synthesize({ deployment: fields }).template;
const propertiesOf = (template: Template, type: string) =>
  [...resourcesOf(template, type).values()].map(({ Properties }) => Properties);
const ARN = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d';

describe("A key of one's own", () => {
  test('made by the stack encrypts everything that holds data, turns every year, and is kept with the data', () => {
    const template = deployment({ encryptionKey: 'new' });
    const [key, { Properties, DeletionPolicy }] = theOnly(template, 'AWS::KMS::Key');
    const arn = { 'Fn::GetAtt': [key, 'Arn'] };
    expect([Properties.EnableKeyRotation, DeletionPolicy]).toEqual([true, 'Retain']);
    expect(theOnly(template, 'AWS::DynamoDB::Table')[1].Properties.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: arn,
    });
    expect(theOnly(template, 'AWS::SecretsManager::Secret')[1].Properties.KmsKeyId).toEqual(arn);
    expect(theOnly(template, 'AWS::SQS::Queue', 'DeadLetters')[1].Properties.KmsMasterKeyId).toEqual(arn);
    expect(theOnly(template, 'AWS::Logs::LogGroup')[1].Properties.KmsKeyId).toEqual(arn);
    for (const topic of propertiesOf(template, 'AWS::SNS::Topic')) expect(topic.KmsMasterKeyId).toEqual(arn);
  });

  test('has nothing to do with the queue that nobody reads: a disabled key must not look like a dead monitor', () => {
    const queue = theOnly(deployment({ encryptionKey: 'new' }), 'AWS::SQS::Queue', 'CompleteRuns')[1];
    expect(queue.Properties).toEqual({ MessageRetentionPeriod: 60, SqsManagedSseEnabled: true });
  });

  test('lets alarms and budgets publish, and the log be written: without, they would fall silent', () => {
    const [, { Properties }] = theOnly(deployment({ encryptionKey: 'new' }), 'AWS::KMS::Key');
    const services = Properties.KeyPolicy.Statement.map(
      ({ Principal }: { Principal: { Service?: unknown } }) => Principal.Service,
    );
    expect(services).toContainEqual(['budgets.amazonaws.com', 'cloudwatch.amazonaws.com']);
    expect(JSON.stringify(services)).toContain('logs.');
  });

  test('of the account is used by its ARN, and no other is made', () => {
    const template = deployment({ encryptionKey: ARN });
    template.resourceCountIs('AWS::KMS::Key', 0);
    expect(theOnly(template, 'AWS::SecretsManager::Secret')[1].Properties.KmsKeyId).toBe(ARN);
  });

  test.each(['new', ARN])('%s: function, schedules and reader may use it', (encryptionKey) => {
    const roles = propertiesOf(deployment({ encryptionKey }), 'AWS::IAM::Role');
    for (const { Policies } of roles) expect(JSON.stringify(Policies)).toContain('kms:Decrypt');
  });
});

describe('A VPC', () => {
  const vpc = {
    vpcId: 'vpc-0a1b2c3d',
    subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'],
    securityGroupIds: ['sg-0a1b2c3d'],
  };

  test('holds the function by ids alone, so that synthesizing asks no account', () => {
    const template = deployment({ vpc });
    expect(theOnly(template, 'AWS::Lambda::Function')[1].Properties.VpcConfig).toEqual({
      SubnetIds: vpc.subnetIds,
      SecurityGroupIds: vpc.securityGroupIds,
    });
    expect(JSON.stringify(propertiesOf(template, 'AWS::IAM::Role'))).toContain('ec2:CreateNetworkInterface');
  });

  test('is none unless it is asked for', () => {
    const template = deployment({});
    expect(theOnly(template, 'AWS::Lambda::Function')[1].Properties).not.toHaveProperty('VpcConfig');
    expect(JSON.stringify(propertiesOf(template, 'AWS::IAM::Role'))).not.toContain('ec2:');
  });
});

describe('What an account asks of everything in it', () => {
  test.each([
    ['by name', 'Boundary', { 'Fn::Join': ['', expect.arrayContaining([':policy/Boundary'])] }],
    ['by ARN', 'arn:aws:iam::111122223333:policy/Boundary', 'arn:aws:iam::111122223333:policy/Boundary'],
  ])('a boundary %s is on every role', (_how, permissionsBoundary, shown) => {
    const roles = propertiesOf(deployment({ permissionsBoundary }), 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(2);
    for (const { PermissionsBoundary } of roles)
      expect(JSON.stringify(PermissionsBoundary)).toContain(
        typeof shown === 'string' ? shown : ':policy/Boundary',
      );
  });

  test('tags are on everything that can have any', () => {
    const template = deployment({ tags: { team: 'network' } });
    for (const type of [
      'DynamoDB::Table',
      'SNS::Topic',
      'SecretsManager::Secret',
      'Lambda::Function',
      'SQS::Queue',
      'CloudWatch::Alarm',
    ])
      for (const { Tags } of propertiesOf(template, `AWS::${type}`))
        expect([type, Tags]).toEqual([type, expect.arrayContaining([{ Key: 'team', Value: 'network' }])]);
  });
});

describe('When the stack is removed', () => {
  const policies = (template: Template) =>
    ['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key'].map(
      (type) => theOnly(template, type)[1].DeletionPolicy,
    );

  test('what holds data stays, unless it is told otherwise', () => {
    expect(policies(deployment({ encryptionKey: 'new' }))).toEqual(['Retain', 'Retain', 'Retain']);
  });

  test('it goes where that is said, and the table is not protected then', () => {
    const template = deployment({ encryptionKey: 'new', onDestroy: 'delete' });
    expect(policies(template)).toEqual(['Delete', 'Delete', 'Delete']);
    expect(theOnly(template, 'AWS::DynamoDB::Table')[1].Properties.DeletionProtectionEnabled).toBe(false);
  });
});

test('The log is kept for as long as is asked', () => {
  const { template } = synthesize({ logRetentionDays: 365 });
  expect(theOnly(template, 'AWS::Logs::LogGroup')[1].Properties.RetentionInDays).toBe(365);
});

test('A budget counts what this installation costs, by its tag, and tells the operations topic', () => {
  const { template } = synthesize({ monthlyBudgetUsd: 5, stackName: 'Second' });
  const [, { Properties }] = theOnly(template, 'AWS::Budgets::Budget');
  expect(Properties.Budget).toMatchObject({
    BudgetLimit: { Amount: 5, Unit: 'USD' },
    TimeUnit: 'MONTHLY',
    CostFilters: { TagKeyValue: ['user:tunnelwatch$Second'] },
  });
  const told = Properties.NotificationsWithSubscribers.map(
    ({ Notification, Subscribers }: { Notification: Record<string, unknown>; Subscribers: unknown }) => [
      Notification.NotificationType,
      Notification.Threshold,
      Subscribers,
    ],
  );
  const operations = [
    { SubscriptionType: 'SNS', Address: { Ref: expect.stringContaining('OperationsTopic') } },
  ];
  expect(told).toEqual([
    ['ACTUAL', 80, operations],
    ['FORECASTED', 100, operations],
  ]);
  expect(theOnly(template, 'AWS::DynamoDB::Table')[1].Properties.Tags).toEqual([
    { Key: 'tunnelwatch', Value: 'Second' },
  ]);
  expect(JSON.stringify(propertiesOf(template, 'AWS::SNS::TopicPolicy'))).toContain('budgets.amazonaws.com');
});

describe('Recipients', () => {
  const subscriptions = (recipients: object[]) =>
    propertiesOf(
      synthesize({ email: [], operationsEmail: [], recipients }).template,
      'AWS::SNS::Subscription',
    );

  test.each<[recipient: object, protocol: string, endpoint: string]>([
    [{ type: 'email', address: 'a@example.com' }, 'email', 'a@example.com'],
    [{ type: 'sms', phone: '+4915112345678' }, 'sms', '+4915112345678'],
    [{ type: 'https', url: 'https://hooks.example.com/x' }, 'https', 'https://hooks.example.com/x'],
    [
      { type: 'sqs', queueArn: 'arn:aws:sqs:eu-central-1:111122223333:q' },
      'sqs',
      'arn:aws:sqs:eu-central-1:111122223333:q',
    ],
    [
      { type: 'lambda', functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:f' },
      'lambda',
      'arn:aws:lambda:eu-central-1:111122223333:function:f',
    ],
  ])('%j subscribes to the one topic', (recipient, protocol, endpoint) => {
    expect(subscriptions([recipient])).toEqual([
      { Protocol: protocol, Endpoint: endpoint, TopicArn: { Ref: expect.stringContaining('AlertsTopic') } },
    ]);
    expect(
      subscriptions([{ ...recipient, filter: { severity: ['critical'], region: ['us-east-1', 'eu'] } }])[0]
        .FilterPolicy,
    ).toEqual({
      severity: ['critical'],
      region: ['us-east-1', 'eu', 'other', { exists: false }],
    });
  });

  test('a function may be invoked by the topic', () => {
    const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:f';
    const { template } = synthesize({ recipients: [{ type: 'lambda', functionArn }] });
    expect(theOnly(template, 'AWS::Lambda::Permission')[1].Properties).toMatchObject({
      Action: 'lambda:InvokeFunction',
      FunctionName: functionArn,
      Principal: 'sns.amazonaws.com',
    });
  });

  test('one more leaves the others as they are, wherever in the list it stands', () => {
    const old = { type: 'sqs', queueArn: 'arn:aws:sqs:eu-central-1:111122223333:q' };
    const ids = (recipients: object[]) => [
      ...resourcesOf(
        synthesize({ email: [], operationsEmail: [], recipients }).template,
        'AWS::SNS::Subscription',
      ).keys(),
    ];
    expect(ids([{ type: 'sqs', queueArn: 'arn:aws:sqs:eu-central-1:111122223333:r' }, old])).toEqual(
      expect.arrayContaining(ids([old])),
    );
  });

  const CHAT = [
    { type: 'slack', workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' },
    {
      type: 'teams',
      tenantId: '0a1b2c3d-1111-2222-3333-444455556666',
      teamId: '0a1b2c3d-1111-2222-3333-444455556667',
      channelId: '19%3aab6ef35d%40thread.tacv2',
    },
  ];

  test('Slack and Teams hear alerts through Amazon Q Developer, and nobody can run anything from there', () => {
    const { template } = synthesize({ recipients: CHAT });
    const channels = [
      theOnly(template, 'AWS::Chatbot::SlackChannelConfiguration')[1].Properties,
      theOnly(template, 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration')[1].Properties,
    ];
    for (const channel of channels) {
      expect(channel.SnsTopicArns).toEqual([{ Ref: expect.stringContaining('AlertsTopic') }]);
      expect(JSON.stringify(channel.GuardrailPolicies)).toContain('iam::aws:policy/AWSDenyAll');
    }
    const [, role] =
      [...resourcesOf(template, 'AWS::IAM::Role')].find(([id]) => id.includes('ChatRole')) ?? [];
    expect(Object.keys(role?.Properties)).toEqual(['AssumeRolePolicyDocument']);
    expect(channels[0]).toMatchObject({ SlackWorkspaceId: 'T07EA123LEP', SlackChannelId: 'C07EZ1ABC23' });
  });
});

describe('What is brought along', () => {
  const inStack = (
    props: (stack: Stack) => Omit<TunnelwatchProps, 'config'> & { config?: TunnelwatchProps['config'] },
  ) => {
    const stack = new Stack(anApp(), 'Own');
    const watch = new Tunnelwatch(stack, 'Watch', { config: { email: [] }, ...props(stack) });
    return { stack, watch, template: Template.fromStack(stack) };
  };

  test('a topic by its ARN gets the subscriptions, and no other is made', () => {
    const alertsTopicArn = 'arn:aws:sns:eu-central-1:111122223333:mine';
    const template = deployment({ alertsTopicArn });
    const topics = [...resourcesOf(template, 'AWS::SNS::Topic').keys()];
    expect(topics).toEqual([expect.stringContaining('OperationsTopic')]);
    expect(propertiesOf(template, 'AWS::SNS::Subscription').map(({ TopicArn }) => TopicArn)).toContain(
      alertsTopicArn,
    );
    expect(
      theOnly(template, 'AWS::Lambda::Function')[1].Properties.Environment.Variables.TUNNELWATCH_TOPIC_ARN,
    ).toBe(alertsTopicArn);
  });

  test('a topic of another region is refused, where the region is known', () => {
    const alertsTopicArn = 'arn:aws:sns:us-east-1:111122223333:mine';
    const stack = new Stack(anApp(), 'Own', { env: { region: 'eu-central-1', account: '111122223333' } });
    const { node } = new Tunnelwatch(stack, 'Watch', {
      config: { email: [], deployment: { alertsTopicArn } },
    });
    expect(node.metadata.filter(({ type }) => type === 'aws:cdk:error').map(({ data }) => data)).toEqual([
      'deployment.alertsTopicArn: the topic is in us-east-1, and the stack in eu-central-1; the function can publish in its own region only',
    ]);
  });

  test('a secret by its ARN is read, and none is made', () => {
    const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:mine-AbCdEf';
    const { template } = synthesize({ organizations: [{ id: 'acme', secretArn }] });
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    expect(JSON.stringify(propertiesOf(template, 'AWS::IAM::Role'))).toContain(secretArn);
    const [, { Properties }] = theOnly(template, 'AWS::Scheduler::Schedule');
    expect(JSON.stringify(Properties.Target.Input)).toContain(secretArn);
    expect(template.toJSON().Outputs.SecretAcme.Value).toBe(secretArn);
  });

  test('a topic and a secret of the same app', () => {
    const { watch, template } = inStack((stack) => ({
      alertsTopic: new Topic(stack, 'Mine'),
      secrets: { default: new Secret(stack, 'Key') },
    }));
    expect(watch.alerts.node.id).toBe('Mine');
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    expect(watch.secretArns.get('default')).toBeDefined();
  });

  test('a removal policy goes before the configuration', () => {
    const { template } = inStack(() => ({ removalPolicy: RemovalPolicy.DESTROY }));
    expect(theOnly(template, 'AWS::DynamoDB::Table')[1].DeletionPolicy).toBe('Delete');
  });

  test('whoever is granted reading may read table and index, and neither write nor see a key', () => {
    const stack = new Stack(anApp(), 'Own');
    const watch = new Tunnelwatch(stack, 'Watch', {
      config: { email: [], deployment: { readerRole: false } },
    });
    const role = new Role(stack, 'Mine', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    expect(watch.grantRead(role).success).toBe(true);
    const [, { Properties }] = theOnly(Template.fromStack(stack), 'AWS::IAM::Policy');
    const text = JSON.stringify(Properties.PolicyDocument);
    expect(text).toContain('dynamodb:Query');
    expect(text).toContain('index/changes-by-group');
    expect(text).not.toMatch(/Put|Update|Delete|secretsmanager|sns:Publish/);
  });

  test("outputs stand under the names that commands look for, in a stack of one's own too", () => {
    const { watch, stack } = inStack(() => ({}));
    watch.addOutputs();
    expect(stack.node.children.map(({ node }) => node.id)).toEqual(
      expect.arrayContaining(Object.keys(watch.outputs)),
    );
  });
});

describe('What will hardly work as meant is said when it is synthesized', () => {
  test("an interval too short for so many groups, by the API's limits", () => {
    const stack = new Stack(anApp(), 'Own');
    const organizations = [{ id: 'a' }, { id: 'b', everyMinutes: 1, expectedGroups: 10_000 }];
    const { node } = new Tunnelwatch(stack, 'Watch', { config: { email: [], organizations } });
    expect(node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data)).toEqual([
      expect.stringMatching(
        /^organizations\[1\]\.everyMinutes: within a minute the API's rate limits \("requestBudget": "strict"\) let runs read \d+ groups, and expectedGroups is 10000: .* Set it to \d+ at least\./,
      ),
    ]);
  });
});

test('Every prop of the construct is explained, with what holds where it is left out', () => {
  const source = readFileSync(join(import.meta.dirname, '../../lib/infra/props.ts'), 'utf8');
  const props = source.slice(source.indexOf('export interface TunnelwatchProps'));
  const documented = [...props.matchAll(/\/\*\*([\s\S]*?)\*\/\s+readonly (\w+)(\?)?:/g)];
  expect(documented.length).toBe([...props.matchAll(/^ {2}readonly /gm)].length);
  for (const [, text = '', name, optional] of documented)
    expect([name, text.includes('@default')]).toEqual([name, optional === '?']);
});
