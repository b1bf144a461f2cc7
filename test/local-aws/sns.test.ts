import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openWorld, refusalOf, type World } from './support.ts';

let world: World;
let TopicArn: string;
let topics = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  topics += 1;
  TopicArn = world.aws.createTopic(`alerts-${topics}`);
});

const publish = (input: Partial<PublishCommandInput>) =>
  world.sns.send(new PublishCommand({ TopicArn, Message: 'hello', ...input }));
const published = () => world.aws.published.filter((each) => each.topicArn === TopicArn);
const subscribe = (Protocol: string, Endpoint: string, ReturnSubscriptionArn = false) =>
  world.sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, ReturnSubscriptionArn }));

describe('a topic', () => {
  test('is created once, however often', async () => {
    const create = async () => (await world.sns.send(new CreateTopicCommand({ Name: 'twice' }))).TopicArn;
    expect(await create()).toBe('arn:aws:sns:us-east-1:000000000000:twice');
    expect(await create()).toBe(world.aws.createTopic('twice'));
  });

  test('must have a proper name', async () => {
    const error = await refusalOf(world.sns.send(new CreateTopicCommand({ Name: 'no spaces' })));
    expect(error.name).toBe('InvalidParameterException');
  });

  test('that does not exist, or no longer, is not found', async () => {
    await world.sns.send(new DeleteTopicCommand({ TopicArn }));
    for (const call of [
      () => publish({}),
      () => world.sns.send(new GetTopicAttributesCommand({ TopicArn })),
      () => world.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
      () => subscribe('email', 'ops@example.com'),
    ]) {
      expect(await refusalOf(call())).toMatchObject({
        name: 'NotFoundException',
        message: 'Topic does not exist',
        $metadata: { httpStatusCode: 404 },
      });
    }
  });
});

describe('a published message', () => {
  test('is kept, with the id that was answered and the time', async () => {
    const { MessageId } = await publish({
      Subject: 'Tunnel down: Zurich',
      Message: 'Größe & <b>+ 100%\n',
    });
    expect(published()).toEqual([
      {
        topicArn: TopicArn,
        messageId: MessageId,
        subject: 'Tunnel down: Zurich',
        message: { default: 'Größe & <b>+ 100%\n' },
        attributes: {},
        at: '2026-03-02T12:00:00.000Z',
      },
    ]);
    expect(MessageId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  test('gets an id of its own', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, async () => (await publish({})).MessageId));
    expect(new Set(ids).size).toBe(5);
  });

  test('may have a text for each protocol; what is no text is ignored', async () => {
    const Message = JSON.stringify({ default: 'd', email: 'e', sms: 's', lambda: { a: 1 } });
    await publish({ MessageStructure: 'json', Message });
    expect(published()[0]?.message).toEqual({ default: 'd', email: 'e', sms: 's' });
  });

  test('may have attributes', async () => {
    await publish({
      MessageAttributes: {
        severity: { DataType: 'String', StringValue: 'critical' },
        count: { DataType: 'Number', StringValue: '3' },
        raw: { DataType: 'Binary', BinaryValue: new TextEncoder().encode('hi') },
      },
    });
    expect(published()[0]?.attributes).toEqual({
      severity: { dataType: 'String', value: 'critical' },
      count: { dataType: 'Number', value: '3' },
      raw: { dataType: 'Binary', value: 'aGk=' },
    });
  });
});

describe('publishing accepts', () => {
  const rows: [string, Partial<PublishCommandInput>][] = [
    ['a subject of 99 characters', { Subject: 'x'.repeat(99) }],
    ['a subject that begins with a punctuation mark', { Subject: '[critical] 3 tunnels down' }],
    ['a message of exactly 256 KB', { Message: 'x'.repeat(262_144) }],
  ];
  test.each(rows)('%s', async (_name, input) => {
    await publish(input);
    expect(published()).toHaveLength(1);
  });
});

describe('publishing refuses', () => {
  const attribute = (DataType: string, StringValue: string) => ({ DataType, StringValue });
  const rows: [name: string, input: Partial<PublishCommandInput>, error: string, message: string][] = [
    ['a subject of 100 characters', { Subject: 'x'.repeat(100) }, 'InvalidParameterException', 'Subject'],
    ['a subject beyond ASCII', { Subject: 'Zürich' }, 'InvalidParameterException', 'Subject'],
    ['a subject with a line break', { Subject: 'a\nb' }, 'InvalidParameterException', 'Subject'],
    ['a subject with a control character', { Subject: 'a\u0007b' }, 'InvalidParameterException', 'Subject'],
    ['a subject that begins with a space', { Subject: ' a' }, 'InvalidParameterException', 'Subject'],
    ['an empty subject', { Subject: '' }, 'InvalidParameterException', 'Subject'],
    ['an empty message', { Message: '' }, 'InvalidParameterException', 'Empty message'],
    [
      'a message over 256 KB',
      { Message: 'x'.repeat(262_145) },
      'InvalidParameterException',
      'Message too long',
    ],
    [
      'a message over 256 KB in UTF-8',
      { Message: 'ü'.repeat(131_073) },
      'InvalidParameterException',
      'Message too long',
    ],
    [
      'a message over 256 KB with its attributes',
      { Message: 'x'.repeat(262_140), MessageAttributes: { a: attribute('String', 'b') } },
      'InvalidParameterException',
      'Message too long',
    ],
    [
      'a structure other than json',
      { MessageStructure: 'xml' },
      'InvalidParameterException',
      'MessageStructure',
    ],
    [
      'json that is none',
      { MessageStructure: 'json', Message: '{' },
      'InvalidParameterException',
      'failed to parse',
    ],
    [
      'json that is no object',
      { MessageStructure: 'json', Message: '["x"]' },
      'InvalidParameterException',
      'failed to parse',
    ],
    [
      'json without a default',
      { MessageStructure: 'json', Message: '{"email":"x"}' },
      'InvalidParameterException',
      'No default entry',
    ],
    [
      'json whose default is no text',
      { MessageStructure: 'json', Message: '{"default":1}' },
      'InvalidParameterException',
      'No default entry',
    ],
    [
      'an attribute without a value',
      { MessageAttributes: { a: attribute('String', '') } },
      'InvalidParameterValueException',
      "'a'",
    ],
    [
      'an attribute of an unknown type',
      { MessageAttributes: { a: attribute('Text', 'x') } },
      'InvalidParameterValueException',
      "'Text'",
    ],
    [
      'an attribute in the name of AWS',
      { MessageAttributes: { 'AWS.a': attribute('String', 'x') } },
      'InvalidParameterValueException',
      'AWS.a',
    ],
    [
      'an attribute that begins with a dot',
      { MessageAttributes: { '.a': attribute('String', 'x') } },
      'InvalidParameterValueException',
      '.a',
    ],
  ];
  test.each(rows)('%s', async (_name, input, name, message) => {
    const error = await refusalOf(publish(input));
    expect(error).toMatchObject({ name, message: expect.stringContaining(message) });
    expect(published()).toEqual([]);
  });
});

describe('a subscription', () => {
  const listed = async () =>
    (await world.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions;
  const counts = async () => {
    const { Attributes } = await world.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    return [Attributes?.SubscriptionsConfirmed, Attributes?.SubscriptionsPending];
  };

  test('by e-mail is pending until somebody confirms it', async () => {
    expect(await subscribe('email', 'ops@example.com')).toMatchObject({
      SubscriptionArn: 'pending confirmation',
    });
    expect(await listed()).toEqual([
      {
        TopicArn,
        Protocol: 'email',
        Endpoint: 'ops@example.com',
        Owner: '000000000000',
        SubscriptionArn: 'PendingConfirmation',
      },
    ]);
    expect(await counts()).toEqual(['0', '1']);
    world.aws.confirmSubscription(TopicArn, 'ops@example.com');
    expect(await listed()).toMatchObject([
      { SubscriptionArn: expect.stringMatching(`^${TopicArn}:[0-9a-f-]{36}$`) },
    ]);
    expect(await counts()).toEqual(['1', '0']);
  });

  test('of a queue is confirmed at once', async () => {
    const { SubscriptionArn } = await subscribe('sqs', 'arn:aws:sqs:us-east-1:000000000000:queue');
    expect(await listed()).toMatchObject([{ SubscriptionArn }]);
    expect(await counts()).toEqual(['1', '0']);
  });

  test('shows its ARN while pending, where asked', async () => {
    expect((await subscribe('email', 'a@example.com', true)).SubscriptionArn).toMatch(
      `^${TopicArn}:`.slice(1),
    );
  });

  test('made twice is one', async () => {
    await subscribe('email', 'a@example.com');
    await subscribe('email', 'a@example.com');
    expect(await listed()).toHaveLength(1);
  });

  test('to a protocol that does not exist is refused', async () => {
    expect((await refusalOf(subscribe('pigeon', 'a'))).name).toBe('InvalidParameterException');
  });

  test('is listed in pages of 100', async () => {
    for (let n = 0; n < 101; n += 1) await subscribe('email', `a${n}@example.com`);
    const first = await world.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(first.Subscriptions).toHaveLength(100);
    const second = await world.sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn, NextToken: first.NextToken }),
    );
    expect(second.Subscriptions).toMatchObject([{ Endpoint: 'a100@example.com' }]);
    expect(second.NextToken).toBeUndefined();
  });
});
