/** What a run takes: the bundled function in a process of its own, over the simulator and the local AWS in this one. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { configurationIn } from '../../lib/config/file.ts';
import { schedulePayload } from '../../lib/config/payload.ts';
import { MINUTE } from '../../lib/core/time.ts';
import { buildSyncFunction } from '../../lib/infra/bundle.ts';
import { startLocalAws } from '../../lib/local-aws/start.ts';
import { ENVIRONMENT, TABLE } from '../../lib/names.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { startSimulator } from '../../lib/simulator/simulator.ts';
import type { Order, Report } from './function-process.ts';

/** Runs whose middle is taken; those before them are not: the first stores everything, and code is compiled on the way. */
const RUNS = 15;
const RUNS_BEFORE = 5;

const QUEUE = 'complete-runs';

/** What a request carries beside token, path and query: the other headers, by their length on the wire. */
const HEADER_BYTES = 120;

export interface MeasuredRun {
  readonly processorMilliseconds: number;
  readonly pages: number;
  readonly calls: number;
  readonly logBytes: number;
  readonly sentBytes: number;
  /** Messages that a run sends to queues. */
  readonly queued: number;
  /** Namespace, dimensions and name of every metric that runs of one organization write, and of a second one. */
  readonly metrics: readonly [first: ReadonlySet<string>, second: ReadonlySet<string>];
}

export async function measureRun(groups: number): Promise<MeasuredRun> {
  let now = Date.now();
  const fleet = aFleet({ groups, seed: 1, now: () => now });
  const simulator = await startSimulator({ now: () => now, fleet });
  const aws = await startLocalAws({ now: () => now });
  await aws.createTable(tableDefinition('cost'), { timeToLiveAttribute: TABLE.timeToLive });
  const secret = aws.putSecret('cost', JSON.stringify(simulator.apiKey));
  const completeRunsQueue = aws.createQueue(QUEUE);
  const folder = mkdtempSync(join(tmpdir(), 'tunnelwatch-cost-'));
  const child = fork(
    fileURLToPath(new URL('./function-process.ts', import.meta.url)),
    [buildSyncFunction(folder).file],
    {
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        ...aws.environment,
        [ENVIRONMENT.table]: 'cost',
        [ENVIRONMENT.topic]: aws.createTopic('alerts'),
        [ENVIRONMENT.installation]: 'Tunnelwatch',
      },
    },
  );
  await once(child, 'message');
  const payloadOf = (id: string) => {
    const { organizations } = configurationIn('the measurement', { email: [], organizations: [{ id }] });
    const { apiUrl, tokenUrl } = simulator;
    return organizations.map((one) => ({
      ...schedulePayload({
        ...{ ...one, apiUrl, tokenUrl, secret, completeRunsQueue },
        requestBudget: 'exempt',
      }),
      scheduledAt: new Date(now).toISOString(),
    }))[0];
  };
  const run = async (id: string): Promise<Report> => {
    now += MINUTE;
    child.send({ event: payloadOf(id), now } satisfies Order);
    const [report] = (await once(child, 'message')) as [Report];
    if (report.outcome !== 'complete')
      throw new Error(`A run of ${groups} groups ended ${report.outcome}: ${report.detail}`);
    return report;
  };
  try {
    const reports: Report[] = [];
    for (let count = 0; count < RUNS_BEFORE; count += 1) await run('first');
    const [callsBefore, asked] = [callsOf(aws.operations), simulator.requests.length];
    const queuedBefore = aws.sentTo(QUEUE).length;
    for (let count = 0; count < RUNS; count += 1) reports.push(await run('first'));
    const pages = (simulator.requests.length - asked) / RUNS;
    const calls = (callsOf(aws.operations) - callsBefore) / RUNS;
    const queued = (aws.sentTo(QUEUE).length - queuedBefore) / RUNS;
    const second = await run('second');
    const [token] = [simulator.tokens.issue(now + MINUTE, [])];
    return {
      processorMilliseconds: middle(reports.map(({ processorMilliseconds }) => processorMilliseconds)),
      pages,
      calls,
      logBytes: middle(reports.map(({ lines }) => Buffer.byteLength(lines.join('')))),
      queued,
      sentBytes: pages * (token.length + HEADER_BYTES),
      metrics: [metricsIn(reports.flatMap(({ lines }) => lines)), metricsIn(second.lines)],
    };
  } finally {
    child.disconnect();
    rmSync(folder, { recursive: true });
    await Promise.all([simulator.close(), aws.close()]);
  }
}

function callsOf(operations: ReadonlyMap<string, { readonly calls: number }>): number {
  return [...operations.values()].reduce((sum, { calls }) => sum + calls, 0);
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string }[];
}

/** Every metric that lines in the embedded metric format make. */
function metricsIn(lines: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of lines) {
    const record: Readonly<Record<string, unknown>> = JSON.parse(line);
    const directives =
      (record._aws as { readonly CloudWatchMetrics?: readonly Directive[] } | undefined)?.CloudWatchMetrics ??
      [];
    for (const { Namespace, Dimensions, Metrics } of directives)
      for (const set of Dimensions)
        for (const { Name } of Metrics)
          found.add([Namespace, Name, ...set.map((name) => `${name}=${record[name]}`)].join(' '));
  }
  return found;
}
