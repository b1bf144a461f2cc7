/** The production store on the embedded DynamoDB engine, through the SDK's own client. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDocumentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { createHistoryReader } from '../../../lib/adapters/dynamodb/history.ts';
import { createOperator } from '../../../lib/adapters/dynamodb/operator.ts';
import { createStore } from '../../../lib/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../../lib/adapters/dynamodb/table-definition.ts';
import { DAY, epochMilliseconds, type Instant } from '../../../lib/core/time.ts';
import { type LocalAws, startLocalAws } from '../../../lib/local-aws/start.ts';
import { TABLE } from '../../../lib/names.ts';
import type { Engine } from '../engine.ts';
import { createRandom } from '../random.ts';

export interface EmbeddedEngines {
  /** A new table for a seed. */
  engine(seed: number): Promise<Engine>;
  close(): Promise<void>;
}

export async function startEmbedded(): Promise<EmbeddedEngines> {
  let now = 0;
  const aws = await startLocalAws({ now: () => now });
  const client = new DynamoDBClient({
    endpoint: aws.endpoints.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    engine: (seed) =>
      engineOn(aws, client, seed, (at) => {
        now = epochMilliseconds(at);
      }),
    close: async () => {
      client.destroy();
      await aws.close();
    },
  };
}

async function engineOn(
  aws: LocalAws,
  client: DynamoDBClient,
  seed: number,
  setTime: (now: Instant) => void,
): Promise<Engine> {
  const table = `tunnelwatch-${seed}`;
  await aws.createTable(tableDefinition(table), { timeToLiveAttribute: TABLE.timeToLive });
  const random = createRandom(seed, 0xd1a);
  const options = {
    client: createDocumentClient(client),
    table,
    // Later than whatever happens in a story: what happened to a group is read by the index.
    clock: { sleep: async () => undefined, now: Date.now },
    random: () => random.fraction(),
    log: { warn: () => undefined },
  };
  const operator = createOperator({ ...options, retention: DAY });
  return {
    store: createStore(options),
    history: createHistoryReader(options),
    contents: () => null,
    addSilence: (organization, { id: _given, ...asked }) => operator.addSilence(organization, asked),
    endSilence: async (organization, id, at) => {
      const { done, silence } = await operator.endSilence(organization, id, at);
      return done ? silence : null;
    },
    acknowledge: async (organization, incident, at) =>
      (await operator.acknowledge(organization, { incident, by: 'somebody', at })).done,
    expire: async (at, spared) => {
      setTime(at);
      const atMost = Array.from({ length: 100 }, spared).filter((isSpared) => !isSpared).length;
      return aws.expireItems(table, { random: () => random.fraction(), atMost });
    },
  };
}
