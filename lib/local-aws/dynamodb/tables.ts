import { setTimeout as wait } from 'node:timers/promises';
import { objectMember, stringMember } from '../json.ts';
import { ServiceError } from '../service-error.ts';
import type { Engine } from './engine.ts';

/** dynalite makes a table within a millisecond or two; a second means that something is wrong. */
const ATTEMPTS_MAX = 1000;

/**
 * Creates a table from the input of `CreateTable`, or leaves the one of that name as it is.
 * Resolves to the table's name when it is ACTIVE.
 */
export async function createTable(engine: Engine, definition: object): Promise<string> {
  const tableName = stringMember({ ...definition }, 'TableName') ?? '';
  try {
    await engine.call('CreateTable', definition);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'ResourceInUseException') throw error;
  }
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const { Table } = await engine.call('DescribeTable', { TableName: tableName });
    if (stringMember(objectMember({ Table }, 'Table') ?? {}, 'TableStatus') === 'ACTIVE') return tableName;
    await wait(1);
  }
  throw new Error(`The table ${tableName} did not become ACTIVE.`);
}
