import { describe, expect, test } from '@jest/globals';
import { parsePayload } from '../../lib/config/payload.ts';
import { assertPayloadFits, PAYLOAD_BYTES_MAX } from '../../lib/infra/schedule.ts';
import { slot } from '../../lib/infra/times.ts';
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
    expect(schedules.map(({ Name, Description }) => [Name, Description])).toEqual(
      ['acme', 'acme-east', 'slow'].map((id) => [id, `Tunnelwatch: organization ${id}`]),
    );
    expect(schedules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual([
      'rate(1 minute)',
      expect.stringMatching(/^cron\([0-4]\/5 \* \* \* \? \*\)$/),
      expect.stringMatching(/^cron\([1-5]?[0-9] \* \* \* \? \*\)$/),
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

  test('whose secret is its own, and so is the queue by which its runs are counted', () => {
    const secrets = schedules.map(({ Target }) =>
      Target.Input['Fn::Join'][1].flatMap((part: unknown) => (typeof part === 'string' ? [] : [part])),
    );
    expect(new Set(secrets.map((secret) => JSON.stringify(secret))).size).toBe(3);
    const known = ['AWS::SecretsManager::Secret', 'AWS::SQS::Queue'].flatMap((type) =>
      [...resourcesOf(template, type).keys()].filter((id) => id.includes('Organizations')),
    );
    expect(
      secrets
        .flat()
        .map(({ Ref }) => Ref)
        .sort(),
    ).toEqual(known.sort());
  });
});

describe('Organizations do not all begin in the same minute', () => {
  const minutesOf = (expression: string): number[] => {
    const [, first = '', every = '60'] = /^(\d+)(?:\/(\d+))?$/.exec(expression) ?? [];
    return Array.from({ length: 60 / Number(every) }, (_, index) => Number(first) + index * Number(every));
  };

  test.each([2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60])(
    'every %i minutes: all slots of the hour, evenly apart',
    (every) => {
      const slots = Array.from({ length: 600 }, (_, index) => slot(`organization-${index}`, every) ?? '');
      const counts = new Map<number, number>();
      for (const minute of slots.flatMap(minutesOf)) counts.set(minute, (counts.get(minute) ?? 0) + 1);
      expect(counts.size).toBe(60);
      // 600 organizations over so many minutes: none gets more than twice its share and a few.
      expect(Math.max(...counts.values())).toBeLessThan((2 * 600) / every + 8);
      expect(minutesOf(slot('acme', every) ?? '')).toHaveLength(60 / every);
    },
  );

  test.each([1, 7, 8, 25, 45])('every %i minutes cron cannot say, so AWS chooses', (every) => {
    expect(slot('acme', every)).toBeNull();
  });

  test('and each keeps its minute, whoever else is there', () => {
    const others = ['a', 'b', 'c'].map((id) => ({ id, everyMinutes: 10 }));
    const expressionIn = (organizations: object[]) =>
      [...resourcesOf(synthesize({ organizations }).template, TYPE).values()].find(
        ({ Properties }) => Properties.Name === 'acme',
      )?.Properties.ScheduleExpression;
    const own = { id: 'acme', everyMinutes: 10 };
    expect(expressionIn([...others, own])).toBe(expressionIn([own]));
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
    const [queue, { Properties }] = theOnly(template, 'AWS::SQS::Queue', 'DeadLetters');
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
        const [, own] = / no complete run of (.+)$/.exec(alarm.Properties.AlarmName) ?? [];
        return own === undefined || Properties.Description === `Tunnelwatch: organization ${own}`;
      });
      expect(watching).toHaveLength(7);
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
