/**
 * The process that a measured run talks to: the canned API, and a local AWS. It is a process of its own, so that its work is
 * in nobody's CPU time but its own.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { headKey } from '../../lib/adapters/dynamodb/keys.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { startLocalAws } from '../../lib/local-aws/start.ts';
import type { Fleet } from '../../lib/simulator/fleet.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { startCannedApi } from './canned-api.ts';
import type { Ask, AwsCall, World, WorldAnswers } from './messages.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const api = await startCannedApi();
const aws = await startLocalAws({ now: Date.now, countsAllCapacity: true });
Object.assign(process.env, aws.environment);
const client = createDocumentClient(new DynamoDBClient({}));
const secretArn = aws.putSecret('bench', JSON.stringify({ key: 'a-key', secret: 'a-secret' }));
const topicArn = aws.createTopic('bench');
const completeRunsQueue = aws.createQueue('bench');
let fleet: Fleet = aFleet({ groups: 0, now: Date.now });
let recorded: AwsCall[] | null = null;
let killAt: number | null = null;
aws.breakWith((operation, input) => {
  if (killAt !== null) {
    killAt -= 1;
    if (killAt < 0) return 'fail-before';
  }
  recorded?.push({ operation, input });
  return undefined;
});

const answers: { readonly [Name in keyof WorldAnswers]: (argument: never) => unknown } = {
  world: (): World => ({
    ...{ apiUrl: api.url, tokenUrl: api.tokenUrl, secretArn, topicArn, completeRunsQueue },
    ...{ environment: aws.environment, endpoints: aws.endpoints },
  }),
  fleet: ({ groups, tunnels }: WorldAnswers['fleet'][0]) => {
    fleet = aFleet({ groups, now: Date.now });
    if (tunnels !== undefined) for (const group of fleet.groups) widen(group.id, tunnels);
    api.show(fleet);
    return api.bytes();
  },
  turn: ({ from, count, up }: WorldAnswers['turn'][0]) => {
    for (const { id } of fleet.groups.slice(from, from + count)) {
      if (up) fleet.restore(id);
      else for (const which of ['primary', 'secondary'] as const) fleet.dropHub(id, which);
    }
    api.show(fleet);
    return null;
  },
  latency: (milliseconds: number) => {
    api.latency = milliseconds;
    return null;
  },
  table: async (name: string) => {
    await aws.createTable(tableDefinition(name));
    return null;
  },
  copy: async ({ from, to }: WorldAnswers['copy'][0]) => {
    await aws.createTable(tableDefinition(to));
    for await (const { Items = [] } of paginateScan({ client }, { TableName: from }))
      for (let at = 0; at < Items.length; at += 25) {
        const requests = Items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
        await client.send(new BatchWriteCommand({ RequestItems: { [to]: requests } }));
      }
    return null;
  },
  record: () => {
    recorded = [];
    return null;
  },
  recorded: () => {
    const calls = recorded ?? [];
    recorded = null;
    return calls;
  },
  kill: (calls: number | null) => {
    killAt = calls;
    return null;
  },
  endLease: async (table: string) => {
    const update = {
      UpdateExpression: 'SET lease.#until = :past',
      ExpressionAttributeNames: { '#until': 'until' },
    };
    await client.send(
      new UpdateCommand({
        ...{ TableName: table, Key: headKey('acme'), ...update },
        ExpressionAttributeValues: { ':past': '2000-01-01T00:00:00.000Z' },
      }),
    );
    return null;
  },
  seen: () => ({ ...api.seen, published: aws.published.length }),
  used: () => {
    const used = { calls: 0, units: 0, reads: 0 };
    for (const [operation, { calls, capacityUnits }] of aws.operations) {
      used.calls += calls;
      used[/^(Query|GetItem|BatchGetItem|Scan)$/.test(operation) ? 'reads' : 'units'] += capacityUnits;
    }
    return used;
  },
  page: (index: number) => api.pages()[index]?.toString('utf8') ?? null,
  close: async () => {
    client.destroy();
    await Promise.all([api.close(), aws.close()]);
    setImmediate(() => process.disconnect());
    return null;
  },
};

/** Both hubs of a group carry so many tunnels. */
function widen(id: number, tunnels: number): void {
  for (const which of ['primary', 'secondary'] as const) fleet.setTunnelsCount(id, which, tunnels);
}

process.on('message', ({ number, name, argument }: Ask) => {
  Promise.resolve()
    .then(() => answers[name](argument as never))
    .then(
      (answer) => process.send?.({ number, answer }),
      (error: unknown) => process.send?.({ number, error: String(error) }),
    );
});
process.send?.({ number: 0, answer: null });
