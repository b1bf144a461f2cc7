import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasCode } from './error-code.ts';

/**
 * Another process (or another local AWS in this one) has the data directory open.
 *
 * Thrown instead of letting the database engine find out: it would end the process with an uncaught error.
 */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
  /** The process that holds the directory. */
  readonly pid: number;

  constructor(directory: string, lock: string, pid: number) {
    super(
      `The local AWS data in ${directory} is in use by process ${pid}. ` +
        `Stop that process, or use another directory. If it has nothing to do with Tunnelwatch, delete ${lock}.`,
    );
    this.pid = pid;
  }
}

/** A data directory that is ours until released. */
export type DataDirectory = { readonly path: string; release(): void };

/** What this process holds: its own pid in a lock file that is not in here is left over from an earlier life. */
const held = new Set<string>();

/**
 * Creates the directory where needed and takes it for this process alone, by a lock file with the process id.
 * A lock whose process is gone is taken over.
 *
 * @throws {DataDirectoryInUseError} when another holder is alive
 */
export function takeDataDirectory(path: string): DataDirectory {
  const directory = resolve(path);
  const lock = join(directory, 'lock');
  if (held.has(directory)) throw new DataDirectoryInUseError(directory, lock, process.pid);
  mkdirSync(directory, { recursive: true });
  if (!createLock(lock)) {
    const holder = lockHolder(lock);
    if (holder !== undefined && isAlive(holder)) throw new DataDirectoryInUseError(directory, lock, holder);
    takeOver(directory, lock, holder);
  }
  held.add(directory);
  return {
    path: directory,
    release: () => {
      held.delete(directory);
      rmSync(lock, { force: true });
    },
  };
}

function createLock(lock: string): boolean {
  try {
    writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function lockHolder(lock: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Our own pid counts as gone: in a container every start may be process 1. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

/** The stale lock is moved away before a new one is made, so that of two who find it only one succeeds. */
function takeOver(directory: string, lock: string, stale: number | undefined): void {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  const moved = lockHolder(aside);
  if (moved !== undefined && moved !== stale) {
    renameSync(aside, lock);
    throw new DataDirectoryInUseError(directory, lock, moved);
  }
  rmSync(aside, { force: true });
  if (!createLock(lock)) throw new DataDirectoryInUseError(directory, lock, lockHolder(lock) ?? 0);
}
