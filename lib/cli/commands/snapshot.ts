import { Command } from 'commander';
import type { SnapshotFlags } from '../answers/snapshot.ts';
import type { Host } from '../host.ts';
import { withRowOptions } from '../past/row-options.ts';
import { TIME_FORMS } from '../times/read-time.ts';

const HELP = `
Times: ${TIME_FORMS}.

--json has the API's own field names, to be laid beside a live response of GET /networktunnelgroups.

Example:
  $ tunnelwatch snapshot --at 'yesterday 14:05'
`;

/** `tunnelwatch snapshot`: how the fleet was. */
export function snapshotCommand(host: Host): Command {
  const command = new Command('snapshot')
    .requiredOption('--at <time>', 'the instant')
    .addHelpText('after', HELP);
  return withRowOptions(command).action(async (flags: SnapshotFlags) => {
    const { answerSnapshot } = await import('../answers/snapshot.ts');
    await answerSnapshot(flags, host);
  });
}
