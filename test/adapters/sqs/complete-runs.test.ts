import { createHash, createHmac } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { completeRunsIn } from '../../../lib/adapters/sqs/complete-runs.ts';
import { type LocalAws, startLocalAws } from '../../../lib/local-aws/start.ts';
import { type HttpServer, type ReceivedRequest, startHttpServer } from '../../support/http-server.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** As the function has it: the configuration of a client of the SDK. */
const OPTIONS = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary-secret', sessionToken: 'a-session' },
  maxAttempts: 1,
  md5: false,
} as const;
const client = new SQSClient(OPTIONS);
const beat = (queueUrl: string, milliseconds = 2_000) =>
  completeRunsIn(queueUrl, client.config).beat(milliseconds);

describe('A complete run', () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await startLocalAws({ now: () => 1_000 });
  });
  afterEach(() => aws.close());

  test('is a message in the queue', async () => {
    expect(await beat(aws.createQueue('acme'))).toBeNull();
    expect(aws.sentTo('acme')).toEqual([1_000]);
  });

  test('that meets a queue that is gone says what SQS says', async () => {
    expect(await beat(`${aws.endpoints.sqs}/000000000000/gone`)).toMatch(
      /^SQS answered 400: QueueDoesNotExist: The specified queue does not exist\.$/,
    );
  });

  test('that is refused says who may not, and repeats nothing of what was signed', async () => {
    const refuse = (name: string, message: string) => aws.breakWith(() => ({ error: { name, message } }));
    refuse(
      'AccessDenied',
      'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: sqs:sendmessage',
    );
    expect(await beat(aws.createQueue('acme'))).toMatch(
      /^SQS answered 4\d\d: AccessDenied: User: arn:.* not authorized/,
    );
    refuse(
      'com.amazon.coral.service#InvalidSignatureException',
      'should have been x-amz-security-token:canary',
    );
    expect(await beat(aws.createQueue('acme'))).toBe('SQS answered 400 (InvalidSignatureException)');
  });

  test('that reaches nobody says so, and throws nothing', async () => {
    aws.breakWith(() => 'fail-before');
    expect(await beat(aws.createQueue('acme'))).toMatch(/^SQS was not reached \(\w+\)$/);
    expect(await beat('not a URL')).toBe('SQS was not reached (TypeError: Invalid URL)');
  });

  test('that has no credentials says so, and throws nothing', async () => {
    const credentials = () =>
      Promise.reject(Object.assign(new Error('none here'), { name: 'NoCredentials' }));
    const { region, sha256 } = client.config;
    expect(await completeRunsIn(aws.createQueue('acme'), { region, sha256, credentials }).beat(2_000)).toBe(
      'SQS was not reached (NoCredentials: none here)',
    );
  });
});

/** The signature that a request must have (AWS Signature Version 4, "Create a signed AWS API request"). */
function signatureOf({ method, path, headers, body }: ReceivedRequest, secret: string): string {
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, path, '', lines.join(''), signed, hash(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, hash(canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((by, part) => createHmac('sha256', by).update(part).digest(), `AWS4${secret}`);
  return createHmac('sha256', key).update(toSign).digest('hex');
}

describe('The request', () => {
  let server: HttpServer;
  afterEach(() => server.close());

  test('is the one that the SDK makes, signed for the same service and region', async () => {
    server = await startHttpServer((_request, response) => void response.end('{"MessageId":"1"}'));
    const QueueUrl = `${server.url}/111122223333/acme`;
    expect(await beat(QueueUrl)).toBeNull();
    const sdk = new SQSClient({ ...OPTIONS, endpoint: server.url });
    await sdk.send(new SendMessageCommand({ QueueUrl, MessageBody: 'complete' }));
    const [ours, theirs] = server.requests;
    if (ours === undefined || theirs === undefined) throw new Error('Both were sent.');
    for (const part of ['method', 'path', 'body'] as const) expect(ours[part]).toEqual(theirs[part]);
    for (const header of ['host', 'content-type', 'x-amz-target', 'x-amz-security-token'])
      expect([header, ours.headers[header]]).toEqual([header, theirs.headers[header]]);
    const scope = /^AWS4-HMAC-SHA256 Credential=(AKIDEXAMPLE\/\d{8}\/eu-central-1\/sqs\/aws4_request), /;
    expect(ours.headers.authorization).toMatch(scope);
    expect(scope.exec(ours.headers.authorization ?? '')?.[1]).toBe(
      scope.exec(theirs.headers.authorization ?? '')?.[1],
    );
    expect(JSON.stringify(server.requests)).not.toContain('canary-secret');
  });

  test('is signed as AWS checks it, with the headers that really arrive', async () => {
    server = await startHttpServer((_request, response) => void response.end('{"MessageId":"1"}'));
    const QueueUrl = `${server.url}/111122223333/acme`;
    await beat(QueueUrl);
    await new SQSClient({ ...OPTIONS, endpoint: server.url }).send(
      new SendMessageCommand({ QueueUrl, MessageBody: 'complete' }),
    );
    expect(server.requests).toHaveLength(2);
    for (const request of server.requests) {
      const [, given] = /Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '') ?? [];
      expect(given).toBe(signatureOf(request, OPTIONS.credentials.secretAccessKey));
    }
  });

  test('waits for an answer no longer than it is given', async () => {
    server = await startHttpServer(() => undefined);
    expect(await beat(`${server.url}/111122223333/acme`, 50)).toBe('SQS did not answer in time');
  });
});
