/** What keeps data from being stored, as errors that end `watch`. */
import { DataDirectoryInUseError } from '../../local-aws/data-directory.ts';
import { isFull } from '../../watch/data.ts';
import { CommandError } from '../command-error.ts';

/** What opening the data folder ended in. */
export async function storageError(thrown: unknown, folder: string): Promise<unknown> {
  if (thrown instanceof DataDirectoryInUseError)
    return new CommandError(
      'in use',
      `Another tunnelwatch has the data in ${folder}: process ${thrown.pid}.`,
      'Is it a watch, look at its page. End it first, or give this one another folder with --data.',
    );
  const code = codeOf(thrown);
  const full = code === 'ENOSPC' ? diskFull(folder) : await fullError(folder);
  if (full !== null) return full;
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'].includes(code))
    return new CommandError(
      'not stored',
      `The data folder ${folder} cannot be written (${code}).`,
      'Give a folder of your own with --data.',
    );
  return thrown;
}

/** What opening the folder for a command that asks it ended in. */
export function askedStorageError(thrown: unknown, folder: string): unknown {
  if (thrown instanceof DataDirectoryInUseError)
    return new CommandError(
      'in use',
      `Process ${thrown.pid} has the data in ${folder}, and does not answer.`,
      'If it is a watch that has just started, repeat the command. If it hangs, end it.',
    );
  const code = codeOf(thrown);
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(code)) return thrown;
  return new CommandError(
    'not stored',
    `The data in ${folder} cannot be opened (${code}).`,
    'The database needs a folder of yours that can be written, also to read: copy it, and ask the copy.',
  );
}

/** What the engine ends the process over, where it cannot write what it was given; null for any other error. */
export function engineError(thrown: unknown, folder: string): CommandError | null {
  if (codeOf(thrown) !== 'LEVEL_IO_ERROR') return null;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (/no space left/i.test(text)) return diskFull(folder);
  return new CommandError(
    'not stored',
    `The data in ${folder} cannot be written, so watching ends (${text}). What was stored is whole.`,
    'Look at the disk, and start this again: it goes on from what is stored, and tells what happened meanwhile.',
  );
}

function codeOf(thrown: unknown): string {
  // Not by `instanceof`: the system's errors may come from another realm than this code.
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
}

/** The error that says so where the disk is full; else null. */
export async function fullError(folder: string): Promise<CommandError | null> {
  return (await isFull(folder)) ? diskFull(folder) : null;
}

function diskFull(folder: string): CommandError {
  return new CommandError(
    'not stored',
    `The disk that ${folder} is on is full: nothing more can be stored, so watching ends. What was stored is whole.`,
    'Make room, and start this again: it goes on from what is stored, and tells what happened meanwhile.',
  );
}
