import { Command, Option } from 'commander';
import { CHANGE_KINDS } from '../../core/fleet/change.ts';
import type { ChangesFlags } from '../answers/changes.ts';
import type { Host } from '../host.ts';
import { withRange } from '../past/range-options.ts';
import { withRowOptions } from '../past/row-options.ts';

/** `tunnelwatch changes`: what was seen to change. */
export function changesCommand(host: Host): Command {
  const command = new Command('changes')
    .option('--group <group>', 'only of the group with this id, this name, or this in its name')
    .addOption(
      new Option('--kind <kinds...>', 'only changes of these kinds, whatever else they are').choices(
        CHANGE_KINDS,
      ),
    );
  return withRowOptions(withRange(command, 'a day')).action(async (flags: ChangesFlags) => {
    const { answerChanges } = await import('../answers/changes.ts');
    await answerChanges(flags, host);
  });
}
