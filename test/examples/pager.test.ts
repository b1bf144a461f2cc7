import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { readDocument } from '../../examples/pager/document.ts';
import { pageAll } from '../../examples/pager/pager.ts';
import { sendToPagerDuty } from '../../examples/pager/pagerduty.ts';
import { pagesOf } from '../../examples/pager/pages.ts';
import { type HttpServer, startHttpServer } from '../support/http-server.ts';

const ROUTING_KEY = 'canary-routing-key';

/** The document that the page about messages shows, changed here and there. */
const GOLDEN = readFileSync(join(import.meta.dirname, '../core/alerts/one-group-down.golden.json'), 'utf8');
const {
  events: [opened],
  ...rest
} = JSON.parse(GOLDEN);
const message = (changes: object = {}) => JSON.stringify({ ...rest, events: [opened], ...changes });
const { since, status, severity, holds, ...common } = opened;
const ended = {
  ...common,
  id: '5120034417-2.ended',
  type: 'ended',
  holds,
  how: 'connected',
  worst: status,
  openings: 1,
  opened: since,
  ended: { after: since.by, by: '2026-03-02T13:47:03.000Z' },
};
const monitor = { id: 'blind-1', at: '2026-03-02T13:05:03.000Z', reason: 'no complete run' };

const snsEvent = (...messages: string[]) => ({
  Records: messages.map((text, index) => ({ Sns: { MessageId: `message-${index}`, Message: text } })),
});

const servers: HttpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

interface Sent {
  readonly event_action: string;
  readonly dedup_key: string;
  readonly payload: { readonly severity: string; readonly summary: string };
}

/** PagerDuty as its documentation describes it: items by their key, and 202 for what it takes. */
async function aPagerDuty(answers: readonly number[] = []) {
  const items = new Map<
    string,
    { readonly open: boolean; readonly severity: string; readonly summary: string }
  >();
  const left = [...answers];
  const server = await startHttpServer(({ body }, response) => {
    const code = left.shift() ?? 202;
    if (code === 202) take(JSON.parse(body));
    response.writeHead(code, { 'content-type': 'application/json' }).end('{"status":"success"}');
  });
  servers.push(server);
  const take = (sent: Sent) => {
    const { event_action: action, dedup_key: key, payload } = sent;
    const before = items.get(key);
    if (action === 'trigger')
      items.set(key, { open: true, severity: payload.severity, summary: payload.summary });
    else if (before !== undefined) items.set(key, { ...before, open: false });
  };
  const options = { url: `${server.url}/v2/enqueue`, routingKey: ROUTING_KEY, timeout: 2_000 };
  return {
    items,
    requests: server.requests,
    page: (...messages: string[]) => pageAll(snsEvent(...messages), (page) => sendToPagerDuty(page, options)),
  };
}

describe('An incident is one item, from its opening to its end', () => {
  test('opened with its severity, resolved by the same key', async () => {
    const pagerDuty = await aPagerDuty();
    await pagerDuty.page(message());
    expect([...pagerDuty.items]).toEqual([
      [
        '5120034417-2',
        { open: true, severity: 'critical', summary: 'DMZ ASA Tunnel NC (us-east-1): disconnected' },
      ],
    ]);
    await pagerDuty.page(message({ kind: 'ended', events: [ended] }));
    expect(pagerDuty.items.get('5120034417-2')).toMatchObject({ open: false });
  });

  test('sent as PagerDuty documents it', async () => {
    const pagerDuty = await aPagerDuty();
    await pagerDuty.page(message());
    const [request] = pagerDuty.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v2/enqueue',
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      routing_key: ROUTING_KEY,
      event_action: 'trigger',
      dedup_key: '5120034417-2',
      payload: {
        source: 'Acme',
        severity: 'critical',
        timestamp: '2026-03-02T13:05:03.000Z',
        component: 'DMZ ASA Tunnel NC',
        custom_details: { alert: rest.id, event: { id: '5120034417-2.opened' } },
      },
    });
  });

  test('once, though SNS may deliver twice', async () => {
    const pagerDuty = await aPagerDuty();
    await pagerDuty.page(message(), message());
    expect(pagerDuty.items.size).toBe(1);
  });

  test('and nobody is called for what is over by now', async () => {
    const pagerDuty = await aPagerDuty();
    await pagerDuty.page(message({ events: [{ ...opened, holds: false }] }));
    expect(pagerDuty.requests).toEqual([]);
  });
});

describe('What else is told', () => {
  const pagesFor = (changes: object) => {
    const document = readDocument(message(changes));
    if (document === null) throw new Error('The published schema does not know this document.');
    return pagesOf(document).map(({ action, key, severity: how }) => [action, key, how]);
  };
  const failure = { kind: 'network', title: 't', meaning: 'm', remedy: 'r', detail: 'd' };

  test.each<[what: string, changes: object, pages: unknown[]]>([
    [
      'worse, in the same item',
      { kind: 'changed', events: [{ ...opened, type: 'escalated', previous: 'warning', opened: since }] },
      [['open', '5120034417-2', 'critical']],
    ],
    [
      'blindness is an item of its own',
      {
        kind: 'blind',
        events: [{ ...monitor, type: 'went blind', since: null, attempts: 3, unsteady: false, failure }],
      },
      [['open', 'tunnelwatch-blind-8204417', 'critical']],
    ],
    [
      'that its return resolves',
      {
        kind: 'sighted',
        events: [
          {
            ...monitor,
            type: 'sight returned',
            blind: { from: null, to: monitor.at },
            opened: 0,
            ended: 0,
            losses: 1,
            failure,
          },
        ],
      },
      [['resolve', 'tunnelwatch-blind-8204417', 'info']],
    ],
    [
      "the API key's end",
      { kind: 'key', events: [{ ...monitor, type: 'key expires', expires: monitor.at, days: 3 }] },
      [['open', 'tunnelwatch-key-8204417', 'warning']],
    ],
    [
      'a reminder opens again what is still open',
      {
        kind: 'reminder-critical',
        events: [{ ...monitor, type: 'reminder', about: 'critical', incidents: ['5120034417-2'] }],
        open: [
          {
            incident: '5120034417-2',
            status,
            worst: status,
            opened: since,
            flapping: false,
            group: opened.group,
          },
        ],
      },
      [['open', '5120034417-2', 'critical']],
    ],
    [
      'what did not fit is one item',
      { truncated: 40 },
      [
        ['open', '5120034417-2', 'critical'],
        ['open', `tunnelwatch-rest-${rest.id}`, 'critical'],
      ],
    ],
    [
      'a removal calls nobody',
      {
        kind: 'removed',
        events: [{ ...common, type: 'removed', holds, status: 'connected', removed: since }],
      },
      [],
    ],
  ])('%s', (_what, changes, pages) => {
    expect(pagesFor(changes)).toEqual(pages);
  });
});

describe('When something goes wrong', () => {
  test.each([
    ['no JSON', 'hello'],
    ['another version', message({ schema: 'tunnelwatch.alert/2' })],
  ])('a message that cannot be read (%s) is an item, not silence', async (_what, text) => {
    const pagerDuty = await aPagerDuty();
    await pagerDuty.page(text);
    expect([...pagerDuty.items.keys()]).toEqual(['tunnelwatch-unreadable-message-0']);
  });

  test('a page that is not taken keeps none of the others back, and the function fails, so that Lambda tries again', async () => {
    const pagerDuty = await aPagerDuty([429]);
    const other = message({ events: [{ ...opened, incident: '7-1' }] });
    await expect(pagerDuty.page(message(), other)).rejects.toThrow(
      '1 pages were not taken. PagerDuty answered 429 for open of 5120034417-2.',
    );
    expect([...pagerDuty.items.keys()]).toEqual(['7-1']);
    await pagerDuty.page(message(), other);
    expect([...pagerDuty.items.keys()].sort()).toEqual(['5120034417-2', '7-1']);
  });

  test('the key is in no error', async () => {
    const pagerDuty = await aPagerDuty([400]);
    await expect(pagerDuty.page(message())).rejects.not.toThrow(ROUTING_KEY);
  });
});

test('The function as Lambda runs it is one file that loads by itself, the published schema in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pager-'));
  const file = join(folder, 'index.cjs');
  const entry = join(import.meta.dirname, '../../examples/pager/handler.ts');
  buildSync({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@aws-sdk/*'],
  });
  expect(readFileSync(file, 'utf8')).toContain('urn:tunnelwatch:alert:1');
  const load = `const m = require('module'); const r = m.prototype.require; m.prototype.require = function (id) { return id.startsWith('@aws-sdk/') ? {} : r.call(this, id); }; process.stdout.write(typeof require(${JSON.stringify(file)}).handler)`;
  expect(execFileSync(process.execPath, ['-e', load], { cwd: folder, encoding: 'utf8' })).toBe('function');
  rmSync(folder, { recursive: true });
});
