import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hasCode } from '../error-code.ts';
import {
  isJsonObject,
  type JsonObject,
  listMember,
  objectMember,
  parseJsonObject,
  stringMember,
} from '../json.ts';
import type { Image } from './images.ts';

/**
 * The images of the transaction under way, kept on disk so that a process killed in its middle leaves nothing of
 * it behind. Good against the end of the process; not against a power failure, as dynalite's own writes are not.
 */
export type Journal = {
  /** Keeps the images until `end`. */
  begin(images: readonly Image[]): void;
  /** The transaction is whole, or wholly taken back. */
  end(): void;
  /** The images of a transaction that was never ended. */
  unfinished(): readonly Image[];
};

/** A journal in the file `path`; without one, for data that die with the process, it keeps nothing. */
export function openJournal(path: string | undefined): Journal {
  if (path === undefined) return { begin: () => undefined, end: () => undefined, unfinished: () => [] };
  return {
    begin(images) {
      // Renamed into place: a file half written must not be taken for a journal.
      writeFileSync(`${path}.new`, JSON.stringify({ images }));
      renameSync(`${path}.new`, path);
    },
    end: () => rmSync(path, { force: true }),
    unfinished: () => listMember(readJournal(path), 'images').flatMap(readImage),
  };
}

function readJournal(path: string): JsonObject {
  try {
    return parseJsonObject(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return {};
    throw error;
  }
}

function readImage(entry: unknown): Image[] {
  if (!isJsonObject(entry)) return [];
  const tableName = stringMember(entry, 'tableName');
  const key = objectMember(entry, 'key');
  return tableName === undefined || key === undefined
    ? []
    : [{ tableName, key, item: objectMember(entry, 'item') }];
}
