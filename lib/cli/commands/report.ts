import { Command, Option } from 'commander';
import type { ReportFlags } from '../answers/report.ts';
import type { Host } from '../host.ts';
import { withSharedOptionsButJson } from '../options.ts';
import { TIME_FORMS } from '../times/read-time.ts';

const HELP = `
Without --from and --to it is the month before this one. The file has no script and asks nothing of any network; it prints well.

Examples:
  $ tunnelwatch report
  $ tunnelwatch report --group-region eu-central-1 --from 2026-01-01 --to 2026-04-01 --out first-quarter.html

Times: ${TIME_FORMS}.
`;

/** `tunnelwatch report`: availability, incidents and what was not seen, as a file to hand on. */
export function reportCommand(host: Host): Command {
  const command = new Command('report')
    .option('--from <time>', 'later than this (default: 30 days before --to)')
    .option('--to <time>', 'until then (default: now)')
    .option('--group <group>', 'only the group with this id, this name, or this in its name')
    .addOption(new Option('--group-region <region>', 'only the groups of this region').conflicts('group'))
    .option('--out <file>', 'write to this file; one that is there is replaced (default: named by the range)')
    .addHelpText('after', HELP);
  return withSharedOptionsButJson(command).action(async (flags: ReportFlags) => {
    const { answerReport } = await import('../answers/report.ts');
    await answerReport(flags, host);
  });
}
