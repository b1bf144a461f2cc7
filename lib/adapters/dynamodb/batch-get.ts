import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { CallOptions } from './calls.ts';
import { failureOfCall } from './failures.ts';
import type { RawItem } from './items/parse.ts';
import type { Key } from './keys.ts';

/** As many as one call takes. */
const KEYS_AT_ONCE = 100;

const TRIES_MAX = 8;
const WAIT_FIRST_MS = 25;

/**
 * The items of these keys as they are now, in no order; those that are not there are left out. What the table leaves
 * undone is asked for again, after a wait that doubles. Throws a `RunFailure` where the table cannot be reached, or leaves
 * something undone time and again.
 */
export async function batchGet(options: CallOptions, keys: readonly Key[]): Promise<readonly RawItem[]> {
  const items: RawItem[] = [];
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE)
    items.push(...(await getSome(options, keys.slice(from, from + KEYS_AT_ONCE))));
  return items;
}

async function getSome(
  { client, table, clock, random, log }: CallOptions,
  keys: readonly Key[],
): Promise<readonly RawItem[]> {
  const items: RawItem[] = [];
  let left: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  const fail = async (error: unknown, attempts: number): Promise<never> => {
    const region = await client.config.region().catch(() => 'an unknown region');
    throw failureOfCall(error, { operation: 'BatchGetItem', table, region, attempts });
  };
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const command = new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } });
    const { Responses, UnprocessedKeys } = await client
      .send(command)
      .catch((error: unknown) => fail(error, attempt));
    items.push(...(Responses?.[table] ?? []));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length === 0) break;
    if (attempt === TRIES_MAX) await fail(new Unprocessed(left.length), attempt);
    log.warn('A call to DynamoDB left keys unprocessed; they are asked for again.', { attempt });
    await clock.sleep(Math.ceil(random() * WAIT_FIRST_MS * 2 ** (attempt - 1)));
  }
  return items;
}

/** What DynamoDB does, without an exception of its own, when a partition is too busy. */
class Unprocessed extends Error {
  override readonly name = 'ProvisionedThroughputExceededException';

  constructor(keys: number) {
    super(`${keys} keys were left unprocessed`);
  }
}
