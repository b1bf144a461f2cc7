import { type JsonObject, objectMember } from '../json.ts';
import { ServiceError } from '../service-error.ts';
import type { Engine } from './engine.ts';

/** An item as it stood at one moment. No `item`: there was none. */
export type Image = {
  readonly tableName: string;
  readonly key: JsonObject;
  readonly item: JsonObject | undefined;
};

/** Reads the item under a key. A key that does not fit the table has none: a write to it says so itself. */
export async function readImage(engine: Engine, tableName: string, key: JsonObject): Promise<Image> {
  try {
    const output = await engine.call('GetItem', { TableName: tableName, Key: key, ConsistentRead: true });
    return { tableName, key, item: objectMember(output, 'Item') };
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'ValidationException')
      return { tableName, key, item: undefined };
    throw error;
  }
}

/** Puts items back as they were: what was there is there again, what was not is gone. */
export async function restoreImages(engine: Engine, images: readonly Image[]): Promise<void> {
  await Promise.all(
    images.map(({ tableName, key, item }) =>
      item === undefined
        ? engine.call('DeleteItem', { TableName: tableName, Key: key })
        : engine.call('PutItem', { TableName: tableName, Item: item }),
    ),
  );
}
