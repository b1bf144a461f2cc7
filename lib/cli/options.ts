/** The flags that commands share. */
import type { Command } from 'commander';
import { DATA_VARIABLE, ENVIRONMENT, STACK_VARIABLE } from '../names.ts';
import type { WhereFlags } from './locate.ts';

/** Which organization, where it is, and how it is shown. */
export interface SharedFlags extends WhereFlags {
  readonly org?: string;
  readonly json?: boolean;
  readonly utc?: boolean;
  readonly timeZone?: string;
}

/** Adds the flags of every command that asks the table. */
export function withSharedOptions(command: Command): Command {
  return withZone(withJson(withDataOption(withTable(command))));
}

/** The same for commands that need more of what is deployed than its table. */
export function withDeployedOptions(command: Command): Command {
  return withZone(withJson(withTable(command)));
}

/** The same for commands whose answer is a format of its own. */
export function withSharedOptionsButJson(command: Command): Command {
  return withZone(withDataOption(withTable(command)));
}

/** Adds the flag that names what `watch` keeps, in place of what is deployed. */
export function withDataOption(command: Command): Command {
  return command
    .optionsGroup(WHERE)
    .option(
      '--data <folder>',
      `what watch keeps on this machine, in place of what is deployed (default: ${DATA_VARIABLE})`,
    );
}

function withTable(command: Command): Command {
  return withWhereOptions(command)
    .option('--table <name>', `the DynamoDB table (default: ${ENVIRONMENT.table}, else the stack's)`)
    .option('--org <id>', 'the organization; needed only where there are several');
}

/** Which organization of which stack, for commands that work on what is deployed. */
export interface TargetFlags extends Omit<WhereFlags, 'table' | 'topic' | 'data'> {
  readonly org?: string;
  readonly json?: boolean;
}

/** Adds the flags of commands that work on an organization as it is deployed. */
export function withTargetOptions(command: Command): Command {
  return withJson(
    withWhereOptions(command).option('--org <id>', 'the organization; needed only where there are several'),
  );
}

function withJson(command: Command): Command {
  return command.optionsGroup(SHOWN).option('--json', 'print JSON, for programs; times in UTC');
}

/** Headings of the help: what is the command's own stands before, under "Options". */
const WHERE = 'Which installation:';
const SHOWN = 'How the answer is shown:';

/** Adds the flags that say which stack is meant, in whose account. */
export function withWhereOptions(command: Command): Command {
  return command
    .optionsGroup(WHERE)
    .option(
      '--stack <name>',
      `the CloudFormation stack (default: ${STACK_VARIABLE}, else stackName of the configuration file, else Tunnelwatch)`,
    )
    .option('--profile <name>', 'profile of the AWS CLI (default: AWS_PROFILE)')
    .option('--region <name>', 'AWS region (default: AWS_REGION, else that of the profile)');
}

/** Adds the flags that say how times are read and shown. */
function withZone(command: Command): Command {
  return command
    .optionsGroup(SHOWN)
    .option('--utc', 'read and show times in UTC')
    .option('--time-zone <name>', "IANA time zone to read and show times in (default: this machine's)");
}

/** For options that may be given several times: all that were given. */
export function collected(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
