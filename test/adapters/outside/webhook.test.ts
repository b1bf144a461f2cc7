import { afterEach, describe, expect, test } from '@jest/globals';
import { createWebhook, WebhookFailure } from '../../../lib/adapters/outside/webhook.ts';
import { type Handler, type HttpServer, startHttpServer } from '../../support/http-server.ts';
import { aRenderedAlert } from '../../watch/a-rendered-alert.ts';

const servers: HttpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function aReceiver(handler: Handler) {
  const server = await startHttpServer(handler);
  servers.push(server);
  return { server, webhook: createWebhook(`${server.url}/hooks/canary-token?for=us`) };
}

const answering =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    void response.writeHead(status, headers).end('ok');

describe('A webhook', () => {
  test('gets the JSON document, with the id of the alert beside', async () => {
    const { server, webhook } = await aReceiver(answering(202));
    await webhook.post(aRenderedAlert('run-1.opened'));
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/hooks/canary-token',
        body: '{"id":"run-1.opened"}',
        headers: { 'content-type': 'application/json', 'tunnelwatch-alert-id': 'run-1.opened' },
      },
    ]);
  });

  test.each([301, 400, 500])('that answers %i has not taken it', async (status) => {
    const { server, webhook } = await aReceiver(answering(status, { location: '/elsewhere' }));
    const failed = webhook.post(aRenderedAlert('run-1.opened'));
    await expect(failed).rejects.toThrow(WebhookFailure);
    await expect(failed).rejects.toThrow(
      `The webhook at ${server.url} did not take it: it answered ${status}.`,
    );
    expect(server.requests).toHaveLength(1);
  });

  test('that is not there is named by its host alone', async () => {
    const failed = createWebhook('http://127.0.0.1:1/hooks/canary-token').post(
      aRenderedAlert('run-1.opened'),
    );
    await expect(failed).rejects.toThrow(
      /^alert not published: The webhook at http:\/\/127\.0\.0\.1:1 did not take it: it was not reached/,
    );
  });
});
