/**
 * `npm run bench:page`: what each view of the page asks of the table, counted by the local DynamoDB over ninety simulated days of
 * 212 groups, and how much it sends to the browser. Read units are those of strongly or eventually consistent reads, as asked.
 */
import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { createOperator } from '../../lib/adapters/dynamodb/operator.ts';
import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { DAY, instant, plus } from '../../lib/core/time.ts';
import { createApp } from '../../lib/dashboard/server/app.ts';
import { bundlePage } from '../../lib/dashboard/server/bundle.ts';
import { createSessions } from '../../lib/dashboard/server/sessions.ts';
import { loadTable } from '../../lib/demo/past/load.ts';
import { liveNinetyDays } from '../../lib/demo/past/ninety-days.ts';
import { openHistory } from '../../lib/history/index.ts';
import { startLocalAws } from '../../lib/local-aws/start.ts';

const TABLE = 'tunnelwatch';
const ORGANIZATION = { id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' };
const NOW = Date.UTC(2026, 10, 24, 13, 30);
const HOST = '127.0.0.1:8866';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const now = (): number => NOW;
const clock = { now, sleep: async () => undefined };
const { fleet, monitor } = await liveNinetyDays({ end: NOW, now, organization: ORGANIZATION });
const aws = await startLocalAws({ now });
Object.assign(process.env, aws.environment);
const client = new DynamoDBClient({ maxAttempts: 1 });
// Units are counted where they are asked for.
client.middlewareStack.add(
  (next) => (args) => next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } }),
  { step: 'initialize', priority: 'high' },
);
const calls = {
  client: createDocumentClient(client),
  table: TABLE,
  clock,
  random: Math.random,
  log: { warn: () => undefined },
};
await aws.createTable(tableDefinition(TABLE));
await loadTable(monitor.store, ORGANIZATION.id, { ...calls, store: createStore(calls) });

const page = await bundlePage();
const sessions = createSessions(randomBytes);
const app = createApp({
  source: {
    history: openHistory({ client, table: TABLE, clock }),
    table: createOperator({ ...calls, retention: 396 * DAY }),
  },
  ...{ page, sessions, now, timeZone: 'Europe/Berlin' },
  port: () => 8866,
  explain: (error) => ({ message: String(error), remedy: '' }),
});

async function ask(path: string, cookie = ''): Promise<Response> {
  return app.request(`http://${HOST}${path}`, { headers: { Host: HOST, Cookie: cookie } });
}

const opened = await ask(`/open/${sessions.token}`);
const cookie = opened.headers.get('Set-Cookie')?.split(';')[0] ?? '';

function used(): { readonly calls: number; readonly units: number } {
  const counts = [...aws.operations.values()];
  const sum = (of: (count: (typeof counts)[number]) => number): number =>
    counts.reduce((total, count) => total + of(count), 0);
  return { calls: sum((count) => count.calls), units: sum((count) => count.capacityUnits) };
}

const week = new URLSearchParams({ from: plus(instant(NOW), -7 * DAY), to: instant(NOW) });
const group = fleet.named('Westpoint Yard').id;
const VIEWS: Readonly<Record<string, string>> = {
  'opened, the first time': '/about?',
  'is there news': '/pulse?',
  fleet: '/fleet?',
  '90 days of everybody': '/strips?',
  'the same again': '/strips?',
  'an instant': '/at?at=2026-10-03T09:00:00.000Z&',
  'a group, 90 days': `/group?id=${group}&`,
  'incidents, 7 days': `/incidents?${week}&`,
  'changes, 7 days': `/changes?${week}&`,
  'monitor, 7 days': `/monitor?${week}&`,
};

const row = (cells: readonly (string | number)[]): string =>
  `${String(cells[0]).padEnd(24)}${cells
    .slice(1)
    .map((cell) => String(cell).padStart(12))
    .join('')}\n`;
try {
  process.stdout.write(row(['view', 'queries', 'read units', 'KB sent', 'ms']));
  for (const [name, path] of Object.entries(VIEWS)) {
    const [before, begun] = [used(), performance.now()];
    const answer = await ask(`/api${path}org=${ORGANIZATION.id}`, cookie);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${text}`);
    const [after, took] = [used(), performance.now() - begun];
    const kilobytes = (Buffer.byteLength(text) / 1024).toFixed(1);
    process.stdout.write(
      row([
        name,
        after.calls - before.calls,
        (after.units - before.units).toFixed(1),
        kilobytes,
        took.toFixed(0),
      ]),
    );
  }
  const bytes = (text: string): number => Math.ceil(Buffer.byteLength(text) / 1024);
  process.stdout.write(`page: script ${bytes(page.script)} KB, style ${bytes(page.style)} KB\n`);
} finally {
  client.destroy();
  await aws.close();
}
