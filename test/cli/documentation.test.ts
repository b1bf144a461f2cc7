import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EXIT_CODES } from '../../lib/cli/exit-codes.ts';
import { HOUR } from '../../lib/core/time.ts';
import { aGroup, aHub } from '../support/builders.ts';
import { aSession, type Session } from './a-session.ts';
import { down } from './a-watch.ts';

const PAGE = new URL('../../docs/commands.md', import.meta.url);
const README = new URL('../../README.md', import.meta.url);
const UPDATE = process.env.UPDATE_GOLDEN === '1';

const DMZ = aGroup({ id: '5120034417', name: 'DMZ ASA Tunnel NC', deviceType: 'ASA' });
const HARBOR = aGroup({
  id: '5120034402',
  name: 'Harbor Depot - East',
  region: 'eu-central-1',
  hubs: [
    aHub({ datacenter: 'sse-euc-1-1-1' }),
    aHub({ id: '720011802', primary: false, datacenter: 'sse-euc-1-1-0' }),
  ],
});
const LAKESIDE = aGroup({ id: '5120034455', name: 'Lakeside Eye Clinic', deviceType: 'Meraki MX' });

/** Always the same numbers, so that ids of silences are. */
function numbers(): () => number {
  let state = 20260302;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** What each command printed, by how it was typed; and the IAM actions that it used, by its name. */
interface Played {
  readonly printed: Map<string, string>;
  readonly actions: Map<string, Set<string>>;
}

/** The story that the page tells. */
async function play(session: Session): Promise<Played> {
  const played: Played = { printed: new Map(), actions: new Map() };
  const type = async (line: string): Promise<void> => {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const before = callsOf(session);
    const { out, err } = await session.type(...words.slice(1));
    // CSV ends its lines in CR LF, which an editor of the page would not keep.
    played.printed.set(line, (out + err).replaceAll('\r', ''));
    note(played.actions, words, callsOf(session, before));
  };
  const run = async (state: typeof DMZ, minutes = 1): Promise<void> => {
    session.fleet.set(state.id, state);
    await session.runs(minutes);
  };
  await session.run();
  session.wait(HOUR);
  await session.run();
  await run(down(HARBOR), 41);
  await run(HARBOR, 5);
  await run(down(DMZ), 12);
  await type('tunnelwatch ack 5120034417-2 --by ana');
  await type('tunnelwatch ack 5120034471-2');
  await type('tunnelwatch incidents');
  await type("tunnelwatch silence add --name 'Lakeside *' --for 2h --reason 'new routers'");
  await type("tunnelwatch silence add --group-region us-est-1 --for 2h --reason 'provider works'");
  await type('tunnelwatch silence list');
  await session.runs(20);
  const [silence] = await session.operator.silences('acme');
  await type(`tunnelwatch silence end ${silence?.id}`);
  await type("tunnelwatch alerts --from '1h ago'");
  session.sit({ columns: 100, rows: 40 });
  await type('tunnelwatch status');
  await type('tunnelwatch history harbor --from 15:30');
  await type('tunnelwatch history habor');
  await type('tunnelwatch changes --from 15:30');
  await type('tunnelwatch snapshot --at 16:20');
  await type('tunnelwatch diff --from 16:20 --to 16:50');
  await type('tunnelwatch uptime --from 15:30');
  await type('tunnelwatch report --from 15:30 --out monday.html');
  await type('tunnelwatch runs --from 15:30');
  await type('tunnelwatch export --from 16:00 --to 16:30');
  await type('tunnelwatch changes --group lakeside');
  session.sit(null);
  await session.subscribe('email', 'network-team@example.com');
  await session.subscribe('email', 'new.colleague@example.com');
  session.aws.confirmSubscription(session.topicArn, 'network-team@example.com');
  await type('tunnelwatch test-alert');
  await type("tunnelwatch incidents --past --from '30m ago'");
  return played;
}

function callsOf(session: Session, before: ReadonlyMap<string, number> = new Map()): Map<string, number> {
  const calls = [...session.aws.operations].map(
    ([name, { calls: count }]) => [name, count - (before.get(name) ?? 0)] as const,
  );
  return new Map(calls.filter(([, count]) => count > 0));
}

/** IAM knows no action for a transaction, only those of its parts; SNS's actions are the names of its operations. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  TransactWriteItems: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  Publish: ['sns:Publish'],
  ListSubscriptionsByTopic: ['sns:ListSubscriptionsByTopic'],
};

function note(
  actions: Played['actions'],
  words: readonly string[],
  calls: ReadonlyMap<string, number>,
): void {
  const name = words.slice(1, words[1] === 'silence' ? 3 : 2).join(' ');
  const used = actions.get(name) ?? new Set();
  actions.set(name, used);
  for (const operation of calls.keys())
    for (const action of ACTIONS[operation] ?? [`dynamodb:${operation}`]) used.add(action);
}

const NOT_PLAYED = 'This command is not in the story.';

const CONSOLE = /```console\n\$ (.*)\n[\s\S]*?```/g;

/** The page with what the commands print, the exit codes, and the actions as they are. */
function asPlayed(page: string, { printed, actions }: Played): string {
  const codes = Object.values(EXIT_CODES).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  const needs = [...actions].map(([command, used]) => {
    const listed = [...used].sort().map((action) => `\`${action}\``);
    return `| \`${command}\` | ${listed.join(', ')} |`;
  });
  const withTables = withRows(
    withRows(page, '| exit code | meaning |', codes),
    '| command | actions |',
    needs,
  );
  return withExamples(withTables, printed);
}

/** A page with what the commands on it print. */
function withExamples(page: string, printed: Played['printed']): string {
  return page.replace(
    CONSOLE,
    (_all, line: string) => `\`\`\`console\n$ ${line}\n${printed.get(line) ?? `${NOT_PLAYED}\n`}\`\`\``,
  );
}

function withRows(page: string, heading: string, rows: readonly string[]): string {
  const [before = '', after = ''] = page.split(`${heading}\n| --- | --- |\n`);
  const rest = after.replace(/^(\|.*\n)*/, '');
  return `${before}${heading}\n| --- | --- |\n${rows.join('\n')}\n${rest}`;
}

describe('the page about commands', () => {
  let session: Session;
  let played: Played;
  beforeAll(async () => {
    session = await aSession([DMZ, HARBOR, LAKESIDE], { random: numbers() });
    played = await play(session);
  });
  afterAll(() => session.close());

  test('shows what they print, their exit codes, and what they need of AWS', () => {
    const before = readFileSync(PAGE, 'utf8');
    if (UPDATE) writeFileSync(PAGE, asPlayed(before, played));
    const page = readFileSync(PAGE, 'utf8');
    expect(page).toBe(asPlayed(page, played));
    expect(page).not.toContain(NOT_PLAYED);
    expect(page).not.toContain('unforeseen');
    expect([...page.matchAll(CONSOLE)].length).toBeGreaterThan(7);
  });

  test('and the first page show what they print', () => {
    if (UPDATE) writeFileSync(README, withExamples(readFileSync(README, 'utf8'), played.printed));
    const page = readFileSync(README, 'utf8');
    expect(page).toBe(withExamples(page, played.printed));
    expect(page).not.toContain(NOT_PLAYED);
    expect([...page.matchAll(CONSOLE)].length).toBeGreaterThan(1);
  });

  test('has every command', async () => {
    const help = (await session.type('--help')).out;
    const commands = [...help.matchAll(/^ {2}([a-z-]+) .*/gm)].map(([, name = '']) => name);
    const page = readFileSync(PAGE, 'utf8');
    expect(commands.filter((name) => name !== 'help' && !page.includes(`\`${name}`))).toEqual([]);
    expect(commands.length).toBeGreaterThan(5);
  });
});
