/** What runs cost in DynamoDB, by the engine's own count of capacity units, and what they leave in the table. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { itemSize } from '../../lib/adapters/dynamodb/item-size.ts';
import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { startLocalAws } from '../../lib/local-aws/start.ts';
import { aGroup } from '../support/builders.ts';
import { aMonitor } from './a-monitor.ts';

const READS: ReadonlySet<string> = new Set(['Query', 'GetItem']);

/** DynamoDB charges so many bytes of storage for each item beside its own ("DynamoDB item sizes and formats"). */
const INDEXING_BYTES = 100;

/** What one run used, and the bytes that the table holds after it, as DynamoDB charges for them. */
export interface Used {
  readonly writes: number;
  readonly reads: number;
  readonly calls: number;
  readonly bytes: number;
}

/** Kinds of runs, in the order in which they are made. */
export const RUNS = {
  first: 'first run',
  unchanged: 'unchanged run, warm',
  cold: 'unchanged run, cold start',
  change: 'run with one change, its alert told',
  names: 'run with ten changes of name and one return',
} as const;

/** Makes one run of each kind over a fleet of so many groups, on the embedded engine. */
export async function measureUnits(count: number): Promise<Readonly<Record<keyof typeof RUNS, Used>>> {
  const aws = await startLocalAws({ now: Date.now });
  Object.assign(process.env, aws.environment, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
  await aws.createTable(tableDefinition('units'));
  const client = createDocumentClient(new DynamoDBClient({}));
  client.middlewareStack.add(
    (next) => (args) => next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } }),
    { step: 'initialize', priority: 'high' },
  );
  const clock = { sleep: async () => undefined };
  const store = createStore({
    client,
    table: 'units',
    clock,
    random: Math.random,
    log: { warn: console.warn },
  });
  const counted = () => {
    const total = { writes: 0, reads: 0, calls: 0 };
    for (const [operation, { calls, capacityUnits }] of aws.operations) {
      if (operation === 'Scan') continue;
      total.calls += calls;
      total[READS.has(operation) ? 'reads' : 'writes'] += capacityUnits;
    }
    return total;
  };
  const groups = Array.from({ length: count }, (_, index) =>
    aGroup({ id: String(5_120_000_000 + index), name: `Branch ${index}` }),
  );
  const monitor = aMonitor(groups, {}, store);
  const measure = async (what: keyof typeof RUNS): Promise<Used> => {
    const before = counted();
    const summary = await monitor.run();
    if (summary?.outcome !== 'complete') throw new Error(`${RUNS[what]}: the run ended ${summary?.outcome}.`);
    const { writes, reads, calls } = counted();
    return {
      writes: writes - before.writes,
      reads: reads - before.reads,
      calls: calls - before.calls,
      bytes: await bytesIn(client),
    };
  };
  try {
    const first = await measure('first');
    const unchanged = await measure('unchanged');
    monitor.servedBy('another process');
    const cold = await measure('cold');
    const [fallen] = groups;
    if (fallen !== undefined) monitor.fleet.set(fallen.id, { ...fallen, status: 'disconnected' });
    const change = await measure('change');
    for (const group of groups.slice(0, 10))
      monitor.fleet.set(group.id, { ...group, name: `${group.name}b` });
    const names = await measure('names');
    return { first, unchanged, cold, change, names };
  } finally {
    client.destroy();
    await aws.close();
  }
}

async function bytesIn(client: ReturnType<typeof createDocumentClient>): Promise<number> {
  let bytes = 0;
  for await (const { Items = [] } of paginateScan({ client }, { TableName: 'units' }))
    for (const item of Items) bytes += itemSize(item) + INDEXING_BYTES;
  return bytes;
}
