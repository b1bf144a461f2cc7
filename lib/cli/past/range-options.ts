import type { Command } from 'commander';
import { TIME_FORMS } from '../times/read-time.ts';

/** Adds the flags of commands that ask about a range; `standard` is the one asked about otherwise. */
export function withRange(command: Command, standard: string): Command {
  return command
    .option('--from <time>', `later than this (default: ${standard} before --to)`)
    .option('--to <time>', 'until then (default: now)')
    .addHelpText('after', `\nTimes: ${TIME_FORMS}.\n`);
}
