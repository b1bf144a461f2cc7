import { Command, Option } from 'commander';
import { EXPORTS, FORMATS } from '../../history/export/kinds.ts';
import type { ExportFlags } from '../answers/export.ts';
import type { Leave } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { withSharedOptionsButJson } from '../options.ts';
import { withRange } from '../past/range-options.ts';

const HELP = `
Records stream, in the order of time; memory stays flat however long the range. An export that is stopped says how to go on.

Examples:
  $ tunnelwatch export --from 2026-01-01 --to 2026-04-01 --what changes > changes.csv
  $ tunnelwatch export --what snapshots --every 1h --format ndjson --out fleet.ndjson
`;

/** `tunnelwatch export`: the past as records for spreadsheets, warehouses and scripts. */
export function exportCommand(host: Host, leave: Leave): Command {
  const command = new Command('export')
    .addOption(new Option('--what <what>', 'which records').choices(EXPORTS).default('changes'))
    .addOption(new Option('--format <format>', 'of the records').choices(FORMATS).default('csv'))
    .option('--out <file>', 'write to this file, which must not be there yet (default: standard output)')
    .addOption(new Option('--append', 'add to the file of --out, which may be there'))
    .option('--every <duration>', 'from one snapshot to the next: 15m, 1h, 1d (default: 1d)')
    .addHelpText('after', HELP);
  return withSharedOptionsButJson(withRange(command, 'a day')).action(async (flags: ExportFlags) => {
    const { answerExport } = await import('../answers/export.ts');
    await answerExport(flags, host, leave);
  });
}
