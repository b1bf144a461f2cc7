/** What a message tells people to type works, as it stands there. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { aSession, type Session } from './a-session.ts';
import { branch, down } from './a-watch.ts';

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

/** The commands that stand by themselves in the last e-mail. */
function commandsOf({ aws }: Session): readonly (readonly string[])[] {
  const lines = emailIn(aws).split('\n');
  return lines
    .flatMap((line) => /^ {2}npx tunnelwatch (.+)$/.exec(line)?.[1] ?? [])
    .map((line) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''));
}

test('A message about one group says how to take it on, and how to keep it quiet', async () => {
  session.fleet.set('620111', down(branch(1)));
  await session.run();
  const commands = commandsOf(session);
  expect(commands.map(([name]) => name)).toEqual(['ack', 'silence']);
  for (const command of commands) expect((await session.type(...command)).code).toBe(0);
  expect(await session.operator.silences('acme')).toMatchObject([{ match: { ids: ['620111'] } }]);
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
