import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aSession, type Session } from './a-session.ts';
import { branch, down } from './a-watch.ts';

let session: Session;
beforeAll(async () => {
  session = await aSession();
  await session.run();
  session.fleet.set(branch(2).id, down(branch(2)));
  await session.run();
});
afterAll(() => session.close());

/** The link that was printed while the command waits; and what a browser is answered that opens it. */
async function opened(): Promise<{ readonly out: string; readonly fleet: unknown }> {
  let fleet: unknown = null;
  let link = '';
  session.whileWaiting(async (_milliseconds, printed) => {
    link = /http:\S+/.exec(printed)?.[0] ?? '';
    const { headers } = await fetch(link, { redirect: 'manual' });
    const Cookie = headers.get('Set-Cookie')?.split(';')[0] ?? '';
    const answer = await fetch(`${new URL(link).origin}/api/fleet?org=acme`, { headers: { Cookie } });
    fleet = await answer.json();
    return false;
  });
  const { out, code } = await session.type('dashboard', '--port', '0');
  expect(code).toBe(0);
  return { out, fleet };
}

describe('tunnelwatch dashboard', () => {
  test('prints a link that shows the fleet of the table, until Ctrl-C', async () => {
    const { out, fleet } = await opened();
    expect(out).toMatch(
      /^\n {2}http:\/\/127\.0\.0\.1:\d+\/open\/[\w-]{43}\n\nOpen this link: it lets one browser/,
    );
    expect(fleet).toMatchObject({
      counts: { down: 1, connected: 2 },
      rows: [{ name: 'Branch 2', kind: 'down' }, {}, {}],
    });
    await expect(fetch(/http:\/\/[^/]+/.exec(out)?.[0] ?? '')).rejects.toThrow('fetch failed');
  });

  test.each(['x', '-1', '65536', '80.5'])('refuses --port %s', async (port) => {
    const { err, code } = await session.type('dashboard', `--port=${port}`);
    expect([err, code]).toEqual([`--port "${port}" is no port.\nGive a whole number from 0 to 65535.\n`, 2]);
  });

  test('says what to do where the port is taken', async () => {
    const port = new URL(session.aws.endpoints.dynamodb).port;
    const { err, code } = await session.type('dashboard', '--port', port);
    expect([err, code]).toEqual([
      `Port ${port} is taken.\nChoose another with --port, or leave --port out to take a free one.\n`,
      1,
    ]);
  });

  test('says what is missing before it serves anything', async () => {
    const { err, code } = await session.type('dashboard', '--table', 'nothing-there');
    expect(code).toBe(6);
    expect(err).toContain('nothing-there');
  });
});
