import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openWorld, refusalOf, type World } from './support.ts';

let world: World;
let client: SQSClient;
beforeEach(async () => {
  world = await openWorld();
  client = new SQSClient({
    endpoint: world.aws.endpoints.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await world.close();
});

const send = (QueueUrl: string, MessageBody: string) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody }));

describe('a queue', () => {
  test('takes messages, with the digest by which the SDK checks them, and remembers when', async () => {
    const url = world.aws.createQueue('things');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/things$/);
    expect((await send(url, 'hello')).MessageId).toMatch(/^[0-9a-f-]{36}$/);
    world.clock.advance(60_000);
    await send(url, 'again');
    const first = Date.UTC(2026, 2, 2, 12);
    expect(world.aws.sentTo('things')).toEqual([first, first + 60_000]);
    expect(world.aws.createQueue('things')).toBe(url);
    expect(world.aws.sentTo('things')).toHaveLength(2);
  });

  test('that does not exist is refused, and so is a message without text', async () => {
    const url = world.aws.createQueue('things');
    expect(await refusalOf(send(url.replace('things', 'nothing'), 'hello'))).toMatchObject({
      name: 'QueueDoesNotExist',
    });
    expect((await refusalOf(send(url, ''))).name).toBe('MissingParameter');
    expect(world.aws.sentTo('things')).toEqual([]);
  });
});
