/** One organization that is watched: production runs over a local AWS, and an API and a clock that tests hold. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import type { CallOptions } from '../../lib/adapters/dynamodb/calls.ts';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { createOperator } from '../../lib/adapters/dynamodb/operator.ts';
import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { createAlerts } from '../../lib/adapters/sns/publisher.ts';
import { createWarmCache } from '../../lib/adapters/system/warm-cache.ts';
import type { AlertOrganization } from '../../lib/core/alerts/alert.ts';
import { compareIds } from '../../lib/core/fleet/change.ts';
import type { Group } from '../../lib/core/fleet/group.ts';
import type { Operator } from '../../lib/core/operator/operator.ts';
import { defaultPolicy, type Policy, runTimes } from '../../lib/core/policy.ts';
import { DAY, type Instant, instant, MINUTE } from '../../lib/core/time.ts';
import { type LocalAws, startLocalAws } from '../../lib/local-aws/start.ts';
import { TABLE } from '../../lib/names.ts';
import type { Log, SecureAccess } from '../../lib/sync/ports.ts';
import type { RunSummary } from '../../lib/sync/summary.ts';
import { sync } from '../../lib/sync/sync.ts';
import { aGroup, aHub } from '../support/builders.ts';

export const TABLE_NAME = 'tunnelwatch';

// The SDK's warning about Node 20 says nothing about the test that happens to make the first client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export interface Watch {
  readonly aws: LocalAws;
  readonly topicArn: string;
  readonly operator: Operator;
  /** What the API has, by id. Tests change it between runs. */
  readonly fleet: Map<string, Group>;
  /** Happens once, while the next run reads pages. */
  duringRun(happening: () => Promise<void>): void;
  /** One scheduled run, a minute after the last. */
  run(organization?: string, named?: AlertOrganization['named']): Promise<RunSummary>;
  /** So many runs, the last of them. */
  runs(count: number): Promise<RunSummary>;
  /** What was published since the last time this was asked, in short: `[DOWN] Branch 1`. How it is worded is not at issue here. */
  mail(): readonly string[];
  /** Time passes without runs. */
  wait(milliseconds: number): void;
  now(): Instant;
  close(): Promise<void>;
}

/** A group of the fleet; disconnected where `down`. */
export function branch(number: number, override: Partial<Group> = {}): Group {
  const id = `62011${number}`;
  return aGroup({ id, name: `Branch ${number}`, ...override });
}

/** The same group without any tunnel. */
export function down(group: Group): Group {
  const hubs = group.hubs.map((hub) => aHub({ ...hub, status: 'down', tunnels: 'none' }));
  return { ...group, status: 'disconnected', hubs };
}

export async function aWatch(
  groups: readonly Group[] = [branch(1), branch(2), branch(3)],
  override: Partial<Policy> = {},
): Promise<Watch> {
  let now = Date.parse('2026-03-02T14:00:00.000Z');
  let slot = now;
  let runs = 0;
  let mailRead = 0;
  let happening: (() => Promise<void>) | null = null;
  const policy = { ...defaultPolicy(MINUTE), ...override };
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const aws = await startLocalAws({ now: clock.now });
  await aws.createTable(tableDefinition(TABLE_NAME), { timeToLiveAttribute: TABLE.timeToLive });
  const topicArn = aws.createTopic('alerts');
  Object.assign(process.env, aws.environment);
  const [client, topics] = [new DynamoDBClient({ maxAttempts: 1 }), new SNSClient({ maxAttempts: 1 })];
  const calls: CallOptions = {
    client: createDocumentClient(client),
    table: TABLE_NAME,
    clock,
    random: Math.random,
    log: SILENT,
  };
  const fleet = new Map(groups.map((group) => [group.id, group]));
  const world = {
    clock,
    log: SILENT,
    cache: createWarmCache(),
    store: createStore(calls),
    alerts: createAlerts({ client: topics, topicArn }),
    api: apiOf(fleet, async () => {
      now += 200;
      const happens = happening;
      happening = null;
      await happens?.();
    }),
  };
  const run: Watch['run'] = (organization = 'acme', named) => {
    runs += 1;
    now = Math.max(now, slot);
    slot = now + policy.interval;
    const name = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
    return sync(
      {
        organization: { id: organization, name: 'Acme', timeZone: 'Europe/Berlin', ...(named && { named }) },
        policy,
        run: `${name}-${String(runs).padStart(8, '0')}`,
        deadline: { at: now + runTimes(policy.interval).run },
      },
      world,
    );
  };
  return {
    aws,
    topicArn,
    fleet,
    operator: createOperator({ ...calls, retention: 396 * DAY }),
    duringRun: (next) => {
      happening = next;
    },
    run,
    async runs(count) {
      for (let left = count; left > 1; left -= 1) await run();
      return run();
    },
    mail() {
      const subjects = aws.published
        .slice(mailRead)
        .map(({ subject = '' }) => /^\[[^\]]+\](?: Branch \d)?/.exec(subject)?.[0] ?? subject);
      mailRead = aws.published.length;
      return subjects;
    },
    wait: (milliseconds) => {
      now += milliseconds;
    },
    now: () => instant(now),
    async close() {
      client.destroy();
      topics.destroy();
      await aws.close();
    },
  };
}

const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function apiOf(fleet: ReadonlyMap<string, Group>, onPage: () => Promise<void>): SecureAccess {
  return {
    page: async () => {
      await onPage();
      const listed = [...fleet.values()].sort((a, b) => compareIds(a.id, b.id));
      return { records: listed.map((group) => ({ group })), total: listed.length };
    },
    groupsWithIds: async (ids) => ids.flatMap((id) => fleet.get(id) ?? []).map((group) => ({ group })),
    group: async (id) => {
      const group = fleet.get(id);
      return group === undefined ? null : { group };
    },
    takeUsage: () => ({ calls: 0, tokenRequests: 0, retries: 0 }),
  };
}
