/** The embedded engine on disk, with the table in it: what DynamoDB is to a deployment. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CallOptions } from '../adapters/dynamodb/calls.ts';
import { createDocumentClient } from '../adapters/dynamodb/document-client.ts';
import { createOperator } from '../adapters/dynamodb/operator.ts';
import { createStore } from '../adapters/dynamodb/store.ts';
import { tableDefinition } from '../adapters/dynamodb/table-definition.ts';
import type { Past } from '../core/history/past.ts';
import type { Operator } from '../core/operator/operator.ts';
import { openHistory } from '../history/index.ts';
import { DataDirectoryInUseError } from '../local-aws/data-directory.ts';
import { startLocalAws } from '../local-aws/start.ts';
import { TABLE } from '../names.ts';
import type { Clock, Log, Store } from '../sync/ports.ts';

/** What a folder with data has in it. */
export { TABLES_FOLDER } from '../local-aws/start.ts';

/** Of the one table in a data folder. */
export const TABLE_NAME = 'tunnelwatch';

/** Milliseconds: the engine is in this process, and a run must not wait for it longer than for the API. */
const REQUESTS = { connectionTimeout: 2_000, requestTimeout: 10_000 };

/** Less than that, and the engine cannot write its next file. */
const ROOM_LEAST_BYTES = 4 * 1024 * 1024;

export interface DataOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** From 0 up to 1, evenly. */
  readonly random: () => number;
  /** Milliseconds for which the past can be asked about. */
  readonly retention: number;
  readonly log: Log;
}

/** What can be asked of the data of a folder. */
export interface AskedData {
  readonly table: Operator;
  readonly history: Past;
  /** Finishes what has reached the table. */
  close(): Promise<void>;
}

/** A data folder that is open, for this process alone. */
export interface Data extends AskedData {
  readonly store: Store;
  /** Deletes what nobody can ask about any more, as DynamoDB's time to live does. Resolves to how many items. */
  expire(): Promise<number>;
}

/** In it stands where the engine of the process that has the folder open answers, while it does. */
const ENDPOINT_FILE = 'endpoint';

/**
 * Opens the folder, which is made where it does not exist, readable for its owner alone. Throws a `DataDirectoryInUseError`
 * where another process has it, and the system's error where it cannot be written.
 */
export async function openData(options: DataOptions): Promise<Data> {
  const { folder, clock, random } = options;
  const note = join(folder, ENDPOINT_FILE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aws = await startLocalAws({ now: () => clock.now(), path: folder });
  try {
    await aws.createTable(tableDefinition(TABLE_NAME), { timeToLiveAttribute: TABLE.timeToLive });
    writeFileSync(note, aws.endpoints.dynamodb, { mode: 0o600 });
  } catch (error) {
    await aws.close();
    throw error;
  }
  const { calls, close, ...asked } = askAt(aws.endpoints.dynamodb, options);
  return {
    ...asked,
    store: createStore(calls),
    expire: () => aws.expireItems(TABLE_NAME, { random }),
    close: async () => {
      await close();
      rmSync(note, { force: true });
      await aws.close();
    },
  };
}

/**
 * The data of a folder, beside the process that has it open: its engine is asked then, and stays the only one that writes. Throws
 * what `openData` throws, also a `DataDirectoryInUseError` where that process does not answer.
 */
export async function askData(options: DataOptions): Promise<AskedData> {
  try {
    return await openData(options);
  } catch (error) {
    if (!(error instanceof DataDirectoryInUseError)) throw error;
    return besideHolder(options, error);
  }
}

async function besideHolder(options: DataOptions, inUse: DataDirectoryInUseError): Promise<AskedData> {
  let asked: AskedData | null = null;
  try {
    asked = askAt(readFileSync(join(options.folder, ENDPOINT_FILE), 'utf8'), options);
    await asked.table.organizations();
    return asked;
  } catch {
    await asked?.close();
    throw inUse;
  }
}

function askAt(
  endpoint: string,
  { clock, random, retention, log }: DataOptions,
): AskedData & { readonly calls: CallOptions } {
  const dynamodb = clientOf(endpoint);
  const client = createDocumentClient(dynamodb);
  const calls: CallOptions = { client, table: TABLE_NAME, clock, random, log };
  return {
    calls,
    table: createOperator({ ...calls, retention }),
    history: openHistory({ client: dynamodb, table: TABLE_NAME, clock, random, retention, log }),
    close: async () => client.destroy(),
  };
}

/** Everything is said here: nothing of the person's AWS profile or environment may lead these calls elsewhere. */
function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    maxAttempts: 2,
    requestHandler: REQUESTS,
  });
}

/** Whether the disk that the folder is on has no room for the engine's next file. */
export async function isFull(folder: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < ROOM_LEAST_BYTES;
  } catch {
    return false;
  }
}
