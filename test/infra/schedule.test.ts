import { describe, expect, test } from '@jest/globals';
import { parsePayload } from '../../lib/config/payload.ts';
import { assertPayloadFits, PAYLOAD_BYTES_MAX } from '../../lib/infra/schedule.ts';
import { METRICS } from '../../lib/names.ts';
import { resourcesOf, synthesize, theOnly } from './synth.ts';

const TYPE = 'AWS::Scheduler::Schedule';

const { template } = synthesize({
  organizations: [
    { id: 'acme' },
    { id: 'acme-east', name: 'Acme East', everyMinutes: 5, timeZone: 'America/New_York' },
    { id: 'slow', everyMinutes: 60 },
  ],
});
const schedules = [...resourcesOf(template, TYPE).values()].map(({ Properties }) => Properties);

/** A schedule's input as text, with what only AWS can know replaced. */
function inputOf({
  Target,
}: {
  readonly Target: { readonly Input: { 'Fn::Join': [string, unknown[]] } };
}): string {
  const [separator, parts] = Target.Input['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : 'arn:of:something')).join(separator);
}

describe('Every organization has a schedule of its own', () => {
  test('at its own interval, to the minute', () => {
    expect(schedules.map((schedule) => [schedule.Description, schedule.ScheduleExpression])).toEqual([
      ['Tunnelwatch: organization acme', 'rate(1 minute)'],
      ['Tunnelwatch: organization acme-east', 'rate(5 minutes)'],
      ['Tunnelwatch: organization slow', 'rate(1 hour)'],
    ]);
    for (const { FlexibleTimeWindow, State } of schedules)
      expect([FlexibleTimeWindow, State]).toEqual([{ Mode: 'OFF' }, 'ENABLED']);
  });

  test('that sends what the function understands: configuration, secret, slot and invocation', () => {
    const payloads = schedules.map((schedule) => parsePayload(JSON.parse(inputOf(schedule))));
    expect(payloads.map(({ organization }) => organization)).toMatchObject([
      { id: 'acme', name: 'acme', everyMinutes: 1, timeZone: 'UTC', secret: 'arn:of:something' },
      { id: 'acme-east', name: 'Acme East', everyMinutes: 5, timeZone: 'America/New_York' },
      { id: 'slow', everyMinutes: 60 },
    ]);
    expect(inputOf(schedules[0])).toContain('"scheduledAt":"<aws.scheduler.scheduled-time>"');
    expect(inputOf(schedules[0])).toContain('"execution":"<aws.scheduler.execution-id>"');
  });

  test('whose secret is its own', () => {
    const secrets = schedules.map(({ Target }) =>
      Target.Input['Fn::Join'][1].flatMap((part: unknown) => (typeof part === 'string' ? [] : [part])),
    );
    expect(new Set(secrets.map((secret) => JSON.stringify(secret))).size).toBe(3);
    const known = [...resourcesOf(template, 'AWS::SecretsManager::Secret').keys()];
    expect(secrets.flat().map(({ Ref }) => Ref)).toEqual(known);
  });
});

describe('One slot is one run', () => {
  test('the scheduler repeats a slot once, and only what Lambda did not accept', () => {
    for (const { Target } of schedules) expect(Target.RetryPolicy.MaximumRetryAttempts).toBe(1);
  });

  test('Lambda repeats none', () => {
    const [, { Properties }] = theOnly(template, 'AWS::Lambda::EventInvokeConfig');
    expect(Properties.MaximumRetryAttempts).toBe(0);
  });

  test('what waited half the interval is dropped, so that both waits end before the next slot (AWS keeps everything a minute)', () => {
    const ages = schedules.map(({ Target }) => Target.RetryPolicy.MaximumEventAgeInSeconds);
    expect(ages).toEqual([60, 150, 1800]);
  });

  test('in Lambda the shortest interval of all decides', () => {
    const age = (intervals: number[]) => {
      const organizations = intervals.map((everyMinutes, index) => ({ id: `o${index}`, everyMinutes }));
      return theOnly(synthesize({ organizations }).template, 'AWS::Lambda::EventInvokeConfig')[1].Properties
        .MaximumEventAgeInSeconds;
    };
    expect(age([10, 4])).toBe(120);
    expect(age([1, 60])).toBe(60);
  });
});

describe('A slot that cannot be delivered is kept', () => {
  test('for two weeks, in a queue that speaks TLS only', () => {
    const [queue, { Properties }] = theOnly(template, 'AWS::SQS::Queue');
    expect(Properties).toEqual({ MessageRetentionPeriod: 14 * 24 * 60 * 60, SqsManagedSseEnabled: true });
    for (const { Target } of schedules)
      expect(Target.DeadLetterConfig).toEqual({ Arn: { 'Fn::GetAtt': [queue, 'Arn'] } });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      },
    });
  });
});

describe('Nothing runs unwatched', () => {
  test('a schedule comes after every alarm that watches it, and after no alarm of another organization', () => {
    const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm')];
    for (const { Properties, DependsOn } of resourcesOf(template, TYPE).values()) {
      const watching = alarms.filter(([, alarm]) => {
        const own = alarm.Properties.Dimensions.find(
          (item: { Name: string }) => item.Name === METRICS.dimensions.organization,
        );
        return own === undefined || Properties.Description === `Tunnelwatch: organization ${own.Value}`;
      });
      expect(watching).toHaveLength(5);
      expect([...(DependsOn ?? [])].sort()).toEqual(watching.map(([id]) => id).sort());
    }
  });
});

describe('A payload that no schedule can carry is refused before it is deployed', () => {
  test('by its size in bytes, not in letters', () => {
    const text = 'ü'.repeat(PAYLOAD_BYTES_MAX / 2);
    expect(() => assertPayloadFits('acme', { text })).toThrow(
      /^The configuration of organization acme takes 262155 bytes; a schedule carries at most 262144\./,
    );
    expect(() => assertPayloadFits('acme', { text: text.slice(10) })).not.toThrow();
  });
});
