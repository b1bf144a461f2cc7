/**
 * Production runs over a simulated fleet, without HTTP, a table or waiting: for the months that lie behind a demo or a test.
 * What the API would list is made by the simulator and read by the client's own parser.
 */
import { parseRecord } from '../../adapters/secure-access/record.ts';
import { createWarmCache } from '../../adapters/system/warm-cache.ts';
import { type Failure, RunFailure } from '../../core/failure.ts';
import type { ListRecord } from '../../core/fleet/pages.ts';
import { defaultPolicy, type Policy, runTimes } from '../../core/policy.ts';
import { epochMilliseconds, instant, MINUTE, plus } from '../../core/time.ts';
import { createMemoryStore, type MemoryStore } from '../../memory-store/memory-store.ts';
import type { Fleet } from '../../simulator/fleet.ts';
import type { Group } from '../../simulator/group.ts';
import { listedGroup } from '../../simulator/shapes.ts';
import type { Log, SecureAccess } from '../../sync/ports.ts';
import type { RunSummary } from '../../sync/summary.ts';
import { sync } from '../../sync/sync.ts';
import type { RunRequest } from '../../sync/world.ts';

export interface QuickMonitor {
  readonly store: MemoryStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A run that begins at a time: milliseconds since 1970, later than any before. `failure`: the API cannot be read. */
  run(at: number, failure?: Failure): Promise<RunSummary>;
  /**
   * All runs up to a time at which nothing is different: of those, only what the last one leaves is written, with the same two
   * writes. Nothing may be due in between.
   */
  rest(until: number): Promise<void>;
}

interface QuickOptions {
  readonly fleet: Fleet;
  readonly organization: RunRequest['organization'];
  readonly policy?: Partial<Policy>;
}

/** Records in one answer of the API. */
const PAGE = 200;
/** What one page takes, in milliseconds. */
const PAGE_TIME = 200;

/** A monitor that polls each minute, as far as its history tells. */
export function createQuickMonitor({ fleet, organization, policy: set = {} }: QuickOptions): QuickMonitor {
  const store = createMemoryStore();
  const policy = { ...defaultPolicy(MINUTE), ...set };
  let [now, count] = [0, 0];
  let trouble: Failure | null = null;
  const api = quickApi(fleet, (page) => {
    now += PAGE_TIME;
    if (trouble !== null) throw new RunFailure(trouble);
    return page;
  });
  const world = {
    clock: {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    },
    log: SILENT,
    store,
    api,
    cache: createWarmCache(),
    alerts: {
      destination: 'arn:aws:sns:us-east-1:000000000000:tunnelwatch-alerts',
      publish: async () => ({ messageId: `message-${count}` }),
    },
  };
  const named = (): string => {
    count += 1;
    return `${instant(now).replaceAll(/[-:.]/g, '')}-${String(count).padStart(8, '0')}`;
  };
  return {
    store,
    now: () => now,
    run(at, failure) {
      [now, trouble] = [at, failure ?? null];
      const deadline = { at: now + runTimes(policy.interval).run };
      return sync({ organization, policy, run: named(), deadline }, world);
    },
    async rest(until) {
      const head = await store.head(organization.id);
      const from = head?.lastComplete?.reading;
      if (from === undefined || until <= epochMilliseconds(from.to)) return;
      now = until;
      const taken = await store.takeLease(organization.id, named(), instant(now), MINUTE);
      if (!taken.taken || taken.head.lastComplete === null) return;
      const reading = { from: instant(now), to: plus(instant(now), PAGE_TIME) };
      const complete = { ...taken.head.lastComplete, reading };
      await store.finish(taken.lease, { ...UNCHANGED, complete }, instant(now));
    },
  };
}

const UNCHANGED = { failure: null, disagreements: 0, changeBytes: 0, snapshotBytes: 0, record: null };

/** The API over a fleet. `answer` may throw. */
function quickApi(fleet: Fleet, answer: <T>(page: T) => T): SecureAccess {
  const read = createReader();
  let calls = 0;
  const found = (id: string): ListRecord | null => {
    const group = fleet.find(Number(id));
    return group === undefined ? null : read(group);
  };
  return {
    page: async (offset) => {
      calls += 1;
      return answer({ records: fleet.groups.slice(offset, offset + PAGE).map(read), total: fleet.size });
    },
    groupsWithIds: async (ids) => ids.flatMap((id) => found(id) ?? []),
    group: async (id) => answer(found(id)),
    takeUsage: () => {
      const usage = { calls, tokenRequests: 0, retries: 0 };
      calls = 0;
      return usage;
    },
  };
}

/** Reads a group as the client would; again only when something about it is different. */
function createReader(): (group: Group) => ListRecord {
  const known = new Map<number, { readonly seen: string; readonly record: ListRecord }>();
  return (group) => {
    const { id, name, region, status, hubs, modifiedAt } = group;
    const seen = `${name} ${region} ${status} ${modifiedAt} ${hubs.map((hub) => `${hub.status} ${hub.tunnelsCount}`)}`;
    const before = known.get(id);
    if (before?.seen === seen) return before.record;
    const listed = listedGroup(group, { now: modifiedAt, oldShape: false, includeStatuses: true });
    // Through JSON, as it would come.
    const record = parseRecord(JSON.parse(JSON.stringify(listed)));
    known.set(id, { seen, record });
    return record;
  };
}

const nobody = (): void => undefined;
const SILENT: Log = { debug: nobody, info: nobody, warn: nobody, error: nobody };
