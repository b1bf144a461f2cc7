/** Files that are there whole, or not at all. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError } from '../command-error.ts';

/**
 * Writes a file, named as from a folder, beside its place and moves it there, so that nobody ever sees a part of it; one that was
 * there is replaced. Throws a `CommandError` where it cannot be written, and leaves nothing behind.
 */
export async function writeWhole(path: string, text: string, folder: string): Promise<void> {
  const place = resolve(folder, path);
  const beside = `${place}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
    throw new CommandError(
      'failed',
      `${path} cannot be written (${String(code)}).`,
      'Name another file with --out.',
    );
  }
}
