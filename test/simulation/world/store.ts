/** The table as a run sees it through the scheduler: each request to DynamoDB is a call of its own. */
import type { CommitOutcome, Store } from '../../../lib/sync/ports.ts';
import type { Landed } from '../happening.ts';
import type { Random } from '../random.ts';
import { failure, type Weather } from './conditions.ts';
import type { Act, Crossings, Thread } from './crossings.ts';

/** Groups in one transaction. Production takes 49; few, so that small fleets take several. */
const GROUPS_PER_TRANSACTION = 2;

/** Words for a call that failed, as the adapter would say them: the reasons for which DynamoDB refuses or cancels. */
const REASONS = [
  'DynamoDB throttled dynamodb:TransactWriteItems (ThrottlingException).',
  'Another transaction stood in the way after 8 tries (TransactionConflict).',
  'dynamodb:UpdateItem failed after 3 tries (InternalServerError).',
  'The connection was reset (ECONNRESET).',
];

export interface StoreOptions {
  readonly store: Store;
  readonly crossings: Crossings;
  readonly thread: Thread;
  readonly weather: Weather;
  readonly landed: (landed: Landed) => void;
}

export function storeOf(options: StoreOptions): Store {
  const { store, thread, crossings } = options;
  const at = <T>(
    name: keyof Store,
    perform: () => Promise<T>,
    landed: (result: T) => Landed,
    more: Partial<Act<T>> = {},
  ) =>
    crossings.cross<T>(thread, `store.${name}`, {
      perform,
      landed: (result) => options.landed(landed(result)),
      error: (random) => failure('store', random.pick(REASONS)),
      ...more,
      ...(options.weather.on.has('table throttles') ? { perform: throttled(perform, thread) } : {}),
    });
  return {
    takeLease: (...args) =>
      at(
        'takeLease',
        () => store.takeLease(...args),
        (result) => ({ call: 'takeLease', args, result }),
      ),
    loadGroups: (...args) =>
      at(
        'loadGroups',
        () => store.loadGroups(...args),
        (result) => ({ call: 'loadGroups', args, result }),
      ),
    loadSilences: (...args) =>
      at(
        'loadSilences',
        () => store.loadSilences(...args),
        (result) => ({ call: 'loadSilences', args, result }),
      ),
    beginHistory: (...args) =>
      at(
        'beginHistory',
        () => store.beginHistory(...args),
        (result) => ({ call: 'beginHistory', args, result }),
      ),
    commitGap: (...args) =>
      at(
        'commitGap',
        () => store.commitGap(...args),
        (result) => ({ call: 'commitGap', args, result }),
      ),
    commitGroups: async (lease, epoch, writes) => {
      let outcome: CommitOutcome = { stored: [], refused: [], changeBytes: 0, appearedBytes: 0 };
      for (const part of parts(writes)) {
        const commit = (these: typeof writes) => () => store.commitGroups(lease, epoch, these);
        const landed = (result: CommitOutcome): Landed => ({
          call: 'commitGroups',
          args: [lease, epoch, part],
          result,
        });
        const performWithoutOne = async (random: Random): Promise<CommitOutcome> => {
          const spoiled = random.pick(part);
          const rest = await commit(part.filter((write) => write !== spoiled))();
          return {
            ...rest,
            refused: [...rest.refused, { id: spoiled.next.id, why: 'It would be an item of 500000 bytes.' }],
          };
        };
        outcome = joined(outcome, await at('commitGroups', commit(part), landed, { performWithoutOne }));
      }
      return outcome;
    },
    commitMonitor: (...args) =>
      at(
        'commitMonitor',
        () => store.commitMonitor(...args),
        (result) => ({ call: 'commitMonitor', args, result }),
      ),
    findAlert: (...args) =>
      at(
        'findAlert',
        () => store.findAlert(...args),
        (result) => ({ call: 'findAlert', args, result }),
      ),
    recordAlert: (...args) =>
      at(
        'recordAlert',
        () => store.recordAlert(...args),
        (result) => ({ call: 'recordAlert', args, result }),
      ),
    clearGroupEvents: (...args) =>
      at(
        'clearGroupEvents',
        () => store.clearGroupEvents(...args),
        (result) => ({ call: 'clearGroupEvents', args, result }),
      ),
    finish: (...args) =>
      at(
        'finish',
        () => store.finish(...args),
        (result) => ({ call: 'finish', args, result }),
      ),
    prepareEpoch: (...args) =>
      at(
        'prepareEpoch',
        () => store.prepareEpoch(...args),
        (result) => ({ call: 'prepareEpoch', args, result }),
      ),
    snapshotRows: (...args) =>
      at(
        'snapshotRows',
        () => store.snapshotRows(...args),
        (result) => ({ call: 'snapshotRows', args, result }),
      ),
    writeSnapshot: async (organization, next, states) => {
      let bytes = 0;
      for (const part of parts(states))
        bytes += await at(
          'writeSnapshot',
          () => store.writeSnapshot(organization, next, part),
          (result) => ({ call: 'writeSnapshot', args: [organization, next, part], result }),
        );
      return bytes;
    },
    switchEpoch: (...args) =>
      at(
        'switchEpoch',
        () => store.switchEpoch(...args),
        (result) => ({ call: 'switchEpoch', args, result }),
      ),
  };
}

/** Every third call is refused. */
function throttled<T>(perform: () => Promise<T>, thread: Thread): () => Promise<T> {
  return async () => {
    if (thread.calls % 3 === 0) throw failure('store', 'DynamoDB throttled the call (ThrottlingException).');
    return perform();
  };
}

function parts<T>(items: readonly T[]): readonly (readonly T[])[] {
  const found: (readonly T[])[] = [];
  // A fleet of hundreds is about volume, not about where a kill falls.
  const size = items.length > 50 ? 49 : GROUPS_PER_TRANSACTION;
  for (let from = 0; from < items.length; from += size) found.push(items.slice(from, from + size));
  return found;
}

function joined(a: CommitOutcome, b: CommitOutcome): CommitOutcome {
  return {
    stored: [...a.stored, ...b.stored],
    refused: [...a.refused, ...b.refused],
    changeBytes: a.changeBytes + b.changeBytes,
    appearedBytes: a.appearedBytes + b.appearedBytes,
  };
}
