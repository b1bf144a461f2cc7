import { describe, expect, test } from '@jest/globals';
import { configurationIn } from '../../lib/config/file.ts';
import { parsePayload, scheduledOrganization, schedulePayload } from '../../lib/config/payload.ts';
import { policyOf } from '../../lib/config/policy.ts';
import { ConfigurationError } from '../../lib/config/problems.ts';

const [configured] = configurationIn('test', { email: [] }).organizations;
if (configured === undefined) throw new Error('the defaults have an organization');
const secret = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:acme-AbCdEf';

const completeRunsQueue = 'https://sqs.eu-central-1.amazonaws.com/111122223333/acme';
const { secret: _, ...organization } = scheduledOrganization(configured, {
  secret,
  completeRunsQueue,
});

/** As the schedule's input arrives: words replaced, all of it JSON. */
const sent = (changes: object = {}): unknown =>
  JSON.parse(
    JSON.stringify({
      ...schedulePayload({ ...organization, secret }),
      scheduledAt: '2026-03-02T14:05:00Z',
      execution: 'd32c5kddcf5bb8c3',
      ...changes,
    }),
  );

function problemsOf(event: unknown): readonly string[] {
  try {
    parsePayload(event);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('What the schedule sends', () => {
  test('arrives with the slot, the invocation, and the whole organization', () => {
    expect(parsePayload(sent())).toEqual({
      version: 1,
      organization: { ...organization, secret },
      scheduledAt: '2026-03-02T14:05:00.000Z',
      execution: 'd32c5kddcf5bb8c3',
    });
  });

  test('can be sent by hand as it stands: then there is no slot and no invocation of the scheduler', () => {
    const byHand = schedulePayload({ ...organization, secret });
    expect(parsePayload(byHand)).toMatchObject({ scheduledAt: null, execution: null });
  });

  test('is used even if it tells more than is understood', () => {
    const event = sent({ more: 1, organization: { ...organization, secret, more: 2 } });
    expect(parsePayload(event).organization).toEqual({ ...organization, secret });
  });

  test('also where that stands deep inside, in settings that another version knows', () => {
    const { alerts } = organization;
    const override = { match: { name: 'x' }, alerts: { provisioningHours: 1 } };
    const newer = {
      alerts: { ...alerts, flapping: { ...alerts.flapping, more: 1 }, more: 2 },
      overrides: [{ ...override, match: { ...override.match, more: 3 } }],
    };
    const event = sent({ organization: { ...organization, ...newer, secret } });
    expect(parsePayload(event).organization).toEqual({ ...organization, overrides: [override], secret });
  });

  test('is used where it is of a version that had no alert policy yet', () => {
    const {
      alerts: _a,
      overrides: _o,
      maintenanceWindows: _m,
      leaveOut: _l,
      apiKeyExpires: _k,
      ...first
    } = organization;
    const { heartbeatUrl: _h, completeRunsQueue: _q, ...older } = first;
    const event = sent({ organization: { ...older, secret } });
    expect(parsePayload(event).organization).toEqual({
      ...organization,
      secret,
      completeRunsQueue: null,
    });
  });

  test('carries the whole alert policy', () => {
    const [configured] = configurationIn('test', {
      email: [],
      alerts: { blindMinutes: 30 },
      overrides: [{ match: { ids: [7] }, alerts: { flapping: { enter: [] } } }],
      organizations: [
        {
          id: 'acme',
          timeZone: 'Europe/Berlin',
          maintenanceWindows: [{ name: 'w', days: ['sat'], from: '22:00', to: '04:00' }],
          apiKeyExpires: '2026-12-31',
        },
      ],
    }).organizations;
    if (configured === undefined) throw new Error('the configuration has an organization');
    const event = sent({ organization: { ...configured, secret } });
    const made = { secret, completeRunsQueue: null };
    expect(parsePayload(event).organization).toEqual(scheduledOrganization(configured, made));
    expect(policyOf(parsePayload(event).organization)).toEqual(policyOf(configured));
  });
});

describe('What cannot be used is refused, field by field', () => {
  test.each<[what: string, event: unknown, problems: string[]]>([
    [
      'a threshold out of range beside a field that is not known',
      sent({ organization: { ...organization, secret, alerts: { blindMinutes: 0, more: 1 } } }),
      ['organization.alerts.blindMinutes: found 0; allowed: a whole number of minutes from 1 to 720'],
    ],
    [
      'nothing',
      undefined,
      [
        '(the whole): missing; needed: an object with the fields version, organization, scheduledAt and execution',
      ],
    ],
    [
      'another version',
      sent({ version: 2 }),
      ['version: found 2; allowed: 1, the version this function understands'],
    ],
    [
      'no secret',
      sent({ organization }),
      [
        "organization.secret: missing; needed: the ARN or the name of the secret that holds the organization's API key",
      ],
    ],
    [
      'no organization',
      sent({ organization: null }),
      ['organization: found null; allowed: an organization and its secret'],
    ],
    [
      'no zone',
      sent({ scheduledAt: '2026-03-02T14:05:00' }),
      [
        'scheduledAt: found "2026-03-02T14:05:00"; allowed: a time with its zone, such as 2026-03-02T14:05:00Z',
      ],
    ],
    [
      'an interval out of range, and no invocation',
      sent({ execution: '', organization: { ...organization, secret, everyMinutes: 0 } }),
      [
        'organization.everyMinutes: found 0; allowed: a whole number of minutes from 1 to 60',
        'execution: found ""; allowed: the scheduler\'s id of the invocation',
      ],
    ],
  ])('%s', (_what, event, problems) => {
    expect(problemsOf(event)).toEqual(problems);
  });

  test('and the error says who sends it and what to do', () => {
    expect(() => parsePayload({})).toThrow(
      /Its EventBridge schedule sends the payload and npx cdk deploy writes it: deploy again\./,
    );
  });
});
