/** The same on the embedded engine, through the SDK's own client, as production has it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import type { Instant } from '../../lib/core/time.ts';
import type { History } from '../../lib/history/index.ts';
import { openHistory } from '../../lib/history/index.ts';
import { type LocalAws, startLocalAws } from '../../lib/local-aws/start.ts';
import { TABLE } from '../../lib/names.ts';
import type { Store } from '../../lib/sync/ports.ts';
import { BEGINNING } from './play.ts';

// The SDK's warning about Node 20 says nothing about the test that happens to make the first client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export interface Engine {
  readonly aws: LocalAws;
  /** A store on a fresh table of this name. */
  open(table: string): Promise<Store>;
  /** Questions about a table. */
  history(table: string, now: () => number, retention: number): History;
  /** Puts a table's rows as version 1 would have left them, up to an instant; gives how many are other rows than before. */
  asVersion1Wrote(table: string, until: Instant): Promise<number>;
  /** Time goes by this clock, for what expires. */
  runBy(now: () => number): void;
  close(): Promise<void>;
}

export async function startEngine(): Promise<Engine> {
  let now = (): number => BEGINNING;
  const aws = await startLocalAws({ now: () => now() });
  const client = new DynamoDBClient({
    endpoint: aws.endpoints.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  const sleep = async (): Promise<void> => undefined;
  return {
    aws,
    async open(table) {
      await aws.createTable(tableDefinition(table), { timeToLiveAttribute: TABLE.timeToLive });
      const log = { warn: () => undefined };
      return createStore({
        client: createDocumentClient(client),
        table,
        random: Math.random,
        clock: { sleep },
        log,
      });
    },
    history: (table, at, retention) => openHistory({ client, table, retention, clock: { now: at, sleep } }),
    asVersion1Wrote: (table, until) => asVersion1Wrote(createDocumentClient(client), table, until),
    runBy: (clock) => {
      now = clock;
    },
    async close() {
      client.destroy();
      await aws.close();
    },
  };
}

/** Version 1 had gaps among the changes, and said nothing about it in the index of epochs. */
async function asVersion1Wrote(
  client: DynamoDBDocumentClient,
  table: string,
  until: Instant,
): Promise<number> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
  const gaps = Items.filter(({ sk, to }) => String(sk).endsWith('#GAP') && to <= until);
  for (const gap of gaps) {
    const { pk, sk, from } = gap;
    await client.send(new PutCommand({ TableName: table, Item: { ...gap, sk: `1#${from}#GAP` } }));
    await client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
  }
  for (const { pk, sk, gapsApart } of Items.filter(({ sk: key }) => String(key).startsWith('EPOCH#'))) {
    if (gapsApart !== true || String(sk) > `EPOCH#${until}`) continue;
    const remove = { UpdateExpression: 'REMOVE gapsApart' };
    await client.send(new UpdateCommand({ TableName: table, Key: { pk, sk }, ...remove }));
  }
  return gaps.length;
}
