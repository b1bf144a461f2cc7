import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OUTPUTS } from '../../lib/names.ts';
import { aSession, type Session } from './a-session.ts';
import { TABLE_NAME } from './a-watch.ts';

let session: Session;
beforeEach(async () => {
  session = await aSession();
  await session.run();
  session.env.TUNNELWATCH_TABLE = undefined;
  session.env.TUNNELWATCH_TOPIC_ARN = undefined;
});
afterEach(() => session.close());

function outputs(override: Record<string, string> = {}): Record<string, string> {
  return {
    ...Object.fromEntries(Object.values(OUTPUTS).map((output) => [output, 'something'])),
    [OUTPUTS.version]: '0.1.0',
    [OUTPUTS.table]: TABLE_NAME,
    [OUTPUTS.alerts]: session.topicArn,
    ...override,
  };
}

const deployed = (name: string, status = 'CREATE_COMPLETE', reason?: string) =>
  session.aws.putStack(name, { status, outputs: outputs(), ...(reason && { reason }) });

const configure = (content: object) =>
  writeFileSync(join(session.folder, 'tunnelwatch.config.json'), JSON.stringify({ email: [], ...content }));

const seen = { out: 'No incident is open.\n', err: '', code: 0 };
const ask = (...words: string[]) => session.type('incidents', '--open', ...words);

describe('a command finds the stack', () => {
  test('by the name that cdk deploy gives', async () => {
    deployed('Tunnelwatch');
    expect(await ask()).toEqual(seen);
  });

  test('by the name in the configuration file of the folder', async () => {
    deployed('TunnelwatchLab');
    configure({ stackName: 'TunnelwatchLab' });
    expect(await ask()).toEqual(seen);
  });

  test('by TUNNELWATCH_STACK before that, and by --stack before all', async () => {
    deployed('Other');
    configure({ stackName: 'TunnelwatchLab' });
    session.env.TUNNELWATCH_STACK = 'Other';
    expect(await ask()).toEqual(seen);
    session.env.TUNNELWATCH_STACK = 'Nowhere';
    expect(await ask('--stack', 'Other')).toEqual(seen);
  });

  test('while it is being updated, or went back after an update', async () => {
    for (const status of ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE']) {
      deployed('Tunnelwatch', status);
      expect(await ask()).toEqual(seen);
    }
  });

  test('and its topic', async () => {
    deployed('Tunnelwatch');
    await session.subscribe('sqs', 'arn:aws:sqs:us-east-1:000000000000:alerts');
    expect(await session.type('test-alert')).toMatchObject({
      out: expect.stringContaining(`A test was sent to ${session.topicArn}.`),
      code: 0,
    });
  });

  test('and asks nobody for it where the table is named', async () => {
    expect(await ask('--table', TABLE_NAME)).toEqual(seen);
    session.env.TUNNELWATCH_TABLE = TABLE_NAME;
    expect(await ask()).toEqual(seen);
    expect(session.aws.operations.get('DescribeStacks')).toBeUndefined();
  });
});

describe('a stack that cannot be used is one sentence, what to do, and an exit code', () => {
  test.each([
    [
      'another region',
      ['--region', 'eu-west-1'],
      'There is no stack Tunnelwatch in eu-west-1 of account 000000000000.',
    ],
    [
      'another name',
      ['--stack', 'Tunelwatch'],
      'There is no stack Tunelwatch in us-east-1 of account 000000000000.',
    ],
  ])('%s', async (_what, words, said) => {
    deployed('Tunnelwatch');
    const { err, code } = await ask(...words);
    expect(err).toBe(
      `${said}\nGive the --profile, --region or --stack of the one you mean, or deploy it: npx cdk deploy.\n`,
    );
    expect(code).toBe(6);
  });

  test.each([
    [
      'CREATE_IN_PROGRESS',
      undefined,
      'The stack Tunnelwatch is only half deployed: CREATE_IN_PROGRESS.\nWait until npx cdk deploy has come to its end.\n',
    ],
    [
      'ROLLBACK_COMPLETE',
      'The following resource(s) failed to create: [TunnelwatchTable].',
      'The stack Tunnelwatch is only half deployed: ROLLBACK_COMPLETE (The following resource(s) failed to create: [TunnelwatchTable]).\nRemove the cause that CloudFormation names among its events, and deploy again: npx cdk deploy.\n',
    ],
    [
      'REVIEW_IN_PROGRESS',
      undefined,
      'The stack Tunnelwatch is only half deployed: REVIEW_IN_PROGRESS.\nWait until npx cdk deploy has come to its end.\n',
    ],
    [
      'DELETE_FAILED',
      undefined,
      'The stack Tunnelwatch is being removed, or was: DELETE_FAILED.\nIts table and secrets are kept: --table NAME still reads what is stored. To watch again: npx cdk deploy.\n',
    ],
  ])('%s', async (status, reason, err) => {
    deployed('Tunnelwatch', status, reason);
    expect(await ask()).toEqual({ out: '', err, code: 6 });
  });

  test('of another release', async () => {
    session.aws.putStack('Tunnelwatch', {
      status: 'CREATE_COMPLETE',
      outputs: outputs({ [OUTPUTS.version]: '2.0.0' }),
    });
    expect(await ask()).toEqual({
      out: '',
      err: 'The stack Tunnelwatch is of version 2.0.0, and this command of version 0.1.0.\nUse the command of that version, or deploy this one: npx cdk deploy.\n',
      code: 6,
    });
  });

  test('that somebody else made', async () => {
    session.aws.putStack('Tunnelwatch', { status: 'CREATE_COMPLETE', outputs: { TableName: 'theirs' } });
    expect(await ask()).toEqual({
      out: '',
      err: 'The stack Tunnelwatch is not one that this version of Tunnelwatch has made: it has no output AlertsTopicArn.\nName the right one with --stack, or deploy this version to it (npx cdk deploy).\n',
      code: 6,
    });
  });

  test('that one may not look at', async () => {
    const message =
      'User: arn:aws:iam::000000000000:user/ana is not authorized to perform: cloudformation:DescribeStacks on resource: x';
    session.aws.breakWith((operation) =>
      operation === 'DescribeStacks' ? { error: { name: 'AccessDenied', message, status: 403 } } : undefined,
    );
    expect(await ask()).toMatchObject({
      err: expect.stringMatching(/^Your AWS credentials do not allow cloudformation:DescribeStacks\.\n/),
      code: 4,
    });
  });

  test('because the configuration file is wrong, unless its name is given', async () => {
    deployed('Lab');
    configure({ stackNmae: 'Lab' });
    expect(await ask()).toMatchObject({
      err: expect.stringMatching(/tunnelwatch\.config\.json cannot be used[\s\S]*stackNmae[\s\S]*--stack/),
      code: 2,
    });
    expect(await ask('--stack', 'Lab')).toEqual(seen);
  });
});

describe('whose AWS', () => {
  const CONFIG = `[profile lab]
aws_access_key_id = 111111111111
aws_secret_access_key = x
region = eu-west-1
`;
  const before = { ...process.env };
  beforeEach(() => {
    const file = join(session.folder, 'aws-config');
    writeFileSync(file, CONFIG);
    Object.assign(process.env, { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: file });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'AWS_PROFILE'])
      delete process.env[name];
  });
  afterEach(() => {
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) delete process.env[name];
    Object.assign(process.env, before);
  });

  test('is that of --profile, with its region', async () => {
    deployed('Tunnelwatch');
    expect(await ask('--profile', 'lab')).toMatchObject({
      err: expect.stringMatching(/^There is no stack Tunnelwatch in eu-west-1 of account 111111111111\.\n/),
      code: 6,
    });
  });

  test('must be a profile that there is', async () => {
    expect(await ask('--profile', 'lbb', '--region', 'us-east-1')).toMatchObject({
      err: 'No AWS credentials were found.\nSign in (aws sso login), or check --profile and AWS_PROFILE; aws configure list-profiles lists the profiles there are.\n',
      code: 4,
    });
  });
});

describe('times are shown', () => {
  test('in the zone that the configuration file has for the organization', async () => {
    deployed('Tunnelwatch');
    configure({ organizations: [{ id: 'acme', timeZone: 'Asia/Tokyo' }, { id: 'other' }] });
    expect((await session.type('incidents')).out).toMatch(/ GMT\+9 \(/);
    expect((await session.type('incidents', '--utc')).out).not.toMatch(/ GMT\+9 /);
  });

  test('in that of this machine while the file cannot be read', async () => {
    configure({ email: 'x' });
    expect((await session.type('incidents', '--stack', 'Tunnelwatch', '--table', TABLE_NAME)).out).toMatch(
      / CET \(/,
    );
  });
});
