/** The head: reading it, the lease on it, and the end of a run. */
import { RunFailure } from '../../core/failure.ts';
import { type Head, newHead } from '../../core/rules/state.ts';
import { type Instant, plus } from '../../core/time.ts';
import type { Finish, Lease, LeaseOutcome, Store } from '../../sync/ports.ts';
import type { Calls } from './calls.ts';
import { headDisagrees, leaseLost } from './failures.ts';
import { parseHead, parseSchemaVersion, SCHEMA_VERSION, type StoredHead } from './items/head.ts';
import { runItem } from './items/log.ts';
import type { RawItem } from './items/parse.ts';
import { headKey } from './keys.ts';
import { finishRun, replaceMonitor, takeLease } from './requests/head.ts';
import { getItem, putItem } from './requests/items.ts';

/** Tries to take a lease that was held and then was not: each time another run came and went in between. */
const TAKING_TRIES_MAX = 3;

/** The part of the store that a run begins and ends with. */
export function headMethods(calls: Calls): Pick<Store, 'takeLease' | 'finish' | 'commitMonitor'> {
  return {
    async takeLease(organization, run, now, leaseMilliseconds) {
      const lease = { run, until: plus(now, leaseMilliseconds), taking: calls.token() };
      for (let attempt = 1; attempt <= TAKING_TRIES_MAX; attempt += 1) {
        const input = takeLease(calls.table, organization, lease, now, leaseMilliseconds);
        const before = await calls.update(input);
        if (before !== null) return taken({ organization, run }, before, now);
        const stored = await readHead(calls, organization);
        if (stored?.lease?.taking === lease.taking) return takenUnheard({ organization, run }, stored.head);
        if (stored?.lease) return { taken: false, heldBy: stored.lease.run, until: stored.lease.until };
      }
      throw headDisagrees(organization, 'its lease could not be taken, though nobody holds it');
    },

    async commitMonitor(lease, monitor) {
      const done = await calls.update(replaceMonitor(calls.table, lease, monitor));
      if (done === null) throw leaseLost(lease);
    },

    async finish(lease: Lease, finish: Finish, expires: Instant): Promise<number> {
      if (finish.record !== null)
        await calls.put(putItem(calls.table, runItem(lease.organization, finish.record, expires)));
      const after = await calls.update(finishRun(calls.table, lease, finish));
      if (typeof after?.revision === 'number') return after.revision;
      const stored = await readHead(calls, lease.organization);
      if (stored?.ended !== lease.run) throw leaseLost(lease);
      return stored.head.revision;
    },
  };
}

/** The head as it is now; null where the organization was never tried. Throws `table too new` before reading anything else of it. */
export async function readHead(calls: Calls, organization: string): Promise<StoredHead | null> {
  const item = await calls.get(getItem(calls.table, headKey(organization)));
  if (item === null) return null;
  const version = parseSchemaVersion(item);
  if (version <= SCHEMA_VERSION) return parseHead(item);
  throw new RunFailure({
    kind: 'table too new',
    detail: `The head of ${organization} has schema version ${version}; this version knows ${SCHEMA_VERSION}.`,
  });
}

/** `before` is the head as it was: an item without attributes where there was none. */
function taken(lease: Lease, before: RawItem, now: Instant): LeaseOutcome {
  if (before.pk === undefined) {
    const head = { ...newHead(now), attempts: 1 };
    return { taken: true, lease, head, previousUnfinished: false };
  }
  const stored = parseHead(before);
  const head = { ...stored.head, attempts: stored.head.attempts + 1 };
  return { taken: true, lease, head, previousUnfinished: stored.lease !== null };
}

/** The lease was taken by a try whose answer was lost, and with it whether the one before was left over: so it is taken to be. */
function takenUnheard(lease: Lease, head: Head): LeaseOutcome {
  return { taken: true, lease, head, previousUnfinished: true };
}
