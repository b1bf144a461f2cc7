import { readFileSync, writeFileSync } from 'node:fs';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MINUTE } from '../../lib/core/time.ts';
import { alarmPrefix } from '../../lib/names.ts';
import { aBundle } from '../lambda/a-deployment.ts';
import { type AnInstallation, anInstallation, reschedule, STACK } from './an-installation.ts';

const PAGE = new URL('../../docs/operating.md', import.meta.url);
const CONSOLE = /```console\n\$ (.*)\n[\s\S]*?```/g;
const NEEDS = /\| command \| actions \|\n\| --- \| --- \|\n(\|.*\n)*/;

let here: AnInstallation;
beforeAll(async () => {
  here = await anInstallation(aBundle(), 12, numbers());
});
afterAll(() => here.close());

/** Always the same numbers, so that ids of runs are. */
function numbers(): () => number {
  let state = 20260302;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

async function subscribe(TopicArn: string, Endpoint: string): Promise<void> {
  const client = new SNSClient({});
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
  client.destroy();
}

/** IAM's names of what was called. */
const ACTIONS: Readonly<Record<string, string>> = {
  DescribeStacks: 'cloudformation:DescribeStacks',
  DescribeAlarms: 'cloudwatch:DescribeAlarms',
  DescribeTable: 'dynamodb:DescribeTable',
  DescribeTimeToLive: 'dynamodb:DescribeTimeToLive',
  GetItem: 'dynamodb:GetItem',
  Invoke: 'lambda:InvokeFunction',
  GetFunctionConfiguration: 'lambda:GetFunctionConfiguration',
  GetFunctionConcurrency: 'lambda:GetFunctionConcurrency',
  GetSchedule: 'scheduler:GetSchedule',
  ListSchedules: 'scheduler:ListSchedules',
  GetSecretValue: 'secretsmanager:GetSecretValue',
  PutSecretValue: 'secretsmanager:PutSecretValue',
  ListSubscriptionsByTopic: 'sns:ListSubscriptionsByTopic',
  GetCallerIdentity: 'sts:GetCallerIdentity',
};

/** What each command printed, and which actions it used, by how it was typed. */
async function play() {
  const printed = new Map<string, string>();
  const actions = new Map<string, readonly string[]>();
  const type = async (line: string): Promise<void> => {
    const before = new Map([...here.deployed.aws.operations].map(([name, { calls }]) => [name, calls]));
    // The API's limits are for a minute.
    await here.wait(MINUTE);
    const { out, err } = await here.type(...line.split(' ').slice(1));
    printed.set(line, out + err);
    const called = [...here.deployed.aws.operations]
      .filter(([name, { calls }]) => calls > (before.get(name) ?? 0))
      // What the function itself calls while it runs is its role's, not the person's.
      .filter(
        ([name]) => !line.startsWith('tunnelwatch run') || /^(Describe|List|GetSchedule|Invoke)/.test(name),
      )
      .map(([name]) => ACTIONS[name] ?? `unknown: ${name}`);
    const command = line.replace('tunnelwatch ', '').replace(' --org acme', '');
    actions.set(command, [...new Set([...(actions.get(command) ?? []), ...called])].sort());
  };
  const { simulator, aws, clock } = here.deployed;
  simulator.apiKey.scopes = ['deployments.networktunnelgroups:read'];
  aws.putSecret('tunnelwatch/acme', ' ');
  here.answers([simulator.apiKey.key, simulator.apiKey.secret, '2026-12-31']);
  await type('tunnelwatch credentials set');
  reschedule(here.deployed, { apiKeyExpires: '2026-12-31' });
  await type('tunnelwatch credentials check');
  await type('tunnelwatch run');
  await subscribe(here.alertsTopic, 'noc@example.com');
  await subscribe(here.alertsTopic, 'new.colleague@example.com');
  await subscribe(here.operationsTopic, 'noc@example.com');
  for (const topic of [here.alertsTopic, here.operationsTopic])
    aws.confirmSubscription(topic, 'noc@example.com');
  await here.wait(12 * MINUTE);
  reschedule(here.deployed, { apiKeyExpires: '2026-12-31' }, { state: 'DISABLED' });
  const dead = `${alarmPrefix(STACK)}no complete run of acme`;
  const description = 'No run has completed for 10 minutes: the tunnels of Acme are NOT being watched.';
  aws.putAlarm(dead, { state: 'ALARM', since: clock.now() - 2 * MINUTE, description });
  await type('tunnelwatch doctor');
  reschedule(here.deployed, { apiKeyExpires: '2026-12-31' });
  aws.putAlarm(dead, { state: 'OK', since: clock.now() });
  aws.confirmSubscription(here.alertsTopic, 'new.colleague@example.com');
  await here.deployed.run();
  await type('tunnelwatch doctor --org acme');
  Object.assign(simulator.apiKey, { key: 'another-key', secret: 'another-secret' });
  here.answers(['another-key', 'another-secret', '2027-03-31']);
  await type('tunnelwatch credentials rotate');
  await type('tunnelwatch doctor --contract');
  await type('tunnelwatch explain 429');
  return { printed, actions };
}

test('The page about operating shows what the commands print, and what they need of AWS', async () => {
  const { printed, actions } = await play();
  const rows = [...actions]
    .filter(([, used]) => used.length > 0)
    .map(([command, used]) => `| \`${command}\` | ${used.map((action) => `\`${action}\``).join(', ')} |\n`);
  const asPlayed = (page: string): string =>
    page
      .replace(NEEDS, () => `| command | actions |\n| --- | --- |\n${rows.join('')}`)
      .replace(
        CONSOLE,
        (_all, line: string) => `\`\`\`console\n$ ${line}\n${printed.get(line) ?? 'NOT PLAYED\n'}\`\`\``,
      );
  const before = readFileSync(PAGE, 'utf8');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(PAGE, asPlayed(before));
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(asPlayed(page));
  expect(page).not.toMatch(/NOT PLAYED|unforeseen|unknown: /);
});
