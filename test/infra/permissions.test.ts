import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import EVERYTHING from './everything.config.json' with { type: 'json' };
import { resourcesOf, synthesize } from './synth.ts';

/** Every permission: whose, what, on what. */
type Permission = readonly [role: string, action: string, on: string];

const page = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8');

/** What the table in docs/deploy.md says; `function, with a key` is the function. */
const written: Permission[] = [
  ...page.matchAll(/^\| (function|schedules|reader)(?:, [^|]*)? \| (`[^|]+`) \| ([^|]+) \| [^|]+ \|$/gm),
].flatMap(([, role = '', actions = '', on = '']) =>
  [...actions.matchAll(/`([^`]+)`/g)].map(([, action = '']): Permission => [role, action, on.trim()]),
);

const ROLES: readonly (readonly [RegExp, string])[] = [
  [/FunctionRole/, 'function'],
  [/SchedulesRole/, 'schedules'],
  [/ReaderRole/, 'reader'],
];

/** The words of the page for what stands in the template. The first that matches is meant. */
const RESOURCES: readonly (readonly [RegExp, string])[] = [
  [/\/index\//, 'its index'],
  [/Secret/, "the organizations' secrets"],
  [/CompleteRuns/, "the organizations' queues"],
  [/:stack\/Tunnelwatch\/\*/, 'the stack'],
  [/AlertsTopic.*OperationsTopic/, 'both topics'],
  [/AlertsTopic/, 'the alerts topic'],
  [/:schedule\//, 'every schedule of the group'],
  [/:alarm:\*/, 'every alarm of the account and region'],
  [/DeadLetters/, 'the dead-letter queue'],
  [/TunnelwatchKey/, 'the key'],
  [/TunnelwatchLog/, 'the log group'],
  [/TunnelwatchFunction/, 'the function'],
  [/TunnelwatchTable/, 'the table'],
  [/^"\*"$/, 'everything'],
];

function wordFor(words: readonly (readonly [RegExp, string])[], text: string): string {
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const { template } = synthesize(EVERYTHING);
const real: Permission[] = [...resourcesOf(template, 'AWS::IAM::Role')].flatMap(([id, { Properties }]) =>
  (Properties.Policies ?? []).flatMap((policy: { PolicyDocument: { Statement: Statement[] } }) =>
    policy.PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .map(
          (action): Permission => [wordFor(ROLES, id), action, wordFor(RESOURCES, JSON.stringify(Resource))],
        ),
    ),
  ),
);

const inOrder = (permissions: readonly Permission[]) =>
  permissions
    .map(
      ([role, action, on]) =>
        `${role}: ${action} on ${on.replace(/^(its own|the function's) log/, 'the log')}`,
    )
    .sort();

describe('docs/deploy.md', () => {
  test('has every permission of every role, on what it is given, with everything asked for; and no other', () => {
    expect(real.length).toBeGreaterThan(30);
    expect(inOrder(written)).toEqual(inOrder(real));
  });

  test('says of each what it is for', () => {
    for (const [, why = ''] of page.matchAll(
      /^\| (?:function|schedules|reader)[^|]* \| `[^|]+ \| [^|]+ \| ([^|]+) \|$/gm,
    ))
      expect(why.trim()).not.toBe('');
  });
});

describe('Whatever can be reached by a policy of its own', () => {
  test.each(['AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy'])(
    '%s refuses plain http, to everybody',
    (type) => {
      const policies = [...resourcesOf(template, type).values()];
      expect(policies.length).toBeGreaterThan(0);
      for (const { Properties } of policies)
        expect(Properties.PolicyDocument.Statement).toContainEqual(
          expect.objectContaining({
            Effect: 'Deny',
            Principal: expect.anything(),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        );
    },
  );

  test('every topic and every queue has such a policy, and there is no bucket', () => {
    const protectedBy = (type: string, field: string) =>
      [...resourcesOf(template, type).values()]
        .flatMap(({ Properties }) => Properties[field])
        .map(({ Ref }) => Ref);
    expect(protectedBy('AWS::SNS::TopicPolicy', 'Topics').sort()).toEqual(
      [...resourcesOf(template, 'AWS::SNS::Topic').keys()].sort(),
    );
    expect(protectedBy('AWS::SQS::QueuePolicy', 'Queues').sort()).toEqual(
      [...resourcesOf(template, 'AWS::SQS::Queue').keys()].sort(),
    );
    template.resourceCountIs('AWS::S3::Bucket', 0);
  });
});
