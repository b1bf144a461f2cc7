import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createAlerts, publishInput, sizeOf } from '../../../lib/adapters/sns/publisher.ts';
import type { RenderedAlert } from '../../../lib/core/alerts/alert.ts';
import { customNotification } from '../../../lib/core/alerts/custom-notification.ts';
import { SNS_MESSAGE_BYTES } from '../../../lib/core/alerts/limits.ts';
import { PublishFailure, type PublishProblem } from '../../../lib/core/alerts/publish-failure.ts';
import type { InjectedError } from '../../../lib/local-aws/faults.ts';
import { type LocalAws, startLocalAws } from '../../../lib/local-aws/start.ts';

// The SDK's warning about Node 20 says nothing about the test that happens to make the first client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const ALERT: RenderedAlert = {
  id: 'run-1.opened',
  kind: 'opened',
  events: ['620113-2.opened'],
  subject: '[DOWN] Branch 1 (us-east-1) - Acme',
  email: 'Branch 1 – "東京" – is disconnected.\nNo traffic passes.\n',
  sms: 'DOWN Branch 1 (us-east-1), Acme, since 14:05 CET',
  json: '{"schema":"tunnelwatch.alert/1"}',
  chat: {
    description: 'Branch 1 is disconnected.',
    steps: [],
    severity: 'critical',
    organization: { id: '8242525', name: 'Acme' },
    thread: '620113-2',
    groups: ['620113'],
    document: '{"schema":"tunnelwatch.alert/1"}',
  },
  attributes: { severity: 'critical', event: ['opened'], region: ['us-east-1', 'eu-west-1'] },
};

let aws: LocalAws;
let client: SNSClient;

beforeAll(async () => {
  aws = await startLocalAws({ now: () => Date.UTC(2026, 2, 2, 14, 5) });
  client = new SNSClient({
    endpoint: aws.endpoints.sns,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});

afterEach(() => aws.breakWith());

afterAll(async () => {
  client.destroy();
  await aws.close();
});

/** The failure that publishing ends in. */
async function failureOf(topicArn: string, alert = ALERT): Promise<PublishFailure> {
  const outcome = await createAlerts({ client, topicArn })
    .publish(alert)
    .catch((error: unknown) => error);
  if (!(outcome instanceof PublishFailure)) throw new Error('It was published, or failed otherwise.');
  return outcome;
}

describe('An alert that is published', () => {
  test('reaches the topic with a text for each protocol, attributes and subject, and gives its message id', async () => {
    const topicArn = aws.createTopic('alerts');
    const { messageId } = await createAlerts({ client, topicArn }).publish(ALERT);
    expect(aws.published.at(-1)).toMatchObject({
      topicArn,
      messageId,
      subject: ALERT.subject,
      message: { default: ALERT.json, email: ALERT.email, sms: ALERT.sms, https: customNotification(ALERT) },
      attributes: {
        severity: { dataType: 'String', value: 'critical' },
        event: { dataType: 'String.Array', value: '["opened"]' },
        region: { dataType: 'String.Array', value: '["us-east-1","eu-west-1"]' },
      },
    });
  });

  test('carries the document for programs once: SQS, Lambda and http get the default', () => {
    const { Message = '' } = publishInput('arn:aws:sns:us-east-1:123456789012:alerts', ALERT);
    expect(Object.keys(JSON.parse(Message))).toEqual(['default', 'email', 'sms', 'https']);
  });

  test('names its topic for the log', () => {
    expect(createAlerts({ client, topicArn: 'arn:aws:sns:us-east-1:1:x' }).destination).toBe(
      'arn:aws:sns:us-east-1:1:x',
    );
  });
});

describe('An alert that cannot be published', () => {
  const refusal = (name: string, status = 400): InjectedError => ({
    name,
    message: `Value 'Branch 1' at 'subject' failed`,
    status,
  });

  test.each<[InjectedError, PublishProblem]>([
    [refusal('NotFound', 404), 'topic missing'],
    [refusal('AuthorizationError', 403), 'not permitted'],
    [refusal('ExpiredToken', 403), 'not permitted'],
    [refusal('KMSAccessDenied'), 'not permitted'],
    [refusal('Throttled', 429), 'throttled'],
    [refusal('Throttling'), 'throttled'],
    [refusal('InvalidParameter'), 'refused'],
    [refusal('ParameterValueInvalid'), 'refused'],
    [refusal('InternalError', 500), 'unavailable'],
    [refusal('SomethingNew'), 'unavailable'],
  ])('%j is %s, and what it says is not in the error', async (error, problem) => {
    const topicArn = aws.createTopic('alerts');
    aws.breakWith(() => ({ error }));
    const failure = await failureOf(topicArn);
    expect(failure).toMatchObject({ problem, topic: topicArn });
    expect(failure.cause).toBeUndefined();
    expect(failure.message).toContain(topicArn);
    expect(failure.message).toContain(failure.remedy);
    expect(JSON.stringify([failure.message, failure.stack])).not.toContain('Branch 1');
  });

  test('because the topic is gone says which, and what to do', async () => {
    const failure = await failureOf('arn:aws:sns:us-east-1:000000000000:gone');
    expect(failure.problem).toBe('topic missing');
    expect(failure.failure.kind).toBe('alert not published');
    expect(failure.failure.detail).toMatch(
      /^Could not publish to arn:aws:sns:us-east-1:000000000000:gone: topic missing \(.*HTTP 404.*\)\. Deploy the stack/,
    );
  });

  test('because a parameter is wrong says which', async () => {
    const failure = await failureOf(aws.createTopic('alerts'), { ...ALERT, subject: 'Branch 1\nSubject: x' });
    expect(failure.problem).toBe('refused');
    expect(failure.message).toContain('parameter Subject');
    expect(failure.message).not.toContain('Branch 1');
  });

  test('because the connection broke is worth another try', async () => {
    const topicArn = aws.createTopic('alerts');
    aws.breakWith(() => 'fail-before');
    expect((await failureOf(topicArn)).problem).toBe('unavailable');
  });

  test('because it is too large is not even sent', async () => {
    const topicArn = aws.createTopic('alerts');
    const before = aws.published.length;
    const failure = await failureOf(topicArn, { ...ALERT, email: 'x'.repeat(SNS_MESSAGE_BYTES) });
    expect(failure.problem).toBe('too large');
    expect(failure.message).toContain(`SNS takes ${SNS_MESSAGE_BYTES}`);
    expect(aws.published).toHaveLength(before);
  });
});

test('Size is counted in bytes: message, and name, type and value of each attribute', () => {
  expect(
    sizeOf({ Message: '東', MessageAttributes: { region: { DataType: 'String', StringValue: 'é' } } }),
  ).toBe(3 + 'region'.length + 'String'.length + 2);
});
