import { createWarmCache } from '../../lib/adapters/system/warm-cache.ts';
import type { RenderedAlert } from '../../lib/core/alerts/alert.ts';
import { RunFailure } from '../../lib/core/failure.ts';
import { compareIds } from '../../lib/core/fleet/change.ts';
import type { Group } from '../../lib/core/fleet/group.ts';
import type { ListRecord } from '../../lib/core/fleet/pages.ts';
import { defaultPolicy, type Policy, runTimes } from '../../lib/core/policy.ts';
import { type Instant, instant, MINUTE } from '../../lib/core/time.ts';
import { createMemoryStore, type MemoryStore } from '../../lib/memory-store/memory-store.ts';
import type { Alerts, Heartbeat, Log, Page, SecureAccess, Store, WarmCache } from '../../lib/sync/ports.ts';
import type { RunSummary } from '../../lib/sync/summary.ts';
import { sync } from '../../lib/sync/sync.ts';

/** Asked around every call that leaves the process. What it throws is what the caller gets. */
export interface Interference {
  before?(call: string, count: number): void;
  after?(call: string, count: number): void;
}

/** The process is gone: from here on no call of it has any effect. */
class Killed extends Error {}

export interface Monitor {
  /** What the API has, by id. Tests change it between runs. */
  readonly fleet: Map<string, Group>;
  readonly store: MemoryStore;
  readonly published: RenderedAlert[];
  /** Runs of which somebody outside heard that they are complete. */
  readonly heard: string[];
  readonly lines: { readonly level: string; readonly message: string; readonly fields: unknown }[];
  /** Calls of the last run that left the process, in order. */
  readonly calls: string[];
  /** Replaces how the API answers a page. */
  answerPages(answer: ((offset: number) => Page) | null): void;
  /** One scheduled run, a minute after the last; null where it was killed. */
  run(interference?: Interference): Promise<RunSummary | null>;
  /** Which process serves the runs from here on; each remembers what it saw itself. At first it is `a`. */
  servedBy(process: string): void;
  wait(milliseconds: number): void;
  now(): Instant;
}

const PAGE = 200;

/**
 * A monitor of one organization: the production run over a store in memory (or the one given), an API and a topic that tests
 * hold.
 */
export function aMonitor(
  groups: readonly Group[] = [],
  override: Partial<Policy> = {},
  through: Store | null = null,
): Monitor {
  const policy = { ...defaultPolicy(MINUTE), ...override };
  const store = createMemoryStore();
  const fleet = new Map(groups.map((group) => [group.id, group]));
  const published: RenderedAlert[] = [];
  const heard: string[] = [];
  const lines: { level: string; message: string; fields: unknown }[] = [];
  const calls: string[] = [];
  let pages: ((offset: number) => Page) | null = null;
  const caches = new Map<string, WarmCache>();
  let served = 'a';
  let now = Date.parse('2026-03-02T14:00:00.000Z');
  let slot = now;
  let runs = 0;

  const found = (id: string): ListRecord | null => {
    const group = fleet.get(id);
    return group === undefined ? null : { group };
  };
  const api: SecureAccess = {
    page: async (offset) => {
      now += 200;
      if (pages !== null) return pages(offset);
      const listed = [...fleet.values()].sort((a, b) => compareIds(a.id, b.id));
      return {
        records: listed.slice(offset, offset + PAGE).map((group) => ({ group })),
        total: listed.length,
      };
    },
    groupsWithIds: async (ids) => ids.flatMap((id) => found(id) ?? []),
    group: async (id) => found(id),
    takeUsage: () => ({ calls: 0, tokenRequests: 0, retries: 0 }),
  };
  const alerts: Alerts = {
    destination: 'arn:aws:sns:us-east-1:000000000000:alerts',
    publish: async (alert) => {
      published.push(alert);
      return { messageId: `message-${published.length}` };
    },
  };
  const at = (level: string) => (message: string, fields?: unknown) => {
    lines.push({ level, message, fields });
  };
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };

  const heartbeatOf = (run: string): Heartbeat => ({
    listener: 'the test',
    beat: async () => {
      heard.push(run);
      return null;
    },
  });

  const run = async (interference: Interference = {}): Promise<RunSummary | null> => {
    runs += 1;
    now = Math.max(now, slot);
    slot = now + policy.interval;
    calls.length = 0;
    const cache = caches.get(served) ?? createWarmCache();
    caches.set(served, cache);
    const process = aProcess(interference, calls);
    const clock = {
      now: () => now,
      sleep: async (ms: number) => {
        now += ms;
      },
    };
    const world = {
      clock,
      log,
      cache,
      store: process.wrap<Store>('store', through ?? store),
      api: process.wrap('api', api),
      alerts: process.wrap('alerts', alerts),
      heartbeats: [process.wrap('heartbeat', heartbeatOf(`run-${runs}`))],
    };
    const request = {
      organization: { id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' },
      policy,
      run: `run-${runs}`,
      deadline: { at: now + runTimes(policy.interval).run },
    };
    try {
      const summary = await sync(request, world);
      return process.killed() ? null : summary;
    } catch (error) {
      if (process.killed()) return null;
      throw error;
    }
  };

  return {
    fleet,
    store,
    published,
    heard,
    lines,
    calls,
    answerPages: (answer) => {
      pages = answer;
    },
    run,
    servedBy: (process) => {
      served = process;
    },
    wait: (milliseconds) => {
      now += milliseconds;
    },
    now: () => instant(now),
  };
}

/** A process that interference may kill at any call: afterwards nothing it tries has an effect, not even in its catch blocks. */
function aProcess(interference: Interference, calls: string[]) {
  let dead = false;
  const guarded = (name: string, call: () => Promise<unknown>) => async (): Promise<unknown> => {
    if (dead) throw new Killed();
    const count = calls.push(name) - 1;
    try {
      interference.before?.(name, count);
      const result = await call();
      interference.after?.(name, count);
      return result;
    } catch (error) {
      if (error instanceof Killed) dead = true;
      throw error;
    }
  };
  return {
    killed: () => dead,
    wrap<T extends object>(name: string, port: T): T {
      return new Proxy(port, {
        get: (target, method) => {
          const value: unknown = Reflect.get(target, method);
          if (typeof value !== 'function' || method === 'takeUsage') return value;
          return (...args: unknown[]) =>
            guarded(`${name}.${String(method)}`, async () => Reflect.apply(value, target, args))();
        },
      });
    },
  };
}

/** Kills the process at a call: before it takes effect, or after it did and before anybody heard of it. */
export function killAt(count: number, when: 'before' | 'after'): Interference {
  return {
    [when]: (_call: string, now: number) => {
      if (now === count) throw new Killed();
    },
  };
}

/** Every call of a name fails before it takes effect. */
export function failing(
  name: string,
  failure: Error = new RunFailure({ kind: 'store', detail: 'refused by the test' }),
): Interference {
  return {
    before: (call) => {
      if (call === name) throw failure;
    },
  };
}
