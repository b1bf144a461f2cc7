import { Command, Option } from 'commander';
import type { UptimeFlags } from '../answers/uptime-table.ts';
import type { Host } from '../host.ts';
import { withRange } from '../past/range-options.ts';
import { withRowOptions } from '../past/row-options.ts';

const UPTIME_BY = ['group', 'region', 'month'] as const;

const HELP = `
Availability is the share of the known time in which a group was connected; coverage is the share of the time that is
known at all. Time in which nobody looked counts as neither up nor down. Every word is defined in docs/history.md.

Examples:
  $ tunnelwatch uptime --from 2026-01-01 --to 2026-04-01 --by month
  $ tunnelwatch uptime --group Osaka --by month --from 2026-01-01
  $ tunnelwatch uptime --by region --no-maintenance
`;

/** `tunnelwatch uptime`: for how long groups were connected, degraded, down and unknown. */
export function uptimeCommand(host: Host): Command {
  const command = new Command('uptime')
    .addOption(new Option('--by <what>', 'a row for each of these').choices(UPTIME_BY).default('group'))
    .option('--group <group>', 'only the group with this id, this name, or this in its name')
    .addOption(new Option('--group-region <region>', 'only the groups of this region').conflicts('group'))
    .option('--no-maintenance', 'leave out what the configured windows and the silences cover')
    .addHelpText('after', HELP);
  return withRowOptions(withRange(command, '30 days')).action(async (flags: UptimeFlags) => {
    const { answerUptime } = await import('../answers/uptime.ts');
    await answerUptime(flags, host);
  });
}
