import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runTimes } from '../../lib/core/policy.ts';
import { MINUTE } from '../../lib/core/time.ts';
import { buildSyncFunction } from '../../lib/infra/bundle.ts';
import { TABLE_ACTIONS } from '../../lib/infra/permissions.ts';
import { FUNCTION_ALLOCATION } from '../../lib/infra/size.ts';
import { ENVIRONMENT } from '../../lib/names.ts';
import { resourcesOf, synthesize, theOnly } from './synth.ts';

const { template } = synthesize({ organizations: [{ id: 'acme' }, { id: 'other' }], logLevel: 'debug' });
const [, { Properties: run }] = theOnly(template, 'AWS::Lambda::Function');

const timeoutWith = (...intervals: number[]): number => {
  const organizations = intervals.map((everyMinutes, index) => ({ id: `o${index}`, everyMinutes }));
  return theOnly(synthesize({ organizations }).template, 'AWS::Lambda::Function')[1].Properties.Timeout;
};

describe('The function', () => {
  test('is one for all organizations, on the run time the bundle is measured with', () => {
    expect(run).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 256,
      Handler: 'index.handler',
    });
    expect(run).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(run).not.toHaveProperty('TracingConfig');
  });

  test('is told table, topic, log level and installation by the names the code reads, how memory is kept, and nothing else', () => {
    const [table] = theOnly(template, 'AWS::DynamoDB::Table');
    expect(run.Environment.Variables).toEqual({
      [ENVIRONMENT.table]: { Ref: table },
      [ENVIRONMENT.topic]: { Ref: expect.stringContaining('AlertsTopic') },
      [ENVIRONMENT.logLevel]: 'debug',
      [ENVIRONMENT.installation]: 'Tunnelwatch',
      ...FUNCTION_ALLOCATION,
    });
  });

  test('logs lines as they are, for three months, to a log group of its own', () => {
    const [logGroup, log] = theOnly(template, 'AWS::Logs::LogGroup');
    expect(run.LoggingConfig).toEqual({ LogFormat: 'Text', LogGroup: { Ref: logGroup } });
    expect(log.Properties).toEqual({ RetentionInDays: 90 });
  });

  test.each([1, 2, 5, 14, 15, 60])(
    'is stopped after a run of every %i minutes should have ended, and before its lease ends',
    (everyMinutes) => {
      const times = runTimes(everyMinutes * MINUTE);
      const timeout = timeoutWith(everyMinutes) * 1000;
      expect(timeout).toBeGreaterThan(times.run);
      expect(timeout).toBeLessThan(times.lease);
      expect(timeout).toBeLessThanOrEqual(15 * MINUTE);
    },
  );

  test('has the time of the organization that may take longest', () => {
    expect(timeoutWith(1, 60, 5)).toBe(timeoutWith(60));
  });
});

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Everything the roles of the template allow, one action and its resources at a time. */
function allowed(role: RegExp): [action: string, resource: unknown][] {
  const roles = [...resourcesOf(template, 'AWS::IAM::Role')].filter(([id]) => role.test(id));
  const statements = roles.flatMap(([, { Properties }]) =>
    Properties.Policies.flatMap(
      (policy: { PolicyDocument: { Statement: Statement[] } }) => policy.PolicyDocument.Statement,
    ),
  );
  return statements.flatMap(({ Action, Resource }: Statement) =>
    [Action].flat().map((action): [string, unknown] => [action, Resource]),
  );
}

const arn = (name: string) => ({ 'Fn::GetAtt': [expect.stringContaining(name), 'Arn'] });
const ref = (name: string) => ({ Ref: expect.stringContaining(name) });

describe('Roles allow exactly what is used, on exactly what it is used on', () => {
  test('the function', () => {
    expect(allowed(/FunctionRole/)).toEqual([
      ['dynamodb:ConditionCheckItem', arn('Table')],
      ['dynamodb:GetItem', arn('Table')],
      ['dynamodb:PutItem', arn('Table')],
      ['dynamodb:Query', arn('Table')],
      ['dynamodb:UpdateItem', arn('Table')],
      ['secretsmanager:GetSecretValue', [ref('acmeSecret'), ref('otherSecret')]],
      ['sqs:SendMessage', [arn('acmeCompleteRuns'), arn('otherCompleteRuns')]],
      ['sns:Publish', ref('AlertsTopic')],
      ['logs:CreateLogStream', arn('Log')],
      ['logs:PutLogEvents', arn('Log')],
    ]);
  });

  test('and that is what the code in the bundle calls', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    // What the commands do to the table is in the same folder, and not in the function.
    const files = buildSyncFunction(folder).inputs.filter((file) =>
      file.startsWith('lib/adapters/dynamodb/'),
    );
    rmSync(folder, { recursive: true });
    const code = files
      .map((file) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8'))
      .join('\n');
    const called = [
      ...code.matchAll(/\bnew (\w+)Command\(/g),
      ...code.matchAll(/\bpaginate(\w+)\(/g),
      ...code.matchAll(/\b(ConditionCheck|Put|Update|Delete): /g),
    ].map(([, name]) => `dynamodb:${name === 'Query' || name === 'Scan' ? name : `${name}Item`}`);
    // A transaction needs the permission of each of its parts, and none of its own.
    const needed = new Set(called.filter((action) => action !== 'dynamodb:TransactWriteItem'));
    expect([...needed].sort()).toEqual([...TABLE_ACTIONS]);
  });

  test('the schedules', () => {
    expect(allowed(/SchedulesRole/)).toEqual([
      ['lambda:InvokeFunction', arn('Function')],
      ['sqs:SendMessage', arn('DeadLetters')],
    ]);
  });

  test('whoever reads: what is recorded and how it is deployed, no secret, and nothing that changes anything', () => {
    const reading = allowed(/ReaderRole/);
    for (const [action] of reading)
      expect(action).toMatch(
        /^(cloudformation|cloudwatch|dynamodb|lambda|logs|scheduler|sns):(BatchGet|Describe|Filter|Get|List|Query|Start)/,
      );
    expect(reading).toContainEqual(['dynamodb:Query', arn('Table')]);
    expect(reading.map(([action]) => action)).not.toContain('secretsmanager:GetSecretValue');
  });

  test('and there is no other role, no other policy, no managed policy; function and schedules have no wildcard', () => {
    expect(resourcesOf(template, 'AWS::IAM::Role').size).toBe(3);
    for (const [id, { Properties }] of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      if (!id.includes('ReaderRole')) expect(JSON.stringify(Properties.Policies)).not.toContain('*');
    }
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    template.resourceCountIs('AWS::Lambda::Permission', 0);
  });

  test("only schedules of this installation's group can take on the schedules' role", () => {
    const [group] = theOnly(template, 'AWS::Scheduler::ScheduleGroup');
    const roles = [...resourcesOf(template, 'AWS::IAM::Role')].filter(([id]) => id.includes('SchedulesRole'));
    expect(roles.map(([, { Properties }]) => Properties.AssumeRolePolicyDocument.Statement)).toEqual([
      [
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': { Ref: 'AWS::AccountId' },
              'aws:SourceArn': { 'Fn::GetAtt': [group, 'Arn'] },
            },
          },
        },
      ],
    ]);
  });
});
