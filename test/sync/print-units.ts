/** `npm run units`: what runs cost in DynamoDB, by the engine's own count of capacity units. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { startLocalAws } from '../../lib/local-aws/start.ts';
import { aGroup } from '../support/builders.ts';
import { aMonitor } from './a-monitor.ts';

const READS: ReadonlySet<string> = new Set(['Query', 'GetItem']);

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const aws = await startLocalAws({ now: Date.now });
Object.assign(process.env, aws.environment);
await aws.createTable(tableDefinition('units'));
const client = createDocumentClient(new DynamoDBClient({}));
client.middlewareStack.add(
  (next) => (args) => next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } }),
  {
    step: 'initialize',
    priority: 'high',
  },
);
const clock = { sleep: async () => undefined };
const store = createStore({
  client,
  table: 'units',
  clock,
  random: Math.random,
  log: { warn: console.warn },
});

/** Units and calls since the last time this was asked. */
let seen = { writes: 0, reads: 0, calls: 0 };
function used() {
  const total = { writes: 0, reads: 0, calls: 0 };
  for (const [operation, { calls, capacityUnits }] of aws.operations) {
    total.calls += calls;
    total[READS.has(operation) ? 'reads' : 'writes'] += capacityUnits;
  }
  const since = {
    writes: total.writes - seen.writes,
    reads: total.reads - seen.reads,
    calls: total.calls - seen.calls,
  };
  seen = total;
  return since;
}

const groups = Array.from({ length: 1_000 }, (_, index) =>
  aGroup({ id: String(5_120_000_000 + index), name: `Branch ${index}` }),
);
const monitor = aMonitor(groups, {}, store);
const rows: (readonly [string, ReturnType<typeof used>])[] = [];
async function measure(what: string): Promise<void> {
  used();
  const summary = await monitor.run();
  if (summary?.outcome !== 'complete') throw new Error(`${what}: the run ended ${summary?.outcome}.`);
  rows.push([what, used()]);
}

await measure('first run of 1,000 groups');
await measure('unchanged run, warm');
monitor.servedBy('another process');
await measure('unchanged run, cold start');
const [first] = groups;
if (first !== undefined) monitor.fleet.set(first.id, { ...first, status: 'disconnected' });
await measure('run with one change, its alert told');
for (const group of groups.slice(0, 10)) monitor.fleet.set(group.id, { ...group, name: `${group.name}b` });
await measure('run with ten changes of name and one return');

console.log('Run                                           write units  read units  calls');
for (const [what, { writes, reads, calls }] of rows) {
  console.log(
    `${what.padEnd(44)}  ${String(writes).padStart(11)}  ${String(reads).padStart(10)}  ${String(calls).padStart(5)}`,
  );
}
console.log(
  '\nAs the engine counts; DynamoDB adds one unit to each change row for the index of changes by group.',
);
client.destroy();
await aws.close();
