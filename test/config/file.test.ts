import { describe, expect, test } from '@jest/globals';
import { configurationIn, parseConfig } from '../../lib/config/file.ts';
import { ORGANIZATIONS_MAX } from '../../lib/config/file-schema.ts';
import { ConfigurationError } from '../../lib/config/problems.ts';

const email = ['you@example.com'];

/** What is wrong with a file that tells you@example.com and also holds this. */
function problemsWith(content: object): readonly string[] {
  const parsed = parseConfig({ email, ...content });
  return parsed.ok ? [] : parsed.problems;
}

describe('The smallest file', () => {
  test('names one address; everything else has a default', () => {
    expect(parseConfig({ email: ['you@example.com'] })).toEqual({
      ok: true,
      config: {
        email: ['you@example.com'],
        operationsEmail: ['you@example.com'],
        recipients: [],
        logLevel: 'info',
        logRetentionDays: 90,
        monthlyBudgetUsd: null,
        deployment: {
          encryptionKey: 'aws',
          vpc: null,
          permissionsBoundary: null,
          onDestroy: 'keep',
          alertsTopicArn: null,
          readerRole: true,
          dashboard: true,
          tags: {},
        },
        stackName: 'Tunnelwatch',
        alarms: { noCompleteRunMinutes: 10, runbookUrl: null, untoldMinutes: 10 },
        organizations: [
          {
            id: 'default',
            name: 'default',
            apiUrl: 'https://api.sse.cisco.com',
            tokenUrl: 'https://api.sse.cisco.com/auth/v2/token',
            everyMinutes: 1,
            timeZone: 'UTC',
            requestBudget: 'strict',
            retentionDays: 396,
            alerts: {
              confirmPolls: { disconnected: 1, warning: 1, unknown: 3, redundancyLost: 2 },
              provisioningHours: 24,
              flapping: {
                enter: [
                  { openings: 3, withinMinutes: 120 },
                  { openings: 4, withinMinutes: 1440 },
                ],
                steadyMinutes: 120,
                stillDownAfterMinutes: 15,
                quietMinutes: 60,
                quietMostMinutes: 1440,
              },
              tellConfiguration: false,
              gathering: { messages: 12, withinMinutes: 60, slotMinutes: 5 },
              reminders: { criticalHours: 24, redundancyDays: 7 },
              blindMinutes: 10,
              blindRuns: 3,
              blindRunsWhenLasting: 2,
              removalWaitMinutes: 30,
              inheritanceHours: 24,
              missedRuns: 2,
              apiKeyWarnDays: [14, 3],
            },
            overrides: [],
            maintenanceWindows: [],
            leaveOut: [],
            apiKeyExpires: null,
            heartbeatUrl: null,
            secretArn: null,
            expectedGroups: null,
          },
        ],
      },
    });
  });

  test('must say who is told, even if it is nobody', () => {
    expect(parseConfig({})).toEqual({
      ok: false,
      problems: [
        'email: missing; needed: a list of the addresses to tell, or [] where only other subscribers are to be told',
      ],
    });
    expect(parseConfig({ email: [] }).ok).toBe(true);
  });

  test.each([
    [null, 'null'],
    ['text', '"text"'],
    [7, '7'],
  ])('is an object, not %p', (content, found) => {
    expect(parseConfig(content)).toEqual({
      ok: false,
      problems: [
        `(the whole): found ${found}; allowed: an object with the fields $schema, email, operationsEmail, recipients, organizations, alerts, overrides, maintenanceWindows, leaveOut, alarms, logLevel, logRetentionDays, monthlyBudgetUsd, stackName, deployment`,
      ],
    });
  });
});

describe('What is given is kept', () => {
  test('an organization is called by its id unless it has a name', () => {
    const config = configurationIn('file', { email, organizations: [{ id: 'a' }, { id: 'b', name: 'Bee' }] });
    expect(config.organizations.map(({ name }) => name)).toEqual(['a', 'Bee']);
  });

  test('alarms about Tunnelwatch itself may go to others', () => {
    const config = configurationIn('file', { email, operationsEmail: ['ops@example.com'] });
    expect(config).toMatchObject({ email, operationsEmail: ['ops@example.com'] });
  });

  test.each(['http://127.0.0.1:8080/x', 'http://localhost', 'http://[::1]:1', 'https://api.example.com'])(
    '%s is a URL an API key may be sent to',
    (apiUrl) => {
      expect(problemsWith({ organizations: [{ id: 'a', apiUrl, tokenUrl: apiUrl }] })).toEqual([]);
    },
  );

  test('$schema is for editors', () => {
    expect(problemsWith({ $schema: './schema.json' })).toEqual([]);
  });
});

const URLS =
  'an https URL without user name, query or fragment (http only for this machine: localhost, 127.0.0.1, [::1])';
const IDS = 'lower-case letters, digits and hyphens, 1 to 31, the first no hyphen';
const NAMES = 'a name of 1 to 60 characters on one line';
const ZONES = 'an IANA time zone such as UTC, Europe/Berlin or America/New_York';
const MINUTES = 'a whole number of minutes from 1 to 60';
const DAYS = 'a whole number of days from 30 to 3650';

describe('A bad value is named with its place, what was found, and what is allowed', () => {
  test.each<[field: string, value: unknown, found: string, allowed: string]>([
    ['id', 'Acme', '"Acme"', IDS],
    ['id', '-acme', '"-acme"', IDS],
    ['id', 'a#b', '"a#b"', IDS],
    ['id', 'a'.repeat(32), `"${'a'.repeat(32)}"`, IDS],
    ['name', '', '""', NAMES],
    ['name', '   ', '"   "', NAMES],
    ['name', 'a\nb', '"a\\nb"', NAMES],
    ['name', 'a'.repeat(61), `"${'a'.repeat(61)}"`, NAMES],
    ['apiUrl', 'api.sse.cisco.com', '"api.sse.cisco.com"', URLS],
    ['apiUrl', 'http://api.sse.cisco.com', '"http://api.sse.cisco.com"', URLS],
    ['apiUrl', 'http://127.0.0.1.example.com', '"http://127.0.0.1.example.com"', URLS],
    ['apiUrl', 'ftp://localhost', '"ftp://localhost"', URLS],
    ['tokenUrl', 'https://x.example/token?a=b', '"https://x.example/token?a=b"', URLS],
    ['everyMinutes', 0, '0', MINUTES],
    ['everyMinutes', 61, '61', MINUTES],
    ['everyMinutes', 1.5, '1.5', MINUTES],
    ['everyMinutes', '5', '"5"', MINUTES],
    ['timeZone', 'Berlin', '"Berlin"', ZONES],
    ['timeZone', '+02:00', '"+02:00"', ZONES],
    ['requestBudget', 'none', '"none"', '"strict" or "exempt"'],
    ['retentionDays', 29, '29', DAYS],
    ['retentionDays', 3651, '3651', DAYS],
  ])('organizations[1].%s: %p', (field, value, found, allowed) => {
    const organizations = [{ id: 'first' }, { id: 'second', [field]: value }];
    expect(problemsWith({ organizations })).toEqual([
      `organizations[1].${field}: found ${found}; allowed: ${allowed}`,
    ]);
  });

  test.each<[content: object, problem: string]>([
    [{ email: ['you'] }, 'email[0]: found "you"; allowed: an e-mail address'],
    [
      { email: 'you@example.com' },
      'email: found "you@example.com"; allowed: a list of the addresses to tell, or [] where only other subscribers are to be told',
    ],
    [{ email: ['a@b.de', 'x@b.de', 'A@b.de'] }, 'email[2]: the same address as [0]'],
    [{ logLevel: 'loud' }, 'logLevel: found "loud"; allowed: "debug", "info", "warn" or "error"'],
    [
      { stackName: '2nd' },
      'stackName: found "2nd"; allowed: a letter, then letters, digits and hyphens, at most 128',
    ],
    [
      { alarms: { noCompleteRunMinutes: 2 } },
      'alarms.noCompleteRunMinutes: found 2; allowed: a whole number of minutes from 5 to 720',
    ],
    [
      { alarms: { untoldMinutes: 5 } },
      'alarms.untoldMinutes: found 5; allowed: a whole number of minutes from 6 to 720',
    ],
    [
      { deployment: { encryptionKey: 'mine' } },
      'deployment.encryptionKey: found "mine"; allowed: "aws", "new", or the ARN of a KMS key, such as arn:aws:kms:eu-central-1:111122223333:key/…',
    ],
    [
      {
        deployment: {
          vpc: { vpcId: 'vpc-1', subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] },
        },
      },
      'deployment.vpc.vpcId: found "vpc-1"; allowed: the id of a VPC, such as vpc-0a1b2c3d',
    ],
    [
      { deployment: { tags: { 'aws:x': 'y' } } },
      'deployment.tags.aws:x: found "aws:x"; allowed: a key of 1 to 128 letters, digits, spaces or _.:/=+-@, that does not begin with aws:',
    ],
    [
      { logRetentionDays: 91 },
      'logRetentionDays: found 91; allowed: a number of days that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
    ],
    [{ organizations: [{}] }, `organizations[0].id: missing; needed: ${IDS}`],
    [
      { organizations: ['acme'] },
      'organizations[0]: found "acme"; allowed: an organization with the fields id, name, apiUrl, tokenUrl, everyMinutes, timeZone, requestBudget, retentionDays, alerts, overrides, maintenanceWindows, leaveOut, apiKeyExpires, heartbeatUrl, secretArn, expectedGroups',
    ],
    [
      { organizations: [] },
      'organizations: found a list of 0; allowed: a list of 1 to 110 organizations (more go in a second file with another stackName)',
    ],
  ])('%j', (content, problem) => {
    expect(problemsWith(content)).toEqual([problem]);
  });

  test('a URL that is all it takes to call somebody is not repeated either', () => {
    const organizations = [{ id: 'a', heartbeatUrl: 'http://hc.example.com/canary?x=canary' }];
    const recipients = [{ type: 'https', url: 'http://hooks.example.com/canary' }];
    expect(
      problemsWith({ organizations, recipients }).map((problem) => problem.split('; allowed')[0]),
    ).toEqual([
      'recipients[0].url: found "http://hooks.example.com/…"',
      'organizations[0].heartbeatUrl: found "http://hc.example.com/…"',
    ]);
  });

  test('a password in a URL is not repeated', () => {
    const organizations = [{ id: 'a', apiUrl: 'https://user:canary@api.example.com' }];
    expect(problemsWith({ organizations })).toEqual([
      `organizations[0].apiUrl: found "https://[removed]@api.example.com"; allowed: ${URLS}`,
    ]);
  });
});

describe('What would be too long for AWS is refused by its field', () => {
  test('more addresses than a stack should hold', () => {
    const many = Array.from({ length: 101 }, (_, index) => `p${index}@example.com`);
    expect(problemsWith({ email: many })).toEqual([
      'email: found a list of 101; allowed: a list of the addresses to tell, or [] where only other subscribers are to be told; at most 100',
    ]);
  });

  test('an organization whose configuration its schedule cannot carry', () => {
    const ids = Array.from({ length: 200 }, (_, index) => String(10 ** 19 + index));
    const overrides = Array.from({ length: 50 }, () => ({
      match: { ids },
      alerts: { provisioningHours: 1 },
    }));
    const maintenanceWindows = overrides.map(({ match }, index) => ({
      match,
      name: `w${index}`,
      days: ['sun'],
      from: '01:00',
      to: '02:00',
    }));
    expect(
      problemsWith({ organizations: [{ id: 'a' }, { id: 'b', overrides, maintenanceWindows }] }),
    ).toEqual([
      expect.stringMatching(
        /^organizations\[1\]: it takes \d{6} bytes, with what is set for all of them; its schedule carries at most 250000\. Shorten the lists of ids\.$/,
      ),
    ]);
  });

  test('a filter with more combinations than SNS takes', () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`);
    const recipients = (event: number, region: number) => [
      { type: 'sms', phone: '+4915112345678', filter: { event: words(event), region: words(region) } },
    ];
    expect(problemsWith({ recipients: recipients(15, 8) })).toEqual([]);
    expect(problemsWith({ recipients: recipients(15, 9) })).toEqual([
      'recipients[0].filter: found an object; allowed: lists whose lengths, multiplied, come to at most 150 (region and deviceType count two more): SNS takes no more',
    ]);
  });
});

describe('A recipient', () => {
  const problemsOf = (recipient: unknown) => problemsWith({ recipients: [recipient] });
  const KINDS = 'one of email, sms, sqs, lambda, https, slack, teams';

  test.each<[recipient: unknown, problem: string]>([
    [{ type: 'pager' }, `recipients[0].type: found "pager"; allowed: ${KINDS}`],
    [{}, `recipients[0].type: missing; needed: ${KINDS}`],
    [
      { type: 'sms', phone: '0151 1234' },
      'recipients[0].phone: found "0151 1234"; allowed: a telephone number with its country, such as +4915112345678',
    ],
    [
      { type: 'sqs', queueArn: 'tickets' },
      'recipients[0].queueArn: found "tickets"; allowed: the ARN of a queue, such as arn:aws:sqs:eu-central-1:111122223333:…',
    ],
    [
      { type: 'email', address: 'a@example.com', filters: {} },
      'recipients[0].filters: there is no such field; did you mean filter?',
    ],
    [
      { type: 'sms', phone: '+4915112345678', filter: { severity: ['bad'] } },
      'recipients[0].filter.severity[0]: found "bad"; allowed: one of critical, warning, ok',
    ],
    [
      { type: 'slack', workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23', filter: {} },
      'recipients[0].filter: chat takes no filter here: Amazon Q Developer makes the subscription, and CloudFormation cannot give it one; docs/deploy.md has what can be done by hand',
    ],
  ])('%j', (recipient, problem) => {
    expect(problemsOf(recipient)).toEqual([problem]);
  });

  test('is told once', () => {
    const phone = '+4915112345678';
    expect(
      problemsWith({
        recipients: [
          { type: 'sms', phone },
          { type: 'sms', phone, filter: { severity: ['ok'] } },
        ],
      }),
    ).toEqual(['recipients[1]: the same recipient as [0]']);
  });
});

test('An address hears everything or what its filter says, not both', () => {
  const recipients = [{ type: 'email', address: 'You@example.com', filter: { severity: ['critical'] } }];
  expect(problemsWith({ recipients })).toEqual([
    'recipients[0].address: it is in "email" as well, where it hears everything; it can be in one of them only',
  ]);
});

describe('Two organizations are two', () => {
  test('not with one id', () => {
    const organizations = [{ id: 'a', name: 'x' }, { id: 'b' }, { id: 'a', name: 'y' }];
    expect(problemsWith({ organizations })).toEqual([
      'organizations[2].id: the same id as organizations[0]; each needs its own',
    ]);
  });

  test('not with one name, letter case apart, since people could not tell their alerts apart', () => {
    const organizations = [
      { id: 'a', name: 'Acme' },
      { id: 'b', name: 'ACME' },
    ];
    expect(problemsWith({ organizations })).toEqual([
      'organizations[1].name: the same name as organizations[0]; each needs its own',
    ]);
  });

  test('and at most as many as one role can name secrets of', () => {
    const organizations = Array.from({ length: ORGANIZATIONS_MAX + 1 }, (_, index) => ({ id: `o${index}` }));
    expect(problemsWith({ organizations })).toHaveLength(1);
    expect(problemsWith({ organizations: organizations.slice(1) })).toEqual([]);
  });
});

describe('A field that is not known is an error that suggests the right word', () => {
  test.each<[content: object, problem: string]>([
    [{ emial: [] }, 'emial: there is no such field; did you mean email?'],
    [{ operationEmail: [] }, 'operationEmail: there is no such field; did you mean operationsEmail?'],
    [{ loglevel: 'info' }, 'loglevel: there is no such field; did you mean logLevel?'],
    [
      { alarms: { untoldMinute: 7 } },
      'alarms.untoldMinute: there is no such field; did you mean untoldMinutes?',
    ],
    [
      { organizations: [{ id: 'a', apiURL: 'https://x.example' }] },
      'organizations[0].apiURL: there is no such field; did you mean apiUrl?',
    ],
    [
      { colour: 'red' },
      'colour: there is no such field; there are: $schema, email, operationsEmail, recipients, organizations, alerts, overrides, maintenanceWindows, leaveOut, alarms, logLevel, logRetentionDays, monthlyBudgetUsd, stackName, deployment',
    ],
  ])('%j', (content, problem) => {
    expect(problemsWith(content)).toEqual([problem]);
  });
});

test('Everything that is wrong is said at once, in an error that names the file', () => {
  const content = {
    email: ['you'],
    organizations: [{ id: 'a', everyMinutes: 90, everyMinuets: 5 }, { name: 'no id' }],
    logLevel: 3,
  };
  expect(() => configurationIn('tunnelwatch.config.json', content)).toThrow(
    new ConfigurationError(
      'tunnelwatch.config.json cannot be used (docs/configuration.md has every field):',
      [
        'email[0]: found "you"; allowed: an e-mail address',
        `organizations[0].everyMinutes: found 90; allowed: ${MINUTES}`,
        'organizations[0].everyMinuets: there is no such field; did you mean everyMinutes?',
        `organizations[1].id: missing; needed: ${IDS}`,
        'logLevel: found 3; allowed: "debug", "info", "warn" or "error"',
      ],
    ),
  );
});
