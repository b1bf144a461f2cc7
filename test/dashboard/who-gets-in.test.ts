import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createApp } from '../../lib/dashboard/server/app.ts';
import { type Dashboard, startDashboard } from '../../lib/dashboard/server/serve.ts';
import { createSessions } from '../../lib/dashboard/server/sessions.ts';
import { aQuietWorld, type World } from './a-world.ts';

const HOST = '127.0.0.1:8866';
const page = { html: '<!doctype html>', icon: '<svg/>', script: '', style: '' };

let world: World;
beforeAll(async () => {
  world = await aQuietWorld(3, 2);
});

function anApp() {
  const sessions = createSessions(randomBytes);
  const explain = () => ({ message: 'It did not work.', remedy: 'Try again.' });
  const app = createApp({ ...world, timeZone: 'UTC', explain, page, sessions, port: () => 8866 });
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.request(`http://${headers.Host ?? HOST}${path}`, { method, headers: { Host: HOST, ...headers } });
  const enter = async (): Promise<Record<string, string>> => {
    const opened = await ask(`/open/${sessions.token}`);
    return { Cookie: opened.headers.get('Set-Cookie')?.split(';')[0] ?? '' };
  };
  return { ask, enter, token: sessions.token };
}

describe('The link', () => {
  test('lets one browser in, by a cookie that scripts cannot read and other sites cannot send', async () => {
    const { ask, token } = anApp();
    const opened = await ask(`/open/${token}`);
    expect(opened.status).toBe(303);
    expect(opened.headers.get('Location')).toBe('/');
    expect(opened.headers.get('Set-Cookie')).toMatch(
      /^tunnelwatch-8866=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test('works once', async () => {
    const { ask, token } = anApp();
    await ask(`/open/${token}`);
    const again = await ask(`/open/${token}`);
    expect(again.headers.get('Set-Cookie')).toBeNull();
    expect(again.headers.get('Location')).toBe('/#/used');
  });

  test('may be opened again in the browser that is in', async () => {
    const { ask, enter, token } = anApp();
    expect((await ask(`/open/${token}`, await enter())).headers.get('Location')).toBe('/');
  });

  test.each(['', 'x', 'x'.repeat(43)])('with another token (%j) opens nothing', async (token) => {
    const { ask } = anApp();
    const opened = await ask(`/open/${token}`);
    expect(opened.headers.get('Set-Cookie')).toBeNull();
  });
});

describe('An answer', () => {
  test('is for the session alone', async () => {
    const { ask, enter } = anApp();
    const session = await enter();
    expect((await ask('/api/about')).status).toBe(401);
    expect((await ask('/api/about', { Cookie: 'tunnelwatch-8866=guessed' })).status).toBe(401);
    expect(await (await ask('/api/about', session)).json()).toMatchObject({ organizations: ['acme'] });
  });

  test.each<readonly [string, Record<string, string>]>([
    ['names another host, as a page does whose name was pointed here', { Host: 'evil.example:8866' }],
    ['names another port', { Host: '127.0.0.1:80' }],
    ['comes from another page', { Origin: 'https://evil.example' }],
    ['comes from a page that hides where it is', { Origin: 'null' }],
    ['is made by another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
    ['is made by another port of this machine', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' }],
  ])('is refused to a request that %s', async (_why, headers) => {
    const { ask, enter } = anApp();
    const answer = await ask('/api/about', { ...(await enter()), ...headers });
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('acme');
  });

  test('has headers that forbid everything that is not of this page, also where it is refused', async () => {
    const { ask } = anApp();
    for (const answer of [
      await ask('/'),
      await ask('/api/about'),
      await ask('/', { Host: 'evil.example' }),
    ]) {
      expect(answer.headers.get('Content-Security-Policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
          "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
      );
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
    }
  });
});

test('There is nothing to write to', async () => {
  const { ask, enter } = anApp();
  const session = await enter();
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    for (const path of ['/', '/api/about', '/api/fleet?org=acme'])
      expect((await ask(path, session, method)).status).toBe(404);
});

describe('A question that cannot be understood', () => {
  test.each([
    ['/fleet', 'org is missing.'],
    ['/fleet?org=', 'org is empty.'],
    ['/at?org=acme', 'at is missing.'],
    ['/at?org=acme&at=yesterday', 'at is no time with a zone, such as 2026-03-02T14:05:00Z.'],
    ['/changes?org=acme&from=2026-03-02T14:05:00Z', 'to is missing.'],
    [`/group?org=acme&id=${'9'.repeat(201)}`, 'id is too long.'],
  ])('%s: the answer names the field', async (question, error) => {
    const { ask, enter } = anApp();
    const answer = await ask(`/api${question}`, await enter());
    expect([answer.status, await answer.json()]).toEqual([400, { error, remedy: '' }]);
  });

  test('about an organization that nobody watches is answered by no', async () => {
    const { ask, enter } = anApp();
    const answer = await ask('/api/fleet?org=other', await enter());
    expect([answer.status, await answer.json()]).toEqual([200, { answered: false }]);
  });
});

test('What goes wrong behind it is said with what to do', async () => {
  const { ask, enter } = anApp();
  const session = await enter();
  const head = world.source.table.head;
  Object.assign(world.source.table, { head: () => Promise.reject(new Error('gone')) });
  const answer = await ask('/api/pulse?org=acme', session);
  Object.assign(world.source.table, { head });
  expect([answer.status, await answer.json()]).toEqual([
    502,
    { error: 'It did not work.', remedy: 'Try again.' },
  ]);
});

describe('The server', () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    const explain = () => ({ message: '', remedy: '' });
    dashboard = await startDashboard({ ...world, timeZone: 'UTC', explain, port: 0 });
  });
  afterAll(() => dashboard.close());

  test('listens on this machine alone, and gives the page with its script and style', async () => {
    expect(dashboard.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    for (const [path, type] of [
      ['/', 'text/html; charset=UTF-8'],
      ['/page.js', 'text/javascript'],
      ['/page.css', 'text/css'],
      ['/icon.svg', 'image/svg+xml'],
    ]) {
      const answer = await fetch(`${dashboard.origin}${path}`);
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, type]);
      expect((await answer.text()).length).toBeGreaterThan(100);
    }
  });

  test('refuses a host that is not its own, as it comes over the wire', async () => {
    const status = await new Promise<number | undefined>((resolve) => {
      const asked = request(dashboard.origin, { headers: { Host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.end();
    });
    expect(status).toBe(403);
  });

  test('does not take a port that is taken', async () => {
    const port = Number(new URL(dashboard.origin).port);
    const explain = () => ({ message: '', remedy: '' });
    await expect(startDashboard({ ...world, timeZone: 'UTC', explain, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
