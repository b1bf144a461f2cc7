/** Where records go. */
import { type FileHandle, open } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';
import type { Host } from '../host.ts';

export interface Sink {
  /** Whether something is there already that goes on. */
  readonly begun: boolean;
  /** Resolves when more can be taken. */
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A file, or where the host's output goes. Throws a `CommandError` where there is a file already, or none can be. */
export async function sinkFor(path: string | undefined, append: boolean, host: Host): Promise<Sink> {
  if (path === undefined) return { begun: false, write: host.write, close: async () => undefined };
  const file = await openFile(path, append);
  const { size } = await file.stat();
  return {
    begun: size > 0,
    write: async (text) => {
      await file.appendFile(text);
    },
    close: () => file.close(),
  };
}

async function openFile(path: string, append: boolean): Promise<FileHandle> {
  try {
    return await open(path, append ? 'a' : 'ax');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
    if (code === 'EEXIST')
      throw new CommandError(
        'usage',
        `${path} is there already.`,
        'Name another file, or add to it with --append.',
      );
    throw new CommandError(
      'failed',
      `${path} cannot be written (${String(code)}).`,
      'Name another file with --out.',
    );
  }
}
