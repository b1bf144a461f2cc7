import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { embeddedMetrics } from '../../lib/adapters/system/metrics.ts';
import { ENVIRONMENT, METRICS } from '../../lib/names.ts';
import { resourcesOf, synthesize, theOnly } from './synth.ts';

/** An alarm as CloudFormation knows it, found by its name. */
function alarm(name: string, content: object = {}) {
  const { template } = synthesize(content);
  const found = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()].find(
    ({ Properties }) => Properties.AlarmName === name,
  );
  if (found === undefined) throw new Error(`There is no alarm ${name}.`);
  return found.Properties;
}

const every = (everyMinutes: number, alarms = {}) => ({
  organizations: [{ id: 'acme', everyMinutes }],
  alarms,
});

describe('The dead-man alarm', () => {
  const NAME = 'Tunnelwatch: no complete run of acme';

  test('rings when no run completes, and when nothing is heard at all', () => {
    expect(alarm(NAME, every(1))).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [
        {
          Name: 'QueueName',
          Value: { 'Fn::GetAtt': [expect.stringContaining('acmeCompleteRuns'), 'QueueName'] },
        },
      ],
      Statistic: 'Sum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });

  test.each<[everyMinutes: number, noCompleteRunMinutes: number, runs: number, minutes: number]>([
    [1, 10, 10, 10],
    [2, 10, 5, 10],
    [3, 10, 4, 12],
    [5, 10, 3, 15],
    [60, 10, 3, 180],
    [1, 5, 5, 5],
    [7, 720, 103, 721],
    [60, 720, 12, 720],
  ])(
    'every %i minutes, with %i minutes allowed: after %i intervals, %i minutes',
    (everyMinutes, noCompleteRunMinutes, runs, minutes) => {
      const { EvaluationPeriods, Period, AlarmDescription } = alarm(
        NAME,
        every(everyMinutes, { noCompleteRunMinutes }),
      );
      expect([EvaluationPeriods, Period]).toEqual([runs, everyMinutes * 60]);
      // CloudWatch refuses to look back further than a day.
      expect(EvaluationPeriods * Period).toBeLessThanOrEqual(24 * 60 * 60);
      expect(AlarmDescription).toContain(`No run has completed for ${minutes} minutes`);
    },
  );
});

describe('The alarm about events that are not told', () => {
  test('rings on the age that a run reports, and keeps its state while no run reports any', () => {
    expect(alarm('Tunnelwatch: events are not told', every(2, { untoldMinutes: 12 }))).toMatchObject({
      MetricName: METRICS.oldestUntold,
      Dimensions: [{ Name: METRICS.dimensions.installation, Value: 'Tunnelwatch' }],
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 12 * 60,
      Period: 120,
      EvaluationPeriods: 1,
      TreatMissingData: 'ignore',
    });
  });
});

describe('They look at metrics that a run really writes', () => {
  const watchedBy = (title: string, stackName: string) =>
    alarm(`${stackName}: ${title}`, { ...every(1), stackName });
  const TITLES = ['events are not told', 'alerts cannot be published'];

  test.each(TITLES)('%s: in their namespace, with their dimensions', (title) => {
    const run = { organization: 'acme', at: 0, oldestUntold: 0, alertsFailed: 1, decisions: [] };
    const line = JSON.parse(embeddedMetrics({ ...run, installation: 'Second' }));
    const watched = watchedBy(title, 'Second');
    const [written, ...others] = line._aws.CloudWatchMetrics.filter(
      ({ Metrics }: { Metrics: { Name: string }[] }) =>
        Metrics.some(({ Name }) => Name === watched.MetricName),
    );
    expect(others).toEqual([]);
    expect(watched.Namespace).toBe(written.Namespace);
    expect([watched.Dimensions.map(({ Name }: { Name: string }) => Name).sort()]).toEqual([
      written.Dimensions[0].toSorted(),
    ]);
    for (const { Name, Value } of watched.Dimensions) expect(line[Name]).toBe(Value);
  });

  test.each(TITLES)('%s: not those of another installation', (title) => {
    expect(watchedBy(title, 'Second').Dimensions).not.toEqual(watchedBy(title, 'Tunnelwatch').Dimensions);
  });

  test('under the installation that the function is told', () => {
    const { template } = synthesize({ ...every(1), stackName: 'Second' });
    const [, { Properties }] = theOnly(template, 'AWS::Lambda::Function');
    expect(Properties.Environment.Variables[ENVIRONMENT.installation]).toBe('Second');
  });
});

describe('The alarms that all organizations share', () => {
  test.each<[title: string, looksAt: object]>([
    [
      'the function fails',
      {
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Statistic: 'Sum',
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
      },
    ],
    [
      'the function is held back',
      {
        Namespace: 'AWS/Lambda',
        MetricName: 'Throttles',
        Statistic: 'Sum',
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
      },
    ],
    [
      'alerts cannot be published',
      {
        Namespace: METRICS.namespace,
        MetricName: METRICS.alertsFailed,
        Statistic: 'Sum',
        EvaluationPeriods: 1,
      },
    ],
    [
      'schedule slots are not delivered',
      { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Statistic: 'Maximum' },
    ],
    [
      'alerts are not delivered',
      { Namespace: 'AWS/SNS', MetricName: 'NumberOfNotificationsFailed', Statistic: 'Sum' },
    ],
  ])('%s', (title, looksAt) => {
    expect(alarm(`Tunnelwatch: ${title}`)).toMatchObject({
      ...looksAt,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  test('a single crash wakes nobody: the next runs, in the longest interval there is, decide', () => {
    const organizations = [
      { id: 'a', everyMinutes: 1 },
      { id: 'b', everyMinutes: 30 },
    ];
    expect(alarm('Tunnelwatch: the function fails', { organizations }).Period).toBe(30 * 60);
  });
});

describe('Every alarm', () => {
  const { template } = synthesize({
    organizations: [{ id: 'acme', name: 'Acme Corp' }],
    stackName: 'Second',
  });
  const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()].map(
    ({ Properties }) => Properties,
  );
  const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');

  test('tells the operations topic when it begins and when it is over', () => {
    for (const { AlarmActions, OKActions } of alarms) {
      expect(AlarmActions).toEqual([{ Ref: expect.stringContaining('OperationsTopic') }]);
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  test('is named after its installation, so that the subject of the mail says which', () => {
    for (const { AlarmName } of alarms) expect(AlarmName).toMatch(/^Second: [\x20-\x7e]+$/);
    expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
  });

  test('says what it means, what to do, and which section of the runbook to read, and that section exists', () => {
    const sections = alarms.map(({ AlarmDescription }) => {
      expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
      const [, section] =
        /^[A-Z].+\. [A-Z].+\. Runbook: docs\/runbook\.md#([a-z-]+)$/.exec(AlarmDescription) ?? [];
      return section;
    });
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    expect(new Set(sections).size).toBe(alarms.length);
    // Nor is there a section for an alarm that is no more.
    expect(headings.sort()).toEqual(sections.sort());
  });

  test('is enough without the runbook: a command to type, words to look for, or a place to look at', () => {
    const own = [
      ...resourcesOf(synthesize({ stackName: 'Second' }).template, 'AWS::CloudWatch::Alarm').values(),
    ];
    for (const { Properties } of own)
      expect(Properties.AlarmDescription).toMatch(
        /npx tunnelwatch [a-z -]+ --stack Second|npx cdk deploy|output LogGroupName|Service Quotas/,
      );
  });

  test('names commands, outputs and log lines that there are', () => {
    const texts = alarms.map(({ AlarmDescription }) => AlarmDescription).join('\n');
    const commands = [...texts.matchAll(/npx tunnelwatch ([a-z-]+)/g)].map(([, command = '']) => command);
    expect(commands.length).toBeGreaterThan(3);
    const known = readFileSync(join(import.meta.dirname, '../../lib/cli/commands.ts'), 'utf8');
    for (const command of commands) expect(known).toMatch(new RegExp(`^ {4}'?${command}'?: \\{$`, 'm'));
    for (const [, output = ''] of texts.matchAll(/output (\w+)/g))
      expect(Object.keys(template.toJSON().Outputs)).toContain(output);
    const log = readFileSync(join(import.meta.dirname, '../../lib/sync/tell.ts'), 'utf8');
    for (const [, line = ''] of texts.matchAll(/Look for "([^"]+)"/gi)) expect(log).toContain(`'${line}`);
  });

  test('links the section where the configuration says the runbook is', () => {
    const alarms = { runbookUrl: 'https://git.example.com/net/tunnelwatch/docs/runbook.md' };
    expect(alarm('Tunnelwatch: the function fails', { alarms }).AlarmDescription).toMatch(
      / Runbook: https:\/\/git\.example\.com\/net\/tunnelwatch\/docs\/runbook\.md#the-function-fails$/,
    );
  });
});

describe('Topics', () => {
  const { template } = synthesize({
    email: ['a@example.com', 'b@example.com'],
    operationsEmail: ['c@example.com'],
  });
  const ofType = (type: string) =>
    [...resourcesOf(template, type).values()].map(({ Properties }) => Properties);

  test('are two: tunnels are told to one list, Tunnelwatch itself to another', () => {
    const subscriptions = ofType('AWS::SNS::Subscription').map(({ TopicArn, Protocol, Endpoint }) => [
      TopicArn.Ref,
      Protocol,
      Endpoint,
    ]);
    expect(subscriptions).toEqual([
      [expect.stringContaining('AlertsTopic'), 'email', 'a@example.com'],
      [expect.stringContaining('AlertsTopic'), 'email', 'b@example.com'],
      [expect.stringContaining('OperationsTopic'), 'email', 'c@example.com'],
    ]);
  });

  test('speak TLS only', () => {
    const policies = ofType('AWS::SNS::TopicPolicy');
    expect(policies).toHaveLength(2);
    for (const { PolicyDocument } of policies)
      expect(PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Principal: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
  });

  test('let alarms of this account publish to the operations topic, which a policy of its own would otherwise forbid', () => {
    const allowing = ofType('AWS::SNS::TopicPolicy').flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow'),
    );
    expect(allowing).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Resource: { Ref: expect.stringContaining('OperationsTopic') },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]);
  });

  test('are not encrypted with a key under which alarms could not publish', () => {
    for (const topic of ofType('AWS::SNS::Topic')) expect(topic).not.toHaveProperty('KmsMasterKeyId');
  });

  test('without anybody to tell there are still topics to subscribe to', () => {
    const silent = synthesize({ email: [] }).template;
    silent.resourceCountIs('AWS::SNS::Topic', 2);
    silent.resourceCountIs('AWS::SNS::Subscription', 0);
    expect(() => theOnly(silent, 'AWS::SNS::Topic')).toThrow();
  });
});
