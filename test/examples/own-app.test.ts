import { describe, expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { addNetworkStack } from '../../examples/own-app/app.ts';
import { OUTPUTS, secretOutput } from '../../lib/names.ts';
import { anApp, resourcesOf } from '../infra/synth.ts';

describe("Tunnelwatch in somebody's own app", () => {
  const template = Template.fromStack(addNetworkStack(anApp()));

  test('is whole: two organizations, watched, with everything the command looks for', () => {
    template.resourceCountIs('AWS::Scheduler::Schedule', 2);
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
    expect(Object.keys(template.findOutputs('*'))).toEqual(
      expect.arrayContaining([...Object.values(OUTPUTS), secretOutput('acme'), secretOutput('acme-labs')]),
    );
  });

  test('is named after the stack that it is in', () => {
    const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()];
    expect(alarms.length).toBe(8);
    for (const { Properties } of alarms) expect(Properties.AlarmName).toMatch(/^Network: /);
  });

  test('tells the pager, and lets a function of theirs read the table', () => {
    const subscriptions = [...resourcesOf(template, 'AWS::SNS::Subscription').values()];
    expect(subscriptions.map(({ Properties }) => Properties.Protocol).sort()).toEqual([
      'email',
      'email',
      'lambda',
    ]);
    const policies = JSON.stringify([...resourcesOf(template, 'AWS::IAM::Policy').values()]);
    expect(policies).toContain('index/changes-by-group');
  });
});
