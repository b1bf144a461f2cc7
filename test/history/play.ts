/** A fleet that is watched by production runs over a store, with an API and a clock that the test holds; the oracle looks on. */
import { createWarmCache } from '../../lib/adapters/system/warm-cache.ts';
import { RunFailure } from '../../lib/core/failure.ts';
import { compareIds } from '../../lib/core/fleet/change.ts';
import type { ListRecord } from '../../lib/core/fleet/pages.ts';
import { defaultPolicy, type Policy, runTimes } from '../../lib/core/policy.ts';
import { type Instant, instant, MINUTE } from '../../lib/core/time.ts';
import type { SecureAccess, Store } from '../../lib/sync/ports.ts';
import type { RunSummary } from '../../lib/sync/summary.ts';
import { sync } from '../../lib/sync/sync.ts';
import type { Entry } from './entry.ts';
import { createOracle, type Oracle } from './oracle.ts';

export const INTERVAL = 5 * MINUTE;
export const BEGINNING = Date.parse('2026-03-02T14:00:00.000Z');

/** Asked around every call of the store. What it throws is what the run gets. */
export interface Meddling {
  before?(call: string, count: number): void;
  after?(call: string, count: number): void;
}

export class Killed extends Error {}

export interface Play {
  readonly oracle: Oracle;
  /** What the API has, by id. */
  readonly fleet: Map<string, Entry>;
  policy: Policy;
  /** Calls of the store by the last run, in order. */
  readonly calls: string[];
  /** A scheduled run, an interval after the last; null where it was killed. `fails`: the API cannot be reached. */
  run(options?: { readonly fails?: boolean; readonly meddling?: Meddling }): Promise<RunSummary | null>;
  wait(milliseconds: number): void;
  now(): Instant;
}

/** Readings take different times, and are never of no length. */
function changingLength(run: number): number {
  return 300 + ((run * 7) % 11) * 100;
}

/** `readingLength`: how many milliseconds the reading of a run takes. */
export function play(store: Store, policy: Partial<Policy> = {}, readingLength = changingLength): Play {
  const fleet = new Map<string, Entry>();
  const oracle = createOracle(INTERVAL);
  const calls: string[] = [];
  let [now, slot, runs] = [BEGINNING, BEGINNING, 0];
  let cache = createWarmCache();
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const api: SecureAccess = {
    page: async (offset) => {
      now += readingLength(runs);
      const records = recordsOf(fleet);
      oracle.heardList(fleet);
      return { records: records.slice(offset, offset + 200), total: records.length };
    },
    groupsWithIds: async () => [],
    group: async (id) => {
      if ('gone' in (fleet.get(id) ?? { gone: true })) {
        oracle.heardGone(id);
        return null;
      }
      throw new RunFailure({ kind: 'API unavailable', detail: 'no look-up today' });
    },
    takeUsage: () => ({ calls: 1, tokenRequests: 0, retries: 0 }),
  };
  const self: Play = {
    oracle,
    fleet,
    calls,
    policy: { ...defaultPolicy(INTERVAL), ...policy },
    async run({ fails = false, meddling = {} } = {}) {
      runs += 1;
      now = Math.max(now, slot);
      slot = now + INTERVAL;
      calls.length = 0;
      const run = `run-${String(runs).padStart(5, '0')}`;
      const process = aProcess(store, oracle, meddling, calls);
      const failing: SecureAccess = {
        ...api,
        page: async () => {
          now += 1_000;
          throw new RunFailure({ kind: 'network', detail: 'reset by the test' });
        },
      };
      oracle.runBegins(now);
      const world = {
        clock,
        cache,
        store: process.store,
        api: fails ? failing : api,
        log: SILENT,
        alerts: { destination: 'arn', publish: async () => ({ messageId: 'm' }) },
      };
      const deadline = { at: now + runTimes(INTERVAL).run };
      const organization = { id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' };
      try {
        const summary = await sync({ organization, policy: self.policy, run, deadline }, world);
        if (!process.isDead()) return summary;
      } catch (error) {
        if (!process.isDead()) throw error;
      }
      cache = createWarmCache();
      return null;
    },
    wait: (milliseconds) => {
      now += milliseconds;
    },
    now: () => instant(now),
  };
  return self;
}

function recordsOf(fleet: ReadonlyMap<string, Entry>): readonly ListRecord[] {
  return [...fleet]
    .sort(([a], [b]) => compareIds(a, b))
    .flatMap(([id, entry]): ListRecord[] => {
      if ('listed' in entry) return [{ group: entry.listed }];
      return 'unreadable' in entry ? [{ malformed: { id, why: entry.unreadable } }] : [];
    });
}

/** The store as one process has it: once it is killed, nothing it tries has an effect. The oracle hears what landed. */
function aProcess(store: Store, oracle: Oracle, meddling: Meddling, calls: string[]) {
  let dead = false;
  const call = async (name: string, args: readonly unknown[]): Promise<unknown> => {
    if (dead) throw new Killed();
    const count = calls.push(name) - 1;
    try {
      meddling.before?.(name, count);
      const method: unknown = Reflect.get(store, name);
      if (typeof method !== 'function') throw new Error(`The store has no ${name}.`);
      const result: unknown = await Reflect.apply(method, store, args);
      oracle.landed(name, args, result);
      meddling.after?.(name, count);
      return result;
    } catch (error) {
      if (error instanceof Killed) dead = true;
      throw error;
    }
  };
  return {
    isDead: () => dead,
    store: new Proxy(store, {
      get:
        (_store, name) =>
        (...args: unknown[]) =>
          call(String(name), args),
    }),
  };
}

const nobody = (): void => undefined;
const SILENT = { debug: nobody, info: nobody, warn: nobody, error: nobody };
