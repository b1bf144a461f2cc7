import { objectMember } from '../json.ts';
import { ServiceError } from '../service-error.ts';
import { type CancellationReason, reasonFor, transactionCanceled } from './cancellation.ts';
import { capacityOf } from './capacity.ts';
import type { Engine } from './engine.ts';
import { type Image, readImage, restoreImages } from './images.ts';
import { itemIdentity, keyOf, readKeyNames } from './item-key.ts';
import { itemBytes } from './item-size.ts';
import type { Journal } from './journal.ts';
import { type Action, validationError } from './transaction-request.ts';

/** "The aggregate size of the items in the transaction cannot exceed 4 MB." */
const TRANSACTION_BYTES_MAX = 4 * 1024 * 1024;

/** "DynamoDB performs two underlying reads or writes of every item in the transaction." */
const UNITS_FACTOR = 2;

/** A read capacity unit is for an item of up to 4 KB. */
const READ_UNIT_BYTES = 4096;

/** An action and its item as it stood before. */
type Target = { readonly action: Action; readonly before: Image };

/** What came of trying one action. */
type Attempt =
  | { readonly outcome: 'done'; readonly units: number }
  | { readonly outcome: 'refused'; readonly reason: CancellationReason }
  | { readonly outcome: 'request refused'; readonly error: ServiceError };

/** Capacity units a transaction consumed, by table name. */
export type Consumption = ReadonlyMap<string, number>;

/**
 * Carries a transaction out, whole or not at all. The caller must let nobody else in meanwhile.
 *
 * Every action is tried with its own condition, and if one is refused the earlier images of the others are put
 * back: so the engine itself judges every condition and every update.
 *
 * @throws {ServiceError} `TransactionCanceledException` with a reason for each action, or what refuses the
 *   request as a whole
 */
export async function carryOutTransaction(
  engine: Engine,
  journal: Journal,
  actions: readonly Action[],
): Promise<Consumption> {
  const targets = await readTargets(engine, actions);
  refuseIfTooLarge(targets);

  journal.begin(targets.filter(isWrite).map(({ before }) => before));
  const attempts = await Promise.all(targets.map((target) => attempt(engine, target)));
  const done = targets.filter((_, index) => attempts[index]?.outcome === 'done');
  if (done.length < targets.length) {
    await restoreImages(
      engine,
      done.filter(isWrite).map(({ before }) => before),
    );
  }
  journal.end();

  if (done.length < targets.length) throw refusalOf(attempts);
  return sumByTable(
    targets,
    attempts.map((each) => (each.outcome === 'done' ? each.units : 0)),
  );
}

/**
 * The capacity of a call whose token was completed before: "the number of read capacity units consumed in
 * reading the item", of a transactional read.
 */
export async function readConsumption(engine: Engine, actions: readonly Action[]): Promise<Consumption> {
  const targets = await readTargets(engine, actions);
  const units = targets.map(({ before }) =>
    Math.max(1, Math.ceil(itemBytes(before.item ?? {}) / READ_UNIT_BYTES)),
  );
  return sumByTable(targets, units);
}

async function readTargets(engine: Engine, actions: readonly Action[]): Promise<Target[]> {
  const tables = [...new Set(actions.map(({ tableName }) => tableName))];
  const names = new Map(
    await Promise.all(tables.map(async (table) => [table, await readKeyNames(engine, table)] as const)),
  );
  const keyed = actions.map((action) => ({
    action,
    key: keyOf(action.itemOrKey, names.get(action.tableName) ?? []),
  }));

  const identities = new Set(keyed.map(({ action, key }) => itemIdentity(action.tableName, key)));
  if (identities.size < actions.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
  return Promise.all(
    keyed.map(async ({ action, key }) => ({
      action,
      before: await readImage(engine, action.tableName, key),
    })),
  );
}

function refuseIfTooLarge(targets: readonly Target[]): void {
  const sizes = targets.map((target) => {
    const stored = itemBytes(target.before.item ?? {});
    return isWrite(target) ? Math.max(stored, bytesBrought(target.action)) : stored;
  });
  if (sizes.reduce((sum, bytes) => sum + bytes, 0) > TRANSACTION_BYTES_MAX) {
    throw validationError('Collective size of all items in a transaction cannot exceed 4 MB');
  }
}

/** A Put by its item; an Update by its key and the values it brings. */
function bytesBrought({ itemOrKey, parameters }: Action): number {
  return itemBytes(itemOrKey) + itemBytes(objectMember(parameters, 'ExpressionAttributeValues') ?? {});
}

async function attempt(engine: Engine, { action, before }: Target): Promise<Attempt> {
  const input = { ...action.parameters, ReturnConsumedCapacity: 'TOTAL' };
  try {
    return { outcome: 'done', units: capacityOf(await engine.call(operationFor(action, before), input)) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const reason = reasonFor(error, action, before);
    return reason ? { outcome: 'refused', reason } : { outcome: 'request refused', error };
  }
}

/**
 * A condition check changes nothing: where the item exists it is an update without an update expression, where
 * it does not it is a deletion of nothing (an update would create the item).
 */
function operationFor({ kind }: Action, before: Image): string {
  if (kind === 'ConditionCheck') return before.item === undefined ? 'DeleteItem' : 'UpdateItem';
  return `${kind}Item`;
}

function isWrite({ action }: Target): boolean {
  return action.kind !== 'ConditionCheck';
}

function refusalOf(attempts: readonly Attempt[]): ServiceError {
  for (const each of attempts) if (each.outcome === 'request refused') return each.error;
  return transactionCanceled(
    attempts.map((each) => (each.outcome === 'refused' ? each.reason : { Code: 'None' })),
  );
}

function sumByTable(targets: readonly Target[], units: readonly number[]): Consumption {
  const sums = new Map<string, number>();
  targets.forEach(({ action: { tableName } }, index) => {
    sums.set(tableName, (sums.get(tableName) ?? 0) + (units[index] ?? 0) * UNITS_FACTOR);
  });
  return sums;
}
