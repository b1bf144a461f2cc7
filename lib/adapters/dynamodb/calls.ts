/**
 * The calls that the store makes. The SDK repeats by itself what is throttled, what ends in a server's error and what is
 * cut off; what it does not know of, conflicts with other transactions, is repeated here.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { RunFailure } from '../../core/failure.ts';
import type { Clock, Log } from '../../sync/ports.ts';
import { failureOfCall, isConflict, nameOf } from './failures.ts';
import type { RawItem } from './items/parse.ts';
import type { Action } from './requests/transactions.ts';
import { CONFLICT_TRIES_MAX, type Transacted, transact } from './transact.ts';

/** What calls are made with. */
export interface CallOptions {
  /** Made by `createDocumentClient`; its end point, time-outs and retries are configured there. */
  readonly client: DynamoDBDocumentClient;
  /** The table's name. */
  readonly table: string;
  readonly clock: Pick<Clock, 'sleep'>;
  /** From 0 up to 1, evenly. */
  readonly random: () => number;
  readonly log: Pick<Log, 'warn'>;
}

/** The calls. Each throws a `RunFailure` for whatever is not among its answers. */
export interface Calls {
  readonly table: string;
  readonly log: Pick<Log, 'warn'>;
  /** What the update gives back of the item, as its ReturnValues say; null where its condition does not hold. */
  update(input: UpdateCommandInput): Promise<RawItem | null>;
  /** False where its condition does not hold. */
  put(input: PutCommandInput): Promise<boolean>;
  /** null where there is no such item. */
  get(input: GetCommandInput): Promise<RawItem | null>;
  /** The items of all pages, or of as many as the input's own limit asks for. */
  query(input: QueryCommandInput): Promise<readonly RawItem[]>;
  /** The same, each item parsed as its page arrives: thousands of raw items beside the parsed ones would double what a cold run holds. */
  queryParsed<T>(input: QueryCommandInput, parse: (item: RawItem) => T): Promise<readonly T[]>;
  /** All of the actions or none. */
  transact(actions: readonly Action[]): Promise<Transacted>;
  /** 32 hexadecimal digits that nobody else has. */
  token(): string;
}

const WAIT_FIRST_MS = 25;
const WAIT_LONGEST_MS = 1_000;

export function createCalls({ client, table, clock, random, log }: CallOptions): Calls {
  const token = (): string =>
    Array.from({ length: 4 }, () => Math.floor(random() * 0x1_0000_0000))
      .map((part) => part.toString(16).padStart(8, '0'))
      .join('');

  const backOff = (operation: string, error: unknown, attempt: number): Promise<void> => {
    log.warn('A call to DynamoDB is tried again.', { operation, attempt, error: nameOf(error) });
    const longest = Math.min(WAIT_LONGEST_MS, WAIT_FIRST_MS * 2 ** (attempt - 1));
    return clock.sleep(Math.ceil(random() * longest));
  };

  const fail = async (operation: string, error: unknown, attempts: number): Promise<RunFailure> => {
    const region = await client.config.region().catch(() => 'an unknown region');
    return failureOfCall(error, { operation, table, region, attempts });
  };

  /** null where the call's condition does not hold. */
  const send = async <T>(operation: string, call: () => Promise<T>): Promise<T | null> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        // A damaged item is no failure of the call.
        if (error instanceof RunFailure) throw error;
        const name = nameOf(error);
        if (name === 'ConditionalCheckFailedException') return null;
        if (!isConflict(name) || attempt === CONFLICT_TRIES_MAX) throw await fail(operation, error, attempt);
        await backOff(operation, error, attempt);
      }
    }
  };

  return {
    table,
    log,
    token,
    update: (input) =>
      send('UpdateItem', async () => (await client.send(new UpdateCommand(input))).Attributes ?? {}),
    put: async (input) => (await send('PutItem', () => client.send(new PutCommand(input)))) !== null,
    get: (input) => send('GetItem', async () => (await client.send(new GetCommand(input))).Item ?? null),
    query: async (input) => (await send('Query', () => queryAll(client, input, (item) => item))) ?? [],
    queryParsed: async (input, parse) => (await send('Query', () => queryAll(client, input, parse))) ?? [],
    transact: (actions) =>
      transact(actions, {
        client,
        token: token(),
        backOff: (error, attempt) => backOff('TransactWriteItems', error, attempt),
        fail: (error, attempt) => fail('TransactWriteItems', error, attempt),
      }),
  };
}

async function queryAll<T>(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
  parse: (item: RawItem) => T,
): Promise<T[]> {
  const parsed: T[] = [];
  for await (const page of paginateQuery({ client }, input)) {
    for (const item of page.Items ?? []) parsed.push(parse(item));
    if (input.Limit !== undefined && parsed.length >= input.Limit) break;
  }
  return parsed;
}
