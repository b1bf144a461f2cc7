/** The flags of commands that answer with rows. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Host } from '../host.ts';
import { type SharedFlags, withSharedOptions } from '../options.ts';

export interface RowFlags extends SharedFlags {
  readonly csv?: boolean;
  readonly limit?: number;
  readonly all?: boolean;
}

/** As many rows as a person can take in at once. */
export const LIMIT_ON_TERMINAL = 40;

/** Adds them, and those of every command that asks the table. */
export function withRowOptions(command: Command): Command {
  return withSharedOptions(command)
    .addOption(new Option('--csv', 'print CSV, always whole; times in UTC').conflicts('json'))
    .addOption(
      new Option(
        '--limit <rows>',
        `rows of the table; what is left out is counted (default: ${LIMIT_ON_TERMINAL} on a terminal, elsewhere all)`,
      )
        .argParser(rows)
        .conflicts(['json', 'csv']),
    )
    .addOption(new Option('--all', 'all rows of the table').conflicts(['limit', 'json', 'csv']));
}

/** How many rows are shown; null for all. What another program reads is whole: it may not see the line that says what is not. */
export function limitOf({ limit, all }: Pick<RowFlags, 'limit' | 'all'>, host: Host): number | null {
  if (all) return null;
  return limit ?? (host.terminal() === null ? null : LIMIT_ON_TERMINAL);
}

function rows(text: string): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new InvalidArgumentError('Give a whole number from 1, or --all instead.');
  return value;
}
