import { Command } from 'commander';
import type { RunsFlags } from '../answers/runs.ts';
import type { Host } from '../host.ts';
import { withRange } from '../past/range-options.ts';
import { withRowOptions } from '../past/row-options.ts';

/** `tunnelwatch runs`: what the monitor did. */
export function runsCommand(host: Host): Command {
  const command = new Command('runs').option('--failed', 'list only those that failed; totals are of all');
  return withRowOptions(withRange(command, 'a day')).action(async (flags: RunsFlags) => {
    const { answerRuns } = await import('../answers/runs.ts');
    await answerRuns(flags, host);
  });
}
