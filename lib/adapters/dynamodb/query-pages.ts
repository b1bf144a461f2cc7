import { paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { CallOptions } from './calls.ts';
import { failureOfCall } from './failures.ts';
import type { RawItem } from './items/parse.ts';

/**
 * The pages of a query, 1 MB each at the most, one in memory at a time. A page may be empty where a filter left nothing of it.
 * Throws a `RunFailure` where the table cannot be reached.
 */
export async function* queryPages(
  { client, table }: Pick<CallOptions, 'client' | 'table'>,
  input: QueryCommandInput,
): AsyncGenerator<readonly RawItem[]> {
  try {
    for await (const { Items = [] } of paginateQuery({ client }, input)) yield Items;
  } catch (error) {
    const region = await client.config.region().catch(() => 'an unknown region');
    throw failureOfCall(error, { operation: 'Query', table, region, attempts: 1 });
  }
}
