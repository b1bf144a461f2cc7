/**
 * One story of all places that a secret passes: a recognizable key, secret and tokens, everything that can fail failing, the most
 * talkative log level, every command that touches a key; then they are looked for in all that came out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { MINUTE } from '../../lib/core/time.ts';
import { ENVIRONMENT } from '../../lib/names.ts';
import type { Call } from '../../lib/simulator/call.ts';
import { fault } from '../../lib/simulator/fault.ts';
import type { Fault } from '../../lib/simulator/faults.ts';
import { type AnInstallation, eachWithInstallation, FUNCTION } from '../cli/an-installation.ts';
import { synthesize } from '../infra/synth.ts';
import { TABLE_NAME } from '../lambda/a-deployment.ts';

const KEY = 'canary-key-3f9a';
const SECRET = 'canary/secret+77c1=';
const BASIC = Buffer.from(`${KEY}:${SECRET}`).toString('base64');

let here: AnInstallation;
/** All that came out, by where. */
let heard: { readonly where: string; readonly text: string }[];
let tokens: string[];

eachWithInstallation((fresh) => {
  here = fresh;
  heard = [];
  tokens = [];
  const { simulator, aws, variables } = here.deployed;
  Object.assign(simulator.apiKey, { key: KEY, secret: SECRET });
  const issue = simulator.tokens.issue.bind(simulator.tokens);
  Object.assign(simulator.tokens, {
    issue: (...given: Parameters<typeof issue>) => {
      const token = issue(...given);
      tokens.push(token);
      return token;
    },
  });
  aws.putSecret('tunnelwatch/acme', JSON.stringify({ key: KEY, secret: SECRET }));
  variables[ENVIRONMENT.logLevel] = 'debug';
  here.deployed.restart();
});

const hear = (where: string, text: string): void => void heard.push({ where, text });

/** A hostile API: it sends back all that it was sent. */
const echo = (status: number): Fault => ({
  name: `echo ${status}`,
  apply: (_answer, call: Call) => {
    const all = `${call.authorization} ${KEY} ${SECRET} ${BASIC} ${encodeURIComponent(SECRET)}`;
    return {
      status,
      headers: {
        'Content-Type': 'application/json',
        Location: `https://login.example/?t=${encodeURIComponent(all)}`,
      },
      body: JSON.stringify({ error: all, message: all, requestId: all, validationErrors: { limit: all } }),
    };
  },
});

/** What goes wrong, and what makes it so. */
const TROUBLES: readonly (readonly [string, () => void])[] = [
  ['nothing', () => undefined],
  ...[302, 400, 401, 403, 404, 429, 500, 503].flatMap((status): (readonly [string, () => void])[] => [
    [
      `the API echoes with ${status}`,
      () => void here.deployed.simulator.faults.add(echo(status), { on: 'api' }),
    ],
    [
      `the token URL echoes with ${status}`,
      () => void here.deployed.simulator.faults.add(echo(status), { on: 'token' }),
    ],
  ]),
  [
    'the answer breaks off',
    () => void here.deployed.simulator.faults.add(fault.resetMidBody(), { on: 'list' }),
  ],
  ['the key was revoked', () => Object.assign(here.deployed.simulator.apiKey, { revoked: true })],
  ['the secret is no JSON', () => void here.deployed.aws.putSecret('tunnelwatch/acme', `${KEY} ${SECRET}`)],
  [
    'the secret has another shape',
    () => void here.deployed.aws.putSecret('tunnelwatch/acme', `{"${KEY}":"${SECRET}"}`),
  ],
  ...['GetSecretValue', 'PutSecretValue'].map((operation): readonly [string, () => void] => [
    `Secrets Manager repeats what ${operation} was asked`,
    () => refuse(operation, 'ValidationException', `Value '${KEY} ${SECRET}' at 'secretString' is wrong`),
  ]),
  ['Publish fails', () => refuse('Publish', 'InternalErrorException', 'no')],
  ['the table fails', () => refuse('TransactWriteItems', 'InternalServerError', 'no')],
  [
    'the function throws',
    () =>
      here.deployed.aws.putFunction(FUNCTION, {
        handler: () => Promise.reject(new Error('The function crashed.')),
      }),
  ],
];

function refuse(refused: string, name: string, message: string): void {
  here.deployed.aws.breakWith((operation) =>
    operation === refused
      ? { error: { name, message, status: name.startsWith('Internal') ? 500 : 400 } }
      : undefined,
  );
}

const COMMANDS = [
  'run',
  'doctor',
  'doctor --json',
  'doctor --contract',
  'credentials check',
  'credentials set',
  'credentials set --unverified',
  'credentials rotate',
  'status',
  'incidents',
  'test-alert',
];

describe('No key, secret, token or authorization header comes out where', () => {
  test.each(TROUBLES)('%s', async (_what, happen) => {
    await here.deployed.run();
    happen();
    for (let runs = 0; runs < 3; runs += 1)
      await here.deployed
        .run()
        .catch((thrown: unknown) => hear('exception', inspect(thrown, { depth: 9, showHidden: true })));
    for (const command of COMMANDS) {
      await here.wait(MINUTE);
      here.pipe(`${KEY}\n${SECRET}\n`);
      const { out, err } = await here.type(...command.split(' '));
      hear(`screen of ${command}`, `${out}\n${err}`);
    }
    here.answers([KEY, SECRET, '']);
    await here.type('credentials', 'set');
    hear('questions', here.asked.join('\n'));
    await everythingElse();
    expect(found()).toEqual([]);
    expect(heard.map(({ text }) => text).join('')).toMatch(/Run ended/);
  });
});

/** What is left behind in files, the table, messages and the log. */
async function everythingElse(): Promise<void> {
  const { aws, lines } = here.deployed;
  aws.breakWith();
  const client = createDocumentClient(new DynamoDBClient({}));
  const { Items = [] } = await client.send(new ScanCommand({ TableName: TABLE_NAME }));
  client.destroy();
  hear('table', JSON.stringify(Items));
  hear('messages', JSON.stringify(aws.published));
  hear('log', lines.join('\n'));
  try {
    hear('contract report', readFileSync(join(here.folder, 'tunnelwatch-contract.json'), 'utf8'));
  } catch {
    // Where the key got no token, none was written.
  }
}

/** Where a canary was found, and which. The secret itself is the one place where they belong. */
function found(): readonly string[] {
  const canaries: readonly (readonly [string, string])[] = [
    ['key', KEY],
    ['secret', SECRET],
    ['secret, encoded', encodeURIComponent(SECRET)],
    ['authorization header', BASIC.slice(0, 16)],
    ['any part', 'canary'],
    ...tokens.map((token): readonly [string, string] => ['token', token.slice(100, 140)]),
  ];
  return heard.flatMap(({ where, text }) =>
    canaries.filter(([, canary]) => text.includes(canary)).map(([what]) => `${what} in ${where}`),
  );
}

test('The search finds what it looks for', async () => {
  await here.deployed.run();
  hear('somewhere', `a ${KEY} and ${tokens[0]}`);
  expect(found()).toEqual(['key in somewhere', 'any part in somewhere', 'token in somewhere']);
});

test('No template has a value for a secret', () => {
  const template = JSON.stringify(
    synthesize({ organizations: [{ id: 'acme' }, { id: 'globex' }] }).template.toJSON(),
  );
  expect(template).toContain('AWS::SecretsManager::Secret');
  expect(template).not.toMatch(/SecretString|GenerateSecretString|canary/);
});
