/** A table on the embedded engine, and what its calls cost. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { startLocalAws } from '../../lib/local-aws/start.ts';

/** What something took. */
export interface Cost {
  readonly calls: number;
  /** Capacity units, as the engine counts them. */
  readonly units: number;
  readonly milliseconds: number;
}

export interface BenchTable {
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  create(name: string): Promise<void>;
  /** Writes whole items, 25 at a time, without counting. */
  load(table: string, items: Iterable<object>): Promise<number>;
  /** What some work cost, reads and writes. */
  measure(work: () => Promise<unknown>): Promise<Cost>;
  close(): Promise<void>;
}

const BATCH = 25;
const BATCHES_AT_ONCE = 8;

export async function openTable(): Promise<BenchTable> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const aws = await startLocalAws({ now: Date.now });
  Object.assign(process.env, aws.environment);
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const documents = createDocumentClient(client);
  client.middlewareStack.add(
    (next) => (args) => next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } }),
    { step: 'initialize', priority: 'high' },
  );
  const used = (): { calls: number; units: number } => {
    const total = { calls: 0, units: 0 };
    for (const { calls, capacityUnits } of aws.operations.values()) {
      total.calls += calls;
      total.units += capacityUnits;
    }
    return total;
  };
  const write = async (table: string, batch: readonly object[]): Promise<void> => {
    let left: BatchWriteCommand['input']['RequestItems'] = {
      [table]: batch.map((item) => ({ PutRequest: { Item: { ...item } } })),
    };
    while (left !== undefined && Object.keys(left).length > 0)
      left = (await documents.send(new BatchWriteCommand({ RequestItems: left }))).UnprocessedItems;
  };
  return {
    client,
    documents,
    create: (name) => aws.createTable(tableDefinition(name)),
    async load(table, items) {
      let [count, batch] = [0, [] as object[]];
      let underWay: Promise<void>[] = [];
      for (const item of items) {
        count += 1;
        batch.push(item);
        if (batch.length < BATCH) continue;
        underWay.push(write(table, batch));
        batch = [];
        if (underWay.length < BATCHES_AT_ONCE) continue;
        await Promise.all(underWay);
        underWay = [];
      }
      if (batch.length > 0) underWay.push(write(table, batch));
      await Promise.all(underWay);
      return count;
    },
    async measure(work) {
      const [before, begun] = [used(), performance.now()];
      await work();
      const [after, ended] = [used(), performance.now()];
      return {
        calls: after.calls - before.calls,
        units: after.units - before.units,
        milliseconds: ended - begun,
      };
    },
    async close() {
      client.destroy();
      await aws.close();
    },
  };
}
