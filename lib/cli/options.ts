/** The flags that commands share. */
import type { Command } from 'commander';
import { ENVIRONMENT } from '../names.ts';

/** Which organization, where it is, and how it is shown. */
export interface SharedFlags {
  readonly table?: string;
  readonly org?: string;
  readonly json?: boolean;
  readonly utc?: boolean;
  readonly timeZone?: string;
}

/** Adds the flags of every command that asks the table. */
export function withSharedOptions(command: Command): Command {
  return withShown(
    command
      .option('--table <name>', `the DynamoDB table (default: ${ENVIRONMENT.table})`)
      .option('--org <id>', 'the organization; needed only where the table knows several'),
  );
}

/** Adds the flags that say how the answer is shown. */
function withShown(command: Command): Command {
  return command
    .option('--json', 'print JSON, for programs; times in UTC')
    .option('--utc', 'read and show times in UTC')
    .option('--time-zone <name>', "IANA time zone to read and show times in (default: this machine's)");
}

/** For options that may be given several times: all that were given. */
export function collected(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
