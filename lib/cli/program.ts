/** The command line: argv in, exit code out. */
import { Command, CommanderError } from 'commander';
import { commandsFor, HELP_GROUP } from './commands.ts';
import { EXIT_CODES, type ExitReason, type Leave } from './exit-codes.ts';
import type { Held, Host } from './host.ts';

/** Runs `tunnelwatch` with the words after its name, and gives its exit code. Never throws. */
export async function main(
  words: readonly string[],
  given: Omit<Host, 'held'>,
  about: About,
): Promise<number> {
  let reason: ExitReason = 'done';
  const held = createHeld();
  const host = { ...given, held };
  const program = await programOf(words, host, about, (left) => {
    reason = left;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return EXIT_CODES[reason].code;
  } catch (error) {
    host.progress('');
    // Commander has said it already; help and version end here too, with 0.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
    const { explained } = await import('./explain.ts');
    const { message, remedy, reason: why } = explained(error);
    host.err(`${message}\n${remedy === '' ? '' : `${remedy}\n`}`);
    return EXIT_CODES[why].code;
  } finally {
    await held.release();
  }
}

function createHeld(): Held {
  let closing: (() => Promise<void>)[] = [];
  return {
    hold: (close) => void closing.push(close),
    release: async () => {
      const open = closing;
      closing = [];
      for (const close of open) await close();
    },
  };
}

const HELP = `
tunnelwatch COMMAND --help says more of one, with examples.

Examples:
  $ tunnelwatch init                                    a configuration file; then: npx cdk deploy
  $ tunnelwatch credentials set                         the API key, tried before it is stored
  $ tunnelwatch doctor                                  is everything as it must be?
  $ tunnelwatch status                                  what is down now?
  $ tunnelwatch history 'Branch 7' --from '2 days ago'  what happened to it?
  $ tunnelwatch silence add --name 'Branch *' --for 2h --reason 'new routers'

Commands find the CloudFormation stack by its name and everything else by its outputs, with your own AWS credentials:
--stack, --profile and --region say which, or TUNNELWATCH_STACK, AWS_PROFILE and AWS_REGION, or tunnelwatch.config.json
in the folder you are in. Exit codes: tunnelwatch explain.
`;

interface About {
  readonly description: string;
  readonly version: string;
}

async function programOf(words: readonly string[], host: Host, about: About, leave: Leave): Promise<Command> {
  const program = new Command('tunnelwatch')
    .description(about.description)
    .version(about.version)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', HELP);
  for (const command of await commandsFor(words, host, leave)) program.addCommand(command);
  program.addHelpCommand(
    new Command('help').argument('[command]').description('Say more of a command').helpGroup(HELP_GROUP),
  );
  for (const command of withItsOwn(program))
    command
      .exitOverride()
      .configureOutput({ writeOut: host.out, writeErr: host.err })
      .showHelpAfterError(`(see ${fullName(command)} --help)`);
  return program;
}

function withItsOwn(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withItsOwn)];
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
