import { Command } from 'commander';
import type { HistoryFlags } from '../answers/history.ts';
import type { Host } from '../host.ts';
import { withRange } from '../past/range-options.ts';
import { withRowOptions } from '../past/row-options.ts';

/** `tunnelwatch history GROUP`: what happened to a group. */
export function historyCommand(host: Host): Command {
  const command = new Command('history').argument(
    '<group>',
    'its id, its name, or a part of its name that no other has',
  );
  return withRowOptions(withRange(command, 'a week')).action(async (group: string, flags: HistoryFlags) => {
    const { answerHistory } = await import('../answers/history.ts');
    await answerHistory(group, flags, host);
  });
}
