/** A process that holds the bundled function, and tells what each run took of it. Started by `measure.ts`. */
import { createRequire } from 'node:module';

type CreateHandler = typeof import('../../lambda/sync/handler.ts').createHandler;

/** What the parent sends for a run: the payload, and what time it is. */
export interface Order {
  readonly event: unknown;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a run came to. */
export interface Report {
  readonly outcome: string;
  readonly detail: string;
  /** Milliseconds of processor time that this process spent on it. */
  readonly processorMilliseconds: number;
  readonly lines: readonly string[];
}

const [bundle = ''] = process.argv.slice(2);
const { createHandler } = createRequire(import.meta.url)(bundle) as { readonly createHandler: CreateHandler };

let now = 0;
let lines: string[] = [];
const handler = createHandler({
  clock: {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  },
  random: Math.random,
  write: (line) => void lines.push(`${line}\n`),
  variables: process.env,
});

process.on('message', async (order: Order) => {
  now = order.now;
  lines = [];
  const before = process.cpuUsage();
  const { outcome, failure } = await handler(order.event, {
    awsRequestId: '00000000-0000-4000-8000-000000000000',
    getRemainingTimeInMillis: () => 60_000,
  });
  const { user, system } = process.cpuUsage(before);
  const report: Report = {
    outcome,
    detail: failure?.detail ?? '',
    processorMilliseconds: (user + system) / 1000,
    lines,
  };
  process.send?.(report);
});
process.send?.('ready');
