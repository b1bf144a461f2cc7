import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import type { ScheduledOrganization } from '../../lib/config/payload.ts';
import type { FailureKind } from '../../lib/core/failure.ts';
import { ENVIRONMENT } from '../../lib/names.ts';
import { fault } from '../../lib/simulator/fault.ts';
import { aBundle, aDeployment, type Deployment } from './a-deployment.ts';

const bundle = aBundle();
let deployed: Deployment;

beforeEach(async () => {
  deployed = await aDeployment(bundle);
});
afterEach(async () => {
  await deployed.close();
});

/** Every item of the groups, as stored: what a failed run must leave alone. */
async function groupItems(): Promise<unknown> {
  const client = createDocumentClient(new DynamoDBClient({}));
  const { Items: items = [] } = await client.send(new ScanCommand({ TableName: 'tunnelwatch-test' }));
  client.destroy();
  return items.filter((item) => /^(GROUP|0|1)#/.test(String(item.sk)));
}

describe('an API that answers wrongly', () => {
  const rows: readonly [string, (deployed: Deployment) => void, FailureKind, RegExp][] = [
    [
      'wrong credentials',
      ({ aws }) => aws.putSecret('tunnelwatch/acme', '{"key":"wrong","secret":"wrong"}'),
      'credentials refused',
      /401/,
    ],
    [
      'a key without the scope',
      ({ simulator }) => void Object.assign(simulator.apiKey, { scopes: [] }),
      'not permitted',
      /403/,
    ],
    [
      'a login page instead of JSON',
      ({ simulator }) => void simulator.faults.add(fault.loginPage(), { on: 'list' }),
      'API changed',
      /JSON|HTML/i,
    ],
    [
      'a redirect',
      ({ simulator }) => void simulator.faults.add(fault.redirect(), { on: 'list' }),
      'API changed',
      /redirect/i,
    ],
    [
      'a truncated body',
      ({ simulator }) => void simulator.faults.add(fault.truncatedJson(), { on: 'list' }),
      'network',
      /./,
    ],
    [
      '200 with data: null',
      ({ simulator }) => void simulator.faults.add(fault.dataNull(), { on: 'list' }),
      'API changed',
      /data/,
    ],
    [
      'endless paging',
      ({ simulator }) => void simulator.faults.add(fault.endlessPaging(), { on: 'list' }),
      'rate limited',
      /./,
    ],
    [
      'one group under two records',
      ({ simulator }) => void simulator.faults.add(fault.duplicateGroup(), { on: 'list' }),
      'incomplete',
      /3|4|twice/,
    ],
    [
      'server errors',
      ({ simulator }) => void simulator.faults.add(fault.status(500), { on: 'list' }),
      'API unavailable',
      /500/,
    ],
    [
      'no such path',
      ({ simulator }) => void simulator.faults.add(fault.status(404), { on: 'list' }),
      'request refused',
      /404/,
    ],
    [
      'a clock of another day',
      ({ simulator }) => void simulator.faults.add(fault.dateSkew(86_400_000), { on: 'any' }),
      'clock',
      /./,
    ],
  ];
  test.each(rows)(
    '%s: the run fails by name, no group is touched, and nothing is told',
    async (_what, spoil, kind, detail) => {
      await deployed.run();
      const before = await groupItems();
      // A new token, so that credentials are asked for again.
      deployed.restart();
      spoil(deployed);
      const summary = await deployed.run();
      expect(summary).toMatchObject({
        outcome: 'failed',
        failure: { kind, detail: expect.stringMatching(detail) },
        changes: 0,
        alerts: 0,
      });
      expect(await groupItems()).toEqual(before);
    },
  );
});

describe('records that are not as they should be', () => {
  test('a group without id is reported and sinks nothing', async () => {
    deployed.simulator.faults.add(fault.groupWithoutId(), { on: 'list' });
    expect(await deployed.run()).toMatchObject({ outcome: 'complete', malformed: 1 });
    expect(deployed.lines.join('\n')).toMatch(/could not be read.*\bid\b/);
  });

  test('a name of 50 characters with emoji and a newline is harmless in the subject, and whole in the table', async () => {
    const name = `Ōsaka 🗼\nBcc: everybody@example.com ${'長'.repeat(30)}`.slice(0, 50);
    const [group] = deployed.simulator.fleet.groups;
    await deployed.run();
    if (group !== undefined) group.name = name;
    deployed.simulator.fleet.drop(group?.id ?? 0);
    await deployed.run();
    const subject = deployed.aws.published.at(-1)?.subject ?? '';
    expect(subject).toMatch(/^\[DOWN\] [\x20-\x7e]+$/);
    expect(subject.length).toBeLessThan(100);
    expect(JSON.stringify(await groupItems())).toContain(JSON.stringify(name).slice(1, -1));
  });
});

describe('a secret that does not hold an API key', () => {
  const rows: readonly [string, string, FailureKind, RegExp][] = [
    ['is not JSON', 'key=abc', 'credentials malformed', /JSON/],
    ['lacks a field', '{"key":"abc"}', 'credentials malformed', /secret/],
    ['has a number for a key', '{"key":1,"secret":"abc"}', 'credentials malformed', /key/],
    ['has an empty key', '{"key":"","secret":"abc"}', 'credentials malformed', /key/],
    [
      'still holds a placeholder',
      '{"key":"<key>","secret":"<secret>"}',
      'credentials missing',
      /placeholder/,
    ],
  ];
  test.each(rows)('%s', async (_what, value, kind, detail) => {
    deployed.aws.putSecret('tunnelwatch/acme', value);
    expect(await deployed.run()).toMatchObject({
      outcome: 'failed',
      failure: { kind, detail: expect.stringMatching(detail) },
    });
  });

  test('does not exist: at the second run people are told, by name', async () => {
    const event = deployed.payload({ secret: 'tunnelwatch/nobody' });
    expect(await deployed.run(event)).toMatchObject({
      outcome: 'failed',
      alerts: 0,
      failure: { kind: 'credentials missing', detail: expect.stringContaining('tunnelwatch/nobody') },
    });
    expect(await deployed.run(event)).toMatchObject({ alerts: 1 });
    expect(deployed.aws.published.at(-1)?.subject).toBe(
      '[BLIND] cannot see the tunnels: no API credentials - Acme',
    );
  });
});

describe('an invocation that cannot be served', () => {
  const withUrl = (apiUrl: string): Partial<ScheduledOrganization> => ({ apiUrl });
  test.each([
    ['no payload', () => undefined, /invoked with something it cannot use/],
    ['an empty payload', () => ({}), /organization/],
    ['another version', () => ({ ...deployed.payload(), version: 2 }), /version/],
    [
      'an organization without a secret',
      () => ({ ...deployed.payload(), organization: { id: 'acme' } }),
      /organization\.secret/,
    ],
    [
      'a plain http API URL',
      () => deployed.payload(withUrl('http://api.example.com')),
      /organization\.apiUrl.*https/s,
    ],
  ])('%s is refused before anything is done, naming the field', async (_what, event, message) => {
    await expect(deployed.run(event() ?? null)).rejects.toThrow(message);
    expect(deployed.aws.operations.size).toBe(0);
  });

  test.each([
    ['missing', { [ENVIRONMENT.table]: undefined }, /TUNNELWATCH_TABLE is missing/],
    ['misspelled', { TUNNELWATCH_TOPIC: 'x' }, /TUNNELWATCH_TOPIC is not a variable that is read/],
    [
      'unusable',
      { [ENVIRONMENT.logLevel]: 'loud' },
      /TUNNELWATCH_LOG_LEVEL is "loud", not one of error, warn, info, debug/,
    ],
  ])('a variable that is %s is named', async (_what, variables, message) => {
    Object.assign(deployed.variables, variables);
    deployed.restart();
    await expect(deployed.run()).rejects.toThrow(message);
  });

  test('a table that does not exist is named, and the function fails so that its alarm speaks', async () => {
    deployed.variables[ENVIRONMENT.table] = 'another-table';
    deployed.restart();
    await expect(deployed.run()).rejects.toMatchObject({
      failure: { kind: 'table missing', detail: expect.stringContaining('another-table') },
    });
  });

  test('a table written by a newer version is left alone', async () => {
    await deployed.run();
    const client = createDocumentClient(new DynamoDBClient({}));
    const key = { pk: 'ORG#acme', sk: 'HEAD' };
    await client.send(
      new UpdateCommand({
        TableName: 'tunnelwatch-test',
        Key: key,
        UpdateExpression: 'SET #s = :s',
        ExpressionAttributeNames: { '#s': 'schema' },
        ExpressionAttributeValues: { ':s': 99 },
      }),
    );
    client.destroy();
    await expect(deployed.run()).rejects.toMatchObject({ failure: { kind: 'table too new' } });
  });

  test('a topic that does not exist leaves everything untold, and says so', async () => {
    deployed.variables[ENVIRONMENT.topic] = 'arn:aws:sns:us-east-1:000000000000:nowhere';
    deployed.restart();
    expect(await deployed.run()).toMatchObject({ outcome: 'complete', alerts: 0, alertsFailed: 1 });
    expect(deployed.lines.join('\n')).toMatch(/could not be told.*nowhere/);
  });
});

describe('secrets', () => {
  test('are nowhere: not in a log line at debug level, an item, a message or a summary, whatever fails', async () => {
    deployed.variables[ENVIRONMENT.logLevel] = 'debug';
    deployed.restart();
    const summaries: unknown[] = [await deployed.run()];
    const [group] = deployed.simulator.fleet.groups;
    deployed.simulator.fleet.drop(group?.id ?? 0);
    for (const spoil of [
      fault.status(500),
      fault.status(401),
      fault.resetMidBody(),
      fault.loginPage(),
      fault.truncatedJson(),
    ]) {
      const repair = deployed.simulator.faults.add(spoil, { on: 'any' });
      summaries.push(await deployed.run());
      repair();
      deployed.restart();
    }
    summaries.push(await deployed.run());
    const { key, secret } = deployed.simulator.apiKey;
    const canaries = [
      key,
      secret,
      Buffer.from(`${key}:${secret}`).toString('base64'),
      ...deployed.simulator.tokens.all,
    ];
    const client = createDocumentClient(new DynamoDBClient({}));
    const { Items: items } = await client.send(new ScanCommand({ TableName: 'tunnelwatch-test' }));
    client.destroy();
    const everything = [
      ...deployed.lines,
      JSON.stringify(items),
      JSON.stringify(deployed.aws.published),
      JSON.stringify(summaries),
    ].join('\n');
    expect(canaries.length).toBeGreaterThan(3);
    for (const canary of canaries) expect(everything).not.toContain(canary);
  });
});
