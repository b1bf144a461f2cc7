import { Command } from 'commander';
import type { DiffFlags } from '../answers/diff.ts';
import type { Host } from '../host.ts';
import { withRowOptions } from '../past/row-options.ts';
import { TIME_FORMS } from '../times/read-time.ts';

const HELP = `
Times: ${TIME_FORMS}.

What changed in between and back again is not in it; tunnelwatch changes lists that.
`;

/** `tunnelwatch diff`: what is different between two instants. */
export function diffCommand(host: Host): Command {
  const command = new Command('diff')
    .requiredOption('--from <time>', 'the one instant')
    .option('--to <time>', 'the other (default: now)')
    .addHelpText('after', HELP);
  return withRowOptions(command).action(async (flags: DiffFlags) => {
    const { answerDiff } = await import('../answers/diff.ts');
    await answerDiff(flags, host);
  });
}
