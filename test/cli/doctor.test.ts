import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, test } from '@jest/globals';
import { DAY, MINUTE } from '../../lib/core/time.ts';
import { alarmPrefix, OUTPUTS } from '../../lib/names.ts';
import { fault } from '../../lib/simulator/fault.ts';
import { aBundle } from '../lambda/a-deployment.ts';
import {
  type AnInstallation,
  anInstallation,
  eachWithInstallation,
  FUNCTION,
  reschedule,
  STACK,
} from './an-installation.ts';

let here: AnInstallation;
eachWithInstallation(async (fresh) => {
  here = fresh;
  for (const topic of [here.alertsTopic, here.operationsTopic])
    await subscribe(topic, 'noc@example.com', true);
  here.deployed.simulator.apiKey.scopes = ['deployments.networktunnelgroups:read'];
  const { key, secret } = here.deployed.simulator.apiKey;
  here.deployed.aws.putSecret('tunnelwatch/acme', JSON.stringify({ key, secret, expires: '2026-12-31' }));
  reschedule(here.deployed, { apiKeyExpires: '2026-12-31' });
  await here.deployed.run();
});

async function subscribe(TopicArn: string, Endpoint: string, confirmed: boolean): Promise<void> {
  const client = new SNSClient({});
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
  client.destroy();
  if (confirmed) here.deployed.aws.confirmSubscription(TopicArn, Endpoint);
}

const secretName = () => here.deployed.secretArn.split(':').at(-1);

test('Where all is well, every line says so', async () => {
  const { out, err, code } = await here.type('doctor');
  expect([err, code]).toEqual(['', 0]);
  expect(out).toBe(`✓ AWS         account 000000000000, us-east-1, as arn:aws:iam::000000000000:user/local
✓ stack       Tunnelwatch, CREATE_COMPLETE, version 0.1.0
✓ table       tunnelwatch-test, ACTIVE; old items expire
✓ function    ${FUNCTION}, nodejs24.x
✓ alerts      1 subscription, confirmed
✓ operations  1 subscription, confirmed
✓ alarms      2 alarms, none ringing

Organization acme

✓ schedule    every minute
✓ interval    3 groups, 1 call a run; the API allows one every minute
✓ secret      ${secretName()}, well-formed, stored 15:00:00 CET (14:00:00 UTC)
✓ token       the API gives one
✓ scope       network tunnel groups, read-only
✓ page        3 groups, first page read
✓ clock       within 1 second of the API's
✓ key ends    on 2026-12-31, in 303 days
✓ last run    complete 15:00:00 CET (14:00:00 UTC), 0 seconds ago: 3 of 3 groups connected

All is well: 16 checks.
`);
});

test('It writes nothing, anywhere', async () => {
  const count = () =>
    [...here.deployed.aws.operations].filter(([name]) =>
      /^(Put|Update|Delete|Transact|Publish|Invoke|Batch)/.test(name),
    );
  const before = JSON.stringify(count());
  await here.type('doctor');
  expect(JSON.stringify(count())).toBe(before);
});

/** What is wrong, what makes it so, the lines that are not well, and the exit code. */
const ROWS: readonly (readonly [string, () => void | Promise<void>, readonly RegExp[], number])[] = [
  [
    'the stack is not deployed',
    () => here.deployed.aws.putStack(STACK, { status: 'DELETE_COMPLETE', outputs: {} }),
    [/^✗ stack +The stack Tunnelwatch is being removed, or was: DELETE_COMPLETE\.$/],
    10,
  ],
  [
    'the last deployment failed',
    () => here.deployed.aws.putStack(STACK, { status: 'UPDATE_ROLLBACK_COMPLETE', outputs: here.outputs }),
    [/^! stack +Tunnelwatch, UPDATE_ROLLBACK_COMPLETE, version 0\.1\.0$/],
    0,
  ],
  [
    'another version is deployed',
    () =>
      here.deployed.aws.putStack(STACK, {
        status: 'CREATE_COMPLETE',
        outputs: { ...here.outputs, [OUTPUTS.version]: '0.9.0' },
      }),
    [/^✗ stack +The stack Tunnelwatch is of version 0\.9\.0, and this command of version 0\.1\.0\.$/],
    10,
  ],
  [
    'the table is gone',
    () =>
      here.deployed.aws.putStack(STACK, {
        status: 'CREATE_COMPLETE',
        outputs: { ...here.outputs, [OUTPUTS.table]: 'other' },
      }),
    [
      /^✗ table +The table other does not exist any more\.$/,
      /^✗ function .* another table or topic/,
      /^✗ last run +There is no table other/,
    ],
    10,
  ],
  [
    'the function is paused',
    () => here.deployed.aws.putFunction(FUNCTION, { handler: async () => null, reservedConcurrency: 0 }),
    [/^✗ function .* is paused: its concurrency is 0, so nothing is watched$/],
    10,
  ],
  [
    'the schedule is disabled',
    () => reschedule(here.deployed, { apiKeyExpires: '2026-12-31' }, { state: 'DISABLED' }),
    [/^✗ schedule +acme is disabled, so nothing is watched$/],
    10,
  ],
  [
    'the schedule was changed by hand',
    () => reschedule(here.deployed, { apiKeyExpires: '2026-12-31' }, { expression: 'rate(5 minutes)' }),
    [/^✗ schedule +acme runs rate\(5 minutes\), and runs are told that it is 1$/],
    10,
  ],
  [
    'somebody has not confirmed',
    () => subscribe(here.alertsTopic, 'new@example.com', false),
    [/^! alerts +2 subscriptions, 1 not confirmed: new@example\.com$/],
    0,
  ],
  [
    'nobody is subscribed to alarms',
    () => {
      const topic = here.deployed.aws.createTopic('lonely');
      here.deployed.aws.putStack(STACK, {
        status: 'CREATE_COMPLETE',
        outputs: { ...here.outputs, [OUTPUTS.operations]: topic },
      });
    },
    [/^✗ operations +nobody is subscribed: alarms about Tunnelwatch go nowhere$/],
    10,
  ],
  [
    'an alarm rings',
    () =>
      here.deployed.aws.putAlarm(`${alarmPrefix(STACK)}the function fails`, {
        state: 'ALARM',
        since: here.deployed.clock.now() - 20 * MINUTE,
        description: 'Runs end without being able to say why.',
      }),
    [/^✗ alarms +the function fails, for 20 minutes$/],
    10,
  ],
  [
    'the secret holds a placeholder',
    () => void here.deployed.aws.putSecret('tunnelwatch/acme', '{"key":"<API key>","secret":"x"}'),
    [
      /^✗ secret .*still holds a placeholder in the field "key"\.$/,
      /^- token/,
      /^- scope/,
      /^- page/,
      /^- clock/,
      /^- key ends/,
    ],
    10,
  ],
  [
    'the scope is missing, and runs fail',
    async () => {
      here.deployed.simulator.apiKey.scopes = [];
      await here.wait(60 * MINUTE);
      for (let runs = 0; runs < 3; runs += 1) await here.deployed.run();
    },
    [
      /^✗ scope +Secure Access accepts the API key but .* 403: /,
      /^- page +not checked: first the scope$/,
      /^✗ last run +complete 15:00:00 CET \(14:00:00 UTC\), 1 hour 2 minutes ago; 3 runs since, none complete\. API key lacks a scope: /,
    ],
    10,
  ],
  [
    'the key may be used from the function only',
    () => {
      here.deployed.simulator.apiKey.allowedIPs = ['203.0.113.0/24'];
    },
    [
      /^! token .*Runs are complete all the same: it may be used from the function's addresses only/,
      /^- scope/,
      /^- page/,
    ],
    0,
  ],
  [
    'the key reads more than it needs',
    () => {
      here.deployed.simulator.apiKey.scopes = ['deployments:read'];
    },
    [/^! scope +The key can read more than it needs: regions too/],
    0,
  ],
  [
    'the API is down',
    async () => {
      here.deployed.simulator.faults.add(fault.status(503), { on: 'list' });
      await here.wait(10 * MINUTE);
    },
    [/^✗ page +The API answers with server errors/, /^✗ last run +complete .*, and none since$/],
    10,
  ],
  [
    'the key ends soon, by what was noted with it',
    () => {
      const { key, secret } = here.deployed.simulator.apiKey;
      here.deployed.aws.putSecret('tunnelwatch/acme', JSON.stringify({ key, secret, expires: '2026-03-09' }));
    },
    [/^! key ends +on 2026-03-09, in \d days$/],
    0,
  ],
  [
    'the key has ended',
    () => here.wait(400 * DAY),
    [/^✗ key ends +it ended on 2026-12-31$/, /^✗ last run/],
    10,
  ],
  [
    'nothing may be looked at',
    () => {
      const message =
        'User: ana is not authorized to perform: lambda:GetFunctionConfiguration on resource: x';
      here.deployed.aws.breakWith((operation) =>
        operation === 'GetFunctionConfiguration'
          ? { error: { name: 'AccessDeniedException', message, status: 403 } }
          : undefined,
      );
    },
    [
      /^! function +could not be looked at: Your AWS credentials do not allow lambda:GetFunctionConfiguration\.$/,
    ],
    0,
  ],
];

describe('tunnelwatch doctor finds that', () => {
  test.each(ROWS)('%s', async (_what, happen, lines, exit) => {
    await happen();
    const { out, err, code } = await here.type('doctor');
    const unwell = out.split('\n').filter((line) => /^[!✗-] /.test(line));
    expect(err).toBe('');
    expect(unwell).toEqual(lines.map((line) => expect.stringMatching(line)));
    expect(code).toBe(exit);
    const remedies = out.split('\n').filter((line) => /^ +→ \S/.test(line));
    expect(remedies).toHaveLength(lines.filter((line) => !line.source.startsWith('^-')).length);
  });

  test('no run was ever made', async () => {
    const fresh = await anInstallation(aBundle());
    expect((await fresh.type('doctor')).out).toMatch(
      /✗ last run +none was ever made\n +→ Make one: tunnelwatch run\./,
    );
    await fresh.close();
  });

  test('there are more groups than the interval allows', async () => {
    const large = await anInstallation(aBundle(), 3_000);
    expect((await large.type('doctor')).out).toMatch(
      /✗ interval +3,000 groups, 15 calls a run: too many for a run every minute within the API's limits\n +→ Set "everyMinutes": 2 in/,
    );
    await large.close();
  });
});

describe('of several organizations', () => {
  test('all are looked at, or the one that is asked for', async () => {
    reschedule(here.deployed, { id: 'globex' }, { name: 'globex' });
    const both = await here.type('doctor');
    expect(both.out.match(/^Organization \w+$/gm)).toEqual(['Organization acme', 'Organization globex']);
    const { out } = await here.type('doctor', '--org', 'acme', '--json');
    expect(JSON.parse(out).organizations).toMatchObject([{ id: 'acme' }]);
    expect(await here.type('doctor', '--org', 'acmee')).toMatchObject({
      err: 'The stack knows no organization "acmee".\nDid you mean acme?\n',
      code: 3,
    });
  });
});
