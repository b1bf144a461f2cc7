import { describe, expect, jest, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { resourcesAtMost } from '../../lib/config/contradictions.ts';
import { configurationIn, parseConfig } from '../../lib/config/file.ts';
import { ORGANIZATIONS_MAX } from '../../lib/config/file-schema.ts';
import { TunnelwatchStack } from '../../lib/infra/stack.ts';
import { anApp, type Resource, resourcesOf, synthesize } from './synth.ts';

/** With ids as long as they may be, so that nothing is longer. */
const named = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `organization-with-a-long-id-${String(index).padStart(3, '0')}`,
  }));

/** CloudFormation's quotas (AWS CloudFormation User Guide, "Understand CloudFormation quotas"). */
const QUOTAS = { resources: 500, bytes: 1_000_000, outputs: 200 };

/** So many organizations, and as many addresses as the configuration then allows. */
function contentFor(count: number) {
  const addresses = Math.min(100, QUOTAS.resources - 40 - 4 * count - 1);
  const email = Array.from({ length: addresses }, (_, index) => `p${index}@example.com`);
  return { organizations: named(count), email, operationsEmail: ['ops@example.com'] };
}

describe('Many organizations in one stack', () => {
  test.each([1, 100, ORGANIZATIONS_MAX])('%i of them stay within the limits of CloudFormation', (count) => {
    const content = contentFor(count);
    const template = synthesize(content).template.toJSON();
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(QUOTAS.resources);
    // As CDK writes it, with its indentation of one.
    expect(Buffer.byteLength(JSON.stringify(template, undefined, 1))).toBeLessThan(QUOTAS.bytes);
    expect(Object.keys(template.Outputs).length).toBeLessThanOrEqual(QUOTAS.outputs);
    expect(resourcesAtMost(configurationIn('test', content))).toBeGreaterThanOrEqual(
      Object.keys(template.Resources).length,
    );
  });

  test('also where what is said about them is as long as the configuration lets it be, and full of quotes', () => {
    const leaveOut = (names: number) =>
      Array.from({ length: names }, (_, index) => ({ region: `r${index}`, name: 'x' }));
    const longest = (names: number) => ({
      email: [],
      organizations: named(ORGANIZATIONS_MAX).map((one) => ({ ...one, leaveOut: leaveOut(names) })),
    });
    const names = 50 - Array.from({ length: 50 }, (_, less) => 50 - less).findIndex(isAllowed);
    expect(names).toBeGreaterThan(10);
    // CDK warns of templates that are nearly too large; this one is so on purpose.
    const warned = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const template = synthesize(longest(names)).template.toJSON();
    warned.mockRestore();
    expect(Buffer.byteLength(JSON.stringify(template, undefined, 1))).toBeLessThan(QUOTAS.bytes);

    function isAllowed(count: number): boolean {
      return parseConfig(longest(count)).ok;
    }
  });

  test('more than the limits allow is refused, with the number at which to split', () => {
    expect(() => configurationIn('file', { email: [], organizations: named(ORGANIZATIONS_MAX + 1) })).toThrow(
      `organizations: found a list of ${ORGANIZATIONS_MAX + 1}; allowed: a list of 1 to ${ORGANIZATIONS_MAX} organizations (more go in a second file with another stackName)`,
    );
    const email = Array.from({ length: 60 }, (_, index) => `p${index}@example.com`);
    expect(() => configurationIn('file', { email, organizations: named(ORGANIZATIONS_MAX) })).toThrow(
      /organizations: with all recipients they take up to 600 resources, and a stack holds 500\. Put some organizations in a second file/,
    );
  });

  test('the role of the function may read every secret and send to every queue, each by its name, within the limits of IAM', () => {
    const { template } = synthesize(contentFor(ORGANIZATIONS_MAX));
    const roles = [...resourcesOf(template, 'AWS::IAM::Role')].filter(([id]) => id.includes('FunctionRole'));
    const [role] = roles.map(([, { Properties }]) => Properties);
    const further = [...resourcesOf(template, 'AWS::IAM::ManagedPolicy').values()];
    // An ARN of a secret: 64 characters at most before the name that CloudFormation makes (logical id's first 24,
    // then 12), and 7 that Secrets Manager adds.
    const lengthOf = (policy: unknown) =>
      JSON.stringify(policy, (_key, value) => (value?.Ref || value?.['Fn::GetAtt'] ? 'a'.repeat(150) : value))
        .length;
    expect(lengthOf(role.Policies)).toBeLessThan(10_240);
    for (const { Properties } of further) expect(lengthOf(Properties.PolicyDocument)).toBeLessThan(6_144);
    expect(further.length).toBeLessThanOrEqual(10);
    expect(role.ManagedPolicyArns).toHaveLength(further.length);
    const readable = JSON.stringify([
      role.Policies,
      ...further.map(({ Properties }) => Properties.PolicyDocument),
    ]);
    for (const secret of resourcesOf(template, 'AWS::SecretsManager::Secret').keys())
      expect(readable).toContain(`{"Ref":"${secret}"}`);
    for (const queue of resourcesOf(template, 'AWS::SQS::Queue').keys())
      if (queue.includes('CompleteRuns')) expect(readable).toContain(`{"Fn::GetAtt":["${queue}","Arn"]}`);
  });
});

/** What belongs to an organization: its resources as they stand in the template, by logical id. */
function belongingTo(
  organizations: readonly { readonly id: string }[],
  id: string,
): ReadonlyMap<string, Resource> {
  const { template } = synthesize({ organizations });
  const logical = `Organizations${id.replaceAll('-', '')}`;
  return new Map(
    Object.entries(template.toJSON().Resources as Record<string, Resource>).filter(([name]) =>
      name.includes(logical),
    ),
  );
}

describe('One organization more or less', () => {
  const before = [{ id: 'acme', everyMinutes: 5 }, { id: 'globex' }];

  test.each<[what: string, after: readonly { readonly id: string }[]]>([
    ['added at the end', [...before, { id: 'new' }]],
    ['added in front', [{ id: 'new' }, ...before]],
    ['with the rest in another order', [{ id: 'new' }, ...before.toReversed()]],
  ])('%s leaves the others exactly as they were', (_what, after) => {
    for (const { id } of before) {
      const own = belongingTo(before, id);
      expect([...own.values()].map(({ Type }) => Type).sort()).toEqual([
        'AWS::CloudWatch::Alarm',
        'AWS::SQS::Queue',
        'AWS::Scheduler::Schedule',
        'AWS::SecretsManager::Secret',
      ]);
      expect(belongingTo(after, id)).toEqual(own);
    }
  });

  test('added to the only one there was leaves it exactly as it was', () => {
    expect(belongingTo([{ id: 'acme' }, { id: 'new' }], 'acme')).toEqual(
      belongingTo([{ id: 'acme' }], 'acme'),
    );
  });

  test('leaves what all share as it was, but for the lists of secrets and of queues, what is shown, and the outputs', () => {
    const resources = (organizations: object[]) =>
      synthesize({ organizations }).template.toJSON().Resources as Record<string, Resource>;
    const [few, more] = [resources(before), resources([...before, { id: 'new' }])];
    const changed = Object.keys(few).filter((id) => JSON.stringify(few[id]) !== JSON.stringify(more[id]));
    expect(changed.map((id) => few[id]?.Type).sort()).toEqual([
      'AWS::CloudWatch::Dashboard',
      'AWS::IAM::Role',
      'AWS::SQS::QueuePolicy',
    ]);
  });
});

describe('More organizations than one stack holds, in two files', () => {
  /** As `cdk deploy --all -c config=first.json,second.json` has them: two stacks of one app. */
  const split = () => {
    const app = anApp();
    return [named(3), named(6).slice(3)].map((organizations, index) => {
      const stackName = index === 0 ? 'Tunnelwatch' : 'Tunnelwatch-2';
      const config = configurationIn('test', { email: ['a@example.com'], organizations, stackName });
      return new TunnelwatchStack(app, stackName, { config });
    });
  };

  test('are two installations that know nothing of each other, and the first is as it would be alone', () => {
    const [first, second] = split().map((stack) => Template.fromStack(stack).toJSON());
    expect(first).toEqual(
      synthesize({ email: ['a@example.com'], organizations: named(3) }).template.toJSON(),
    );
    expect(JSON.stringify(second).includes('Fn::ImportValue')).toBe(false);
  });

  test('nothing in them has the name of another: names that are given are those of the stack', () => {
    const [first = [], second = []] = split().map((stack) => namesIn(Template.fromStack(stack).toJSON()));
    expect(first.length).toBeGreaterThan(8);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
  });

  /** Physical names that the template gives. */
  function namesIn(template: ReturnType<Template['toJSON']>): string[] {
    return Object.values<Resource>(template.Resources).flatMap(({ Type, Properties = {} }) =>
      Object.entries(Properties)
        .filter(
          ([field, value]) =>
            /^(Alarm|Dashboard|Queue|Topic|Table|Function|Role|Group)?Name$/.test(field) &&
            typeof value === 'string',
        )
        .map(([, value]) => `${Type} ${value}`),
    );
  }
});
