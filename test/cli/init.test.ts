import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createPrompter } from '../../lib/cli/prompter.ts';
import { parseConfig } from '../../lib/config/file.ts';
import { CONFIG_FILE } from '../../lib/config/load.ts';
import { aSession, type Session } from './a-session.ts';

let session: Session;
beforeAll(async () => {
  session = await aSession();
});
afterAll(() => session.close());

const path = (file = CONFIG_FILE) => join(session.folder, file);
const written = (file?: string) => JSON.parse(readFileSync(path(file), 'utf8'));
const withoutSchema = ({ $schema: _, ...content }: Record<string, unknown>) => content;

afterEach(() => {
  rmSync(path(), { force: true });
  session.answers(null);
});

describe('tunnelwatch init', () => {
  test('at a terminal asks four things, suggests what it can, and writes the file', async () => {
    session.answers(['noc@example.com, lee@example.com', 'Acme Corp (EU)', true, true]);
    const { code, out, err } = await session.type('init');
    expect([code, err]).toEqual([0, '']);
    expect(session.asked).toHaveLength(4);
    expect(withoutSchema(written())).toEqual({
      email: ['noc@example.com', 'lee@example.com'],
      organizations: [
        {
          id: 'acme-corp-eu',
          name: 'Acme Corp (EU)',
          timeZone: 'Europe/Berlin',
        },
      ],
    });
    expect(parseConfig(written())).toMatchObject({ ok: true });
    expect([...out.matchAll(/^ {2}(npx [a-z ]+?) {2}/gm)].map(([, command]) => command)).toEqual([
      'npx cdk deploy',
      'npx tunnelwatch credentials set',
      'npx tunnelwatch doctor',
    ]);
  });

  test("an answer that will not do is asked again, in the words of the file's own check", async () => {
    session.answers(['you', 'you@example.com', 'Acme', 'Acme!', 'acme', 'Berlin', 'Europe/Berlin']);
    expect(await session.type('init')).toMatchObject({ code: 0 });
    expect(session.asked.filter((line) => line.includes('allowed: '))).toEqual([
      'found "you"; allowed: an e-mail address',
      'found "Acme!"; allowed: lower-case letters, digits and hyphens, 1 to 31, the first no hyphen',
      'found "Berlin"; allowed: an IANA time zone such as UTC, Europe/Berlin or America/New_York',
    ]);
    expect(written().organizations).toEqual([{ id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' }]);
  });

  test('asks nothing that a flag gives', async () => {
    session.answers([]);
    const flags = ['--email', 'a@example.com', '--name', 'Acme', '--id', 'acme', '--time-zone', 'UTC'];
    expect(await session.type('init', ...flags)).toMatchObject({ code: 0 });
    expect(session.asked).toEqual([]);
  });

  test('where it is stopped writes nothing', async () => {
    session.answers(['a@example.com']);
    expect(await session.type('init')).toMatchObject({ code: 1, err: 'Stopped; nothing was done.\n' });
    expect(existsSync(path())).toBe(false);
  });

  test('without a terminal needs an address and nothing else', async () => {
    expect(await session.type('init')).toMatchObject({ code: 2, err: expect.stringContaining('--email') });
    expect(await session.type('init', '--email', 'a@example.com', '--every', '5')).toMatchObject({ code: 0 });
    expect(withoutSchema(written())).toEqual({
      email: ['a@example.com'],
      organizations: [{ id: 'default', everyMinutes: 5 }],
    });
  });

  test('refuses what the file would be refused for, and writes nothing', async () => {
    const { code, err } = await session.type(
      'init',
      '--email',
      'you',
      '--every',
      '90',
      '--time-zone',
      'Berlin',
    );
    expect(code).toBe(2);
    expect(err).toContain('email[0]: found "you"; allowed: an e-mail address');
    expect(err).toContain('organizations[0].everyMinutes: found 90; allowed: a whole number');
    expect(err).toContain('organizations[0].timeZone: found "Berlin"');
    expect(existsSync(path())).toBe(false);
  });

  test('writes over nothing unless told to', async () => {
    writeFileSync(path(), 'mine');
    session.answers([]);
    const refused = await session.type('init', '--email', 'a@example.com');
    expect([refused.code, refused.err]).toEqual([
      2,
      'tunnelwatch.config.json is there already, and was left as it is.\nEdit it, or write over it with --force.\n',
    ]);
    expect(session.asked).toEqual([]);
    expect(readFileSync(path(), 'utf8')).toBe('mine');
    session.answers(null);
    expect(await session.type('init', '--email', 'a@example.com', '--force')).toMatchObject({ code: 0 });
    expect(written().email).toEqual(['a@example.com']);
  });

  test('names another file in the commands that follow, and points its $schema at the one in the repository', async () => {
    const { out } = await session.type('init', '--email', 'a@example.com', '--file', 'other.json');
    expect(out).toContain('npx cdk deploy -c config=other.json');
    expect(out).toContain('set TUNNELWATCH_CONFIG=other.json');
    expect(
      JSON.parse(readFileSync(join(session.folder, written('other.json').$schema), 'utf8')),
    ).toMatchObject({
      title: 'Tunnelwatch configuration',
    });
  });
});

describe('At a real prompt', () => {
  /** Types, and reads what the terminal shows. */
  async function at(
    keys: readonly string[],
    ask: (prompter: ReturnType<typeof createPrompter>) => Promise<unknown>,
  ) {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
    let screen = '';
    output.on('data', (chunk) => {
      screen += String(chunk);
    });
    const answer = ask(createPrompter({ input, output })).catch((error: Error) => error.message);
    for (const key of keys) {
      await new Promise((resolve) => setImmediate(resolve));
      input.write(key);
    }
    return { answer: await answer, screen };
  }

  test('a line is what was typed, a suggestion stands unless it is changed', async () => {
    const question = { message: 'Name?', initial: 'acme' };
    expect((await at(['-eu', '\r'], (prompter) => prompter.text(question))).answer).toBe('acme-eu');
  });

  test('a secret never reaches the screen', async () => {
    const { answer, screen } = await at(['canary-7', '\r'], (prompter) =>
      prompter.secret({ message: 'Secret?' }),
    );
    expect(answer).toBe('canary-7');
    expect(screen).toContain('Secret?');
    expect(screen).not.toMatch(/canary|c-7/);
  });

  test('Ctrl-C stops the command', async () => {
    const { answer } = await at(['\x03'], (prompter) => prompter.text({ message: 'Name?' }));
    expect(answer).toBe('Stopped; nothing was done.');
  });
});
