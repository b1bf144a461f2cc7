/** What a message tells people to type works, as it stands there. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY } from '../../lib/core/time.ts';
import { aSession, type Session } from './a-session.ts';
import { branch, down } from './a-watch.ts';
import { commandsIn } from './commands-in.ts';

let session: Session;
beforeEach(async () => {
  session = await aSession();
  await session.run();
});
afterEach(() => session.close());

/** SNS is given a text for each protocol. */
function emailIn(aws: Session['aws']): string {
  const message = aws.published.at(-1)?.message;
  return typeof message === 'object' ? (message.email ?? '') : '';
}

/** All commands of a text, those within its sentences too, with the flag that names the organization. */
function namedIn(text: string): readonly string[] {
  const line = text.replaceAll(/\s+/g, ' ');
  return [
    ...line.matchAll(
      /npx tunnelwatch ((?:ack \S+|silence add(?: --id \S+ --for 2h --reason '...')?|incidents|alerts)(?: --org \w+)?)/g,
    ),
  ].map(([, command = '']) => command);
}

test('A message about one group says how to take it on, and how to keep it quiet', async () => {
  session.fleet.set('620111', down(branch(1)));
  await session.run();
  const commands = commandsIn(emailIn(session.aws));
  expect(commands.map(([name]) => name)).toEqual(['ack', 'silence']);
  for (const command of commands) expect((await session.type(...command)).code).toBe(0);
  expect(await session.operator.silences('acme')).toMatchObject([{ match: { ids: ['620111'] } }]);
});

describe('Where a stack has two organizations', () => {
  const named = { flag: '--org', value: 'acme' } as const;

  test('a message about one group names commands that ask no more which one is meant', async () => {
    await session.run('globex');
    session.fleet.set('620111', down(branch(1)));
    await session.run('acme', named);
    const commands = commandsIn(emailIn(session.aws));
    expect(commands.map((words) => words.slice(-2))).toEqual([
      ['--org', 'acme'],
      ['--org', 'acme'],
    ]);
    for (const command of commands) {
      expect((await session.type(...command.slice(0, -2))).code).toBe(2);
      expect(await session.type(...command)).toMatchObject({ err: '', code: 0 });
    }
    expect(await session.operator.silences('acme')).toMatchObject([{ match: { ids: ['620111'] } }]);
    expect(await session.operator.silences('globex')).toEqual([]);
  });

  test('a message about several, and a reminder, do the same in their sentences', async () => {
    await session.run('globex');
    for (const number of [1, 2]) session.fleet.set(`62011${number}`, down(branch(number)));
    await session.run('acme', named);
    const several = namedIn(emailIn(session.aws));
    session.wait(DAY);
    await session.run('acme', named);
    const reminder = namedIn(emailIn(session.aws));
    expect([several.length, reminder.length]).toEqual([2, 3]);
    for (const command of [...several, ...reminder]) expect(command).toMatch(/ --org acme$/);
    for (const command of [...several, ...reminder].filter((one) => !one.startsWith('silence')))
      expect(await session.type(...command.split(' '))).toMatchObject({ err: '', code: 0 });
  });
});

test('Whatever commands the kept messages name, there are', async () => {
  const folders = ['../core/alerts/', '../incidents/'].map((folder) => new URL(folder, import.meta.url));
  const texts = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.golden.txt'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8')),
  );
  const named = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/npx\s+tunnelwatch\s+([a-z][a-z-]*)/g)].map(([, name]) => name ?? ''),
    ),
  );
  expect([...named]).toEqual(expect.arrayContaining(['ack', 'credentials', 'incidents', 'silence']));
  for (const name of named) expect((await session.type(name, '--help')).code).toBe(0);
});
