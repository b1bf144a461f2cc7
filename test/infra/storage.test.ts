import { describe, expect, test } from '@jest/globals';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { OPTIONAL_OUTPUTS, OUTPUTS, organizationOfOutput, secretOutput, TABLE } from '../../lib/names.ts';
import { resourcesOf, synthesize, synthesizeAnew, theOnly } from './synth.ts';

const { template } = synthesize({ organizations: [{ id: 'acme' }, { id: 'acme-east' }] });
const [, table] = theOnly(template, 'AWS::DynamoDB::Table');
const secrets = resourcesOf(template, 'AWS::SecretsManager::Secret');

describe('The table', () => {
  test('outlives the stack, cannot be deleted in passing, and can be put back to an earlier time', () => {
    expect([table.DeletionPolicy, table.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('costs by request, and drops items by the attribute that the code writes', () => {
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: TABLE.timeToLive, Enabled: true },
    });
  });
});

describe('The secrets', () => {
  test('are one for each organization, created without any value, and outlive the stack', () => {
    expect(secrets.size).toBe(2);
    for (const { Properties, DeletionPolicy, UpdateReplacePolicy } of secrets.values()) {
      expect(Object.keys(Properties)).toEqual(['Description']);
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    }
  });

  test('show no value anywhere in the template, whatever stands in the environment of who deploys', () => {
    process.env.SECURE_ACCESS_API_KEY = 'canary-in-the-environment';
    const text = JSON.stringify(synthesizeAnew().template.toJSON());
    delete process.env.SECURE_ACCESS_API_KEY;
    expect(text).not.toContain('canary');
    expect(text).not.toMatch(/SecretString|GenerateSecretString|resolve:secretsmanager/);
  });
});

describe('What is kept keeps its identity', () => {
  // Another logical id is another resource: an empty table, a secret without a key, a topic without subscribers.
  test.each([
    ['AWS::DynamoDB::Table', ['TunnelwatchTable500AD922']],
    [
      'AWS::SecretsManager::Secret',
      ['TunnelwatchOrganizationsacmeSecret75086703', 'TunnelwatchOrganizationsacmeeastSecret9653F7FD'],
    ],
    ['AWS::SNS::Topic', ['TunnelwatchAlertsTopicE00C0634', 'TunnelwatchOperationsTopicCA53715A']],
  ])('%s', (type, logicalIds) => {
    expect([...resourcesOf(template, type).keys()]).toEqual(logicalIds);
  });
});

describe('Outputs', () => {
  test('are no more than they have to be where there is neither reader nor dashboard', () => {
    const deployment = { readerRole: false, dashboard: false };
    const plain = synthesize({ deployment }).template;
    expect(Object.keys(plain.findOutputs('*'))).toEqual([...Object.values(OUTPUTS), 'SecretDefault']);
    plain.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    plain.resourceCountIs('AWS::IAM::Role', 2);
  });

  test('name what the commands and the operator need', () => {
    expect(Object.keys(template.findOutputs('*'))).toEqual([
      ...Object.values(OUTPUTS),
      ...Object.values(OPTIONAL_OUTPUTS),
      'SecretAcme',
      'SecretAcmeDasheast',
    ]);
  });

  test('keep ids apart that differ by hyphens only', () => {
    const ids = ['ab', 'a-b', 'a--b', 'ab-', 'a-b-', 'adashb', 'a-dash', 'a--', '1-b'];
    expect(new Set(ids.map(secretOutput)).size).toBe(ids.length);
    expect(ids.map((id) => organizationOfOutput(secretOutput(id)))).toEqual(ids);
    expect(organizationOfOutput(OUTPUTS.table)).toBeNull();
  });
});

test('The table is the one that tests and the demo run on', () => {
  const { TableName, ...definition } = tableDefinition('any');
  expect(table.Properties).toMatchObject(definition);
});
