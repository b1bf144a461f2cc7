/** The table as a run sees it through the scheduler: each request to DynamoDB is a call of its own. */
import type { CommitOutcome, Store } from '../../../lib/sync/ports.ts';
import type { Landed } from '../happening.ts';
import type { Random } from '../random.ts';
import { failure, type Weather } from './conditions.ts';
import type { Crossings } from './crossings.ts';
import type { Act, Thread } from './thread.ts';

/** Groups in one transaction. Production takes 49; few, so that small fleets take several. */
const GROUPS_PER_TRANSACTION = 2;

/** Words for a call that failed, as the adapter would say them: the reasons for which DynamoDB refuses or cancels. */
const REASONS = [
  'DynamoDB throttled dynamodb:TransactWriteItems (ThrottlingException).',
  'Another transaction stood in the way after 8 tries (TransactionConflict).',
  'dynamodb:UpdateItem failed after 3 tries (InternalServerError).',
  'The connection was reset (ECONNRESET).',
];

function error(random: Random): Error {
  return failure('store', random.pick(REASONS));
}

export interface StoreOptions {
  readonly store: Store;
  readonly crossings: Crossings;
  readonly thread: Thread;
  readonly weather: Weather;
  readonly landed: (landed: Landed, late: boolean) => void;
}

type Arguments<Name extends keyof Store> = Parameters<Store[Name]>;
type Result<Name extends keyof Store> = Awaited<ReturnType<Store[Name]>>;

export function storeOf(options: StoreOptions): Store {
  const { store, thread, crossings, weather } = options;
  /** One call through the scheduler. */
  const at = <Name extends keyof Store>(
    call: Name,
    args: Arguments<Name>,
    performWithoutOne?: Act<Result<Name>>['performWithoutOne'],
  ): Promise<Result<Name>> =>
    crossings.cross<Result<Name>>(thread, `store.${call}`, {
      perform: () => {
        if (weather.on.has('table throttles') && thread.calls % 3 === 0)
          throw failure('store', 'DynamoDB throttled the call (ThrottlingException).');
        return Reflect.apply(store[call], store, args);
      },
      // What the compiler cannot see: name, arguments and result are those of one method.
      landed: (result, late) => options.landed({ call, args, result } as unknown as Landed, late),
      error,
      performWithoutOne,
    });
  return {
    takeLease: (...args) => at('takeLease', args),
    loadGroups: (...args) => at('loadGroups', args),
    loadSilences: (...args) => at('loadSilences', args),
    beginHistory: (...args) => at('beginHistory', args),
    commitGap: (...args) => at('commitGap', args),
    commitMonitor: (...args) => at('commitMonitor', args),
    findAlert: (...args) => at('findAlert', args),
    recordAlerts: (...args) => at('recordAlerts', args),
    clearGroupEvents: (...args) => at('clearGroupEvents', args),
    finish: (...args) => at('finish', args),
    prepareEpoch: (...args) => at('prepareEpoch', args),
    snapshotRows: (...args) => at('snapshotRows', args),
    switchEpoch: (...args) => at('switchEpoch', args),
    commitGroups: async (lease, epoch, writes) => {
      let outcome: CommitOutcome = { stored: [], refused: [], changeBytes: 0, appearedBytes: 0 };
      for (const part of parts(writes)) {
        const performWithoutOne = async (random: Random): Promise<CommitOutcome> => {
          const spoiled = random.pick(part);
          const others = part.filter((write) => write !== spoiled);
          const rest = await store.commitGroups(lease, epoch, others);
          return {
            ...rest,
            refused: [...rest.refused, { id: spoiled.next.id, why: 'Its item would be too large.' }],
          };
        };
        outcome = joined(outcome, await at('commitGroups', [lease, epoch, part], performWithoutOne));
      }
      return outcome;
    },
    writeSnapshot: async (organization, next, states) => {
      let bytes = 0;
      for (const part of parts(states)) bytes += await at('writeSnapshot', [organization, next, part]);
      return bytes;
    },
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
