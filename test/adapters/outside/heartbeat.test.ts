import { afterEach, describe, expect, test } from '@jest/globals';
import { createHeartbeat } from '../../../lib/adapters/outside/heartbeat.ts';
import { type Handler, type HttpServer, startHttpServer } from '../../support/http-server.ts';

const servers: HttpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function aWatcher(handler: Handler) {
  const server = await startHttpServer(handler);
  servers.push(server);
  return { server, heartbeat: createHeartbeat(`${server.url}/ping/canary-uuid`) };
}

const answering =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    void response.writeHead(status, headers).end('OK');

describe('A heartbeat', () => {
  test('is one GET of the URL', async () => {
    const { server, heartbeat } = await aWatcher(answering(200));
    expect(await heartbeat.beat(2_000)).toBeNull();
    expect(server.requests).toMatchObject([{ method: 'GET', path: '/ping/canary-uuid' }]);
  });

  test.each([404, 500])('that is answered %i is a problem', async (status) => {
    const { heartbeat } = await aWatcher(answering(status));
    expect(await heartbeat.beat(2_000)).toBe(`it answered ${status}`);
  });

  test('is not led elsewhere', async () => {
    const { server, heartbeat } = await aWatcher(answering(302, { location: '/login' }));
    expect(await heartbeat.beat(2_000)).toBe('it answered 302');
    expect(server.requests).toHaveLength(1);
  });

  test('waits no longer than it may', async () => {
    const { heartbeat } = await aWatcher(() => undefined);
    expect(await heartbeat.beat(20)).toBe('it did not answer in time');
  });

  test('says what went wrong, and never the URL', async () => {
    const { server, heartbeat } = await aWatcher(answering(200));
    await server.close();
    servers.pop();
    expect(await heartbeat.beat(2_000)).toBe('it was not reached (ECONNREFUSED)');
    expect(await createHeartbeat('not a URL: canary').beat(2_000)).toBe(
      'it was not reached (ERR_INVALID_URL)',
    );
  });
});
