/** The table, as a run needs it. What it holds, and where: `docs/storage.md`. */
import type { Store } from '../../sync/ports.ts';
import { alertLogMethods } from './alert-log.ts';
import { type CallOptions, createCalls } from './calls.ts';
import { groupMethods } from './commit.ts';
import { epochMethods } from './epochs.ts';
import { headMethods } from './head.ts';

/**
 * A store on a DynamoDB table.
 *
 * @example
 * const client = createDocumentClient(new DynamoDBClient({ maxAttempts: 3 }));
 * const store = createStore({ client, table: 'tunnelwatch', clock, random: Math.random, log });
 */
export function createStore(options: CallOptions): Store {
  const calls = createCalls(options);
  return {
    ...headMethods(calls),
    ...groupMethods(calls),
    ...epochMethods(calls),
    ...alertLogMethods(calls),
  };
}
