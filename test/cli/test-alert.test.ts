import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aSession, type Session } from './a-session.ts';

let session: Session;
beforeEach(async () => {
  session = await aSession();
  await session.run();
});
afterEach(() => session.close());

describe('tunnelwatch test-alert', () => {
  test('says that nobody is subscribed, in its exit code too', async () => {
    const { out, code } = await session.type('test-alert');
    expect(out).toMatch(/\nNobody is subscribed: alerts go nowhere\. Subscribe: aws sns subscribe /);
    expect(code).toBe(7);
  });

  test('shows who is subscribed and who has not confirmed, and keeps the secrets in URLs', async () => {
    await session.subscribe('email', 'ops@example.com');
    await session.subscribe('https', 'https://user:password@hooks.example.com/T0/B1/s3cret?k=v');
    const unheard = await session.type('test-alert');
    expect(unheard.code).toBe(7);
    expect(unheard.out).toContain(
      '\n2 subscriptions, none of them confirmed: nothing is delivered there until',
    );
    session.aws.confirmSubscription(session.topicArn, 'ops@example.com');
    const heard = await session.type('test-alert');
    expect(heard).toEqual({
      out: `A test was sent to ${session.topicArn}.
SNS message ${session.aws.published.at(-1)?.messageId}

PROTOCOL  ENDPOINT                     STATE
email     ops@example.com              confirmed
https     https://hooks.example.com/…  UNCONFIRMED

2 subscriptions, 1 not confirmed: nothing is delivered there until somebody opens the link in the mail from AWS, or the endpoint confirms.
`,
      err: '',
      code: 0,
    });
    const { out } = await session.type('test-alert', '--json');
    expect(JSON.parse(out)).toMatchObject({
      topic: session.topicArn,
      subscriptions: [{ confirmed: true }, { confirmed: false }],
    });
    expect(out).not.toMatch(/s3cret|password/);
  });

  test('is marked as a test in every channel, and told like any other alert', async () => {
    await session.type('test-alert', '--by', 'ben');
    const message = session.aws.published.at(-1);
    expect(message?.subject).toBe('[TEST] [DOWN] Test of Tunnelwatch - acme');
    expect(message?.message.email).toMatch(
      /^This is a test, sent by ben\. Nothing has happened\. What follows is what an alert looks like\.\n\nTest of Tunnelwatch is disconnected\.\n/,
    );
    expect(message?.message.sms).toBe('TEST DOWN Test of Tunnelwatch, acme, since 15:00 CET');
    expect(JSON.parse(message?.message.default ?? '')).toMatchObject({
      schema: 'tunnelwatch.alert/1',
      kind: 'opened',
      test: true,
      summary: '[TEST] [DOWN] Test of Tunnelwatch - acme',
    });
    const chat = JSON.parse(message?.message.https ?? '');
    expect(chat).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: {
        title: expect.stringContaining('TEST'),
        description: expect.stringMatching(/^This is a test, sent by ben/),
      },
    });
    expect(message?.attributes).toMatchObject({ severity: { value: 'critical' }, test: { value: 'true' } });
  });

  test('changes nothing: no incident, and nothing in the alert log', async () => {
    const before = (await session.type('alerts')).out;
    await session.type('test-alert');
    expect((await session.type('alerts')).out).toBe(before);
    expect((await session.type('incidents', '--open')).out).toBe('No incident is open.\n');
  });

  test('says that it was sent even where it cannot see who is subscribed', async () => {
    session.aws.breakWith((operation) =>
      operation === 'ListSubscriptionsByTopic'
        ? {
            error: {
              name: 'AuthorizationError',
              message:
                'User: arn:aws:iam::1:user/a is not authorized to perform: SNS:ListSubscriptionsByTopic on resource: x',
            },
          }
        : undefined,
    );
    const { err, code } = await session.type('test-alert');
    expect(err).toMatch(
      /^The test was sent \(SNS message \S+\), but who is subscribed could not be read: Your AWS credentials do not allow SNS:ListSubscriptionsByTopic\.\n/,
    );
    expect(code).toBe(4);
  });

  test('needs no table where the organization is given', async () => {
    session.env.TUNNELWATCH_TABLE = undefined;
    expect(await session.type('test-alert', '--org', 'acme')).toMatchObject({ err: '', code: 7 });
  });

  test('refuses what is no topic', async () => {
    expect(await session.type('test-alert', '--topic', 'alerts')).toMatchObject({
      err: expect.stringMatching(/^"alerts" is not the ARN of an SNS topic\.\n/),
      code: 2,
    });
    const missing = `${session.topicArn}-missing`;
    expect(await session.type('test-alert', '--topic', missing)).toMatchObject({
      err: expect.stringMatching(`^There is no topic ${missing}`),
      code: 6,
    });
  });
});
