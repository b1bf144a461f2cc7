import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openWorld, type World } from './support.ts';

describe('the environment of a local AWS', () => {
  const before = { ...process.env };
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(async () => {
    for (const name of Object.keys(world.aws.environment)) delete process.env[name];
    Object.assign(process.env, before);
    await world.close();
  });

  test('is all that clients made without options need, whatever profile the user has', async () => {
    Object.assign(process.env, { AWS_PROFILE: 'production', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
    Object.assign(process.env, world.aws.environment);
    const TopicArn = world.aws.createTopic('alerts');
    world.aws.putSecret('key', 'value');
    const [dynamodb, sns, secrets] = [new DynamoDBClient(), new SNSClient(), new SecretsManagerClient()];

    expect((await dynamodb.send(new ListTablesCommand())).TableNames).toEqual(['things']);
    await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
    expect(world.aws.published).toMatchObject([{ topicArn: TopicArn, message: { default: 'hello' } }]);
    expect((await secrets.send(new GetSecretValueCommand({ SecretId: 'key' }))).SecretString).toBe('value');
    for (const client of [dynamodb, sns, secrets]) client.destroy();
  });
});
