import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeStack } from '../../lib/adapters/cloudformation/stack.ts';
import { describeAlarms } from '../../lib/adapters/cloudwatch/alarms.ts';
import { describeTable } from '../../lib/adapters/dynamodb/describe-table.ts';
import { describeFunction, invokeFunction } from '../../lib/adapters/lambda/function.ts';
import { describeSchedule, scheduleNames } from '../../lib/adapters/scheduler/schedules.ts';
import { callerIdentity } from '../../lib/adapters/sts/identity.ts';
import { openWorld, refusalOf, type World } from './support.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const at = (endpoint: string) => ({ region: 'us-east-1', maxAttempts: 1, credentials, endpoint });

describe('STS', () => {
  test('says whose credentials they are', async () => {
    const { sts } = world.aws.endpoints;
    expect(await callerIdentity(new STSClient(at(sts)))).toEqual({
      account: '000000000000',
      arn: 'arn:aws:iam::000000000000:user/local',
    });
    const other = { ...at(sts), credentials: { ...credentials, accessKeyId: '111122223333' } };
    expect((await callerIdentity(new STSClient(other))).account).toBe('111122223333');
  });
});

describe('CloudFormation', () => {
  const client = (region = 'us-east-1', accessKeyId = 'a') =>
    new CloudFormationClient({
      ...at(world.aws.endpoints.cloudFormation),
      region,
      credentials: { ...credentials, accessKeyId },
    });

  test('describes a stack with its outputs, in its region and account only', async () => {
    const outputs = { TableName: 'table <&> "x"', Version: '1.0.0' };
    world.aws.putStack('Watch', { status: 'ROLLBACK_COMPLETE', reason: 'It failed.', outputs });
    expect(await describeStack(client(), 'Watch')).toEqual({
      name: 'Watch',
      status: 'ROLLBACK_COMPLETE',
      reason: 'It failed.',
      outputs,
    });
    expect(await describeStack(client('eu-west-1'), 'Watch')).toBeNull();
    expect(await describeStack(client('us-east-1', '111122223333'), 'Watch')).toBeNull();
    expect(await describeStack(client(), 'Nowhere')).toBeNull();
  });

  test('lists all where none is named', async () => {
    world.aws.putStack('Bare', { status: 'CREATE_COMPLETE', outputs: {} });
    const { Stacks = [] } = await client().send(new DescribeStacksCommand({}));
    expect(Stacks.map(({ StackName }) => StackName)).toContain('Bare');
    expect(await describeStack(client(), 'Bare')).toMatchObject({ reason: null, outputs: {} });
  });
});

describe('Lambda', () => {
  const client = () => new LambdaClient(at(world.aws.endpoints.lambda));

  test('invokes a function with its event and gives what it returns', async () => {
    world.aws.putFunction('echo', {
      handler: async (event, { awsRequestId, getRemainingTimeInMillis }) => ({
        event,
        time: getRemainingTimeInMillis(),
        isNamed: awsRequestId !== '',
      }),
    });
    expect(await invokeFunction(client(), 'echo', '{"a":[1,"ü"]}')).toEqual({
      payload: { event: { a: [1, 'ü'] }, time: 60_000, isNamed: true },
    });
  });

  test('says that a function threw, which is no error of the call', async () => {
    world.aws.putFunction('broken', { handler: () => Promise.reject(new RangeError('too far')) });
    expect(await invokeFunction(client(), 'broken', '{}')).toEqual({
      error: { name: 'RangeError', message: 'too far' },
    });
  });

  test('describes a function; one that is paused cannot be invoked', async () => {
    world.aws.putFunction('paused', {
      handler: async () => null,
      reservedConcurrency: 0,
      configuration: { Runtime: 'nodejs24.x', Environment: { Variables: { A: 'b' } } },
    });
    expect(await describeFunction(client(), 'paused')).toEqual({
      state: 'Active',
      stateReason: null,
      lastUpdate: 'Successful',
      runtime: 'nodejs24.x',
      variables: { A: 'b' },
      reservedConcurrency: 0,
    });
    expect(await describeFunction(client(), 'echo')).toMatchObject({
      reservedConcurrency: null,
      variables: {},
    });
    expect(await refusalOf(invokeFunction(client(), 'paused', '{}'))).toMatchObject({
      name: 'TooManyRequestsException',
    });
  });

  test('knows no other', async () => {
    expect(await refusalOf(describeFunction(client(), 'none'))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: none',
    });
  });
});

describe('EventBridge Scheduler', () => {
  const client = () => new SchedulerClient(at(world.aws.endpoints.scheduler));
  const schedule = {
    group: 'watch',
    name: 'acme',
    state: 'DISABLED',
    expression: 'rate(5 minutes)',
    input: '{"version":1}',
    target: 'arn:aws:lambda:us-east-1:000000000000:function:run',
  } as const;

  test('shows the schedules of a group, however many', async () => {
    world.aws.putSchedule(schedule);
    world.aws.putSchedule({ ...schedule, group: 'others' });
    expect(await scheduleNames(client(), 'watch')).toEqual(['acme']);
    for (let number = 0; number < 150; number += 1)
      world.aws.putSchedule({ ...schedule, group: 'many', name: `org-${number}` });
    expect(new Set(await scheduleNames(client(), 'many')).size).toBe(150);
  });

  test('gives one with what it sends', async () => {
    expect(await describeSchedule(client(), 'watch', 'acme')).toEqual({
      name: 'acme',
      enabled: false,
      expression: 'rate(5 minutes)',
      input: '{"version":1}',
    });
    expect(await refusalOf(describeSchedule(client(), 'watch', 'other'))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('CloudWatch', () => {
  test('describes the alarms whose names begin so, however many', async () => {
    const client = new CloudWatchClient(at(world.aws.endpoints.cloudWatch));
    const since = Date.UTC(2026, 2, 2, 12, 0, 0, 500);
    world.aws.putAlarm('Watch: no complete run', { state: 'ALARM', since, description: 'Look.' });
    world.aws.putAlarm('Watching: else', { state: 'OK', since });
    expect(await describeAlarms(client, 'Watch: ')).toEqual([
      { name: 'Watch: no complete run', state: 'ALARM', since, description: 'Look.' },
    ]);
    for (let number = 0; number < 150; number += 1)
      world.aws.putAlarm(`Many: ${number}`, { state: 'INSUFFICIENT_DATA', since });
    expect(await describeAlarms(client, 'Many: ')).toHaveLength(150);
  });
});

describe('DynamoDB', () => {
  test('says how a table stands', async () => {
    expect(await describeTable(world.dynamodb, 'things')).toEqual({
      status: 'ACTIVE',
      timeToLive: null,
      indexes: ['by-status'],
    });
  });
});
