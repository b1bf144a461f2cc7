import { Command } from 'commander';
import { plural } from '../../core/alerts/duration.ts';
import { doctorContract, REPORT_FILE } from '../contract/doctor-contract.ts';
import type { Check, Verdict } from '../doctor/check.ts';
import { type Examination, examine } from '../doctor/examine.ts';
import type { Leave } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { type TargetFlags, withTargetOptions } from '../options.ts';
import { jsonText } from '../output/json.ts';
import { type Style, styleOf } from '../output/style.ts';

interface Flags extends TargetFlags {
  readonly contract?: boolean;
  readonly out: string;
}

const HELP = `
Looks at the stack, table, function, schedules, subscriptions and alarms, and tries each organization's API key from this
machine: a token, its scope, one page. Nothing is written anywhere, and no run is made. ✓ is well, ! is not yet wrong or
could not be looked at, ✗ is wrong; under each stands what to do.

With --contract it asks the API a few harmless things instead, compares the answers with what is documented, and writes a report
without names, addresses and keys, to be attached to a bug report.

Examples:
  $ tunnelwatch doctor
  $ tunnelwatch doctor --contract
  $ tunnelwatch doctor --org acme --json
`;

/** `tunnelwatch doctor`: whether all is well, and what to do where it is not. */
export function doctorCommand(host: Host, leave: Leave): Command {
  const command = new Command('doctor')
    .option('--contract', 'compare the live API with its documents, and write a report')
    .option('--out <file>', 'with --contract: where to write the report', REPORT_FILE);
  return withTargetOptions(command)
    .addHelpText('after', HELP)
    .action(async (flags: Flags) => {
      if (flags.contract) return doctorContract(flags, flags.out, host);
      host.progress('Looking');
      const found = await examine(flags, host);
      host.progress('');
      host.out(flags.json ? jsonText(found) : screen(found, styleOf(host)));
      if (all(found).some(({ verdict }) => verdict === 'wrong')) leave('not well');
    });
}

function all({ installation, organizations }: Examination): readonly Check[] {
  return [...installation, ...organizations.flatMap(({ checks }) => checks)];
}

function screen(found: Examination, style: Style): string {
  const width = Math.max(...all(found).map(({ name }) => name.length));
  const lines = (checks: readonly Check[]) => checks.map((check) => line(check, width, style)).join('');
  return [
    lines(found.installation),
    ...found.organizations.map(
      ({ id, checks }) => `\n${style.strong(`Organization ${id}`)}\n\n${lines(checks)}`,
    ),
    `\n${counted(all(found))}\n`,
  ].join('');
}

function marks({ condition }: Style): Readonly<Record<Verdict, string>> {
  return {
    ok: condition('connected', '✓'),
    warning: condition('warning', '!'),
    wrong: condition('disconnected', '✗'),
    'not checked': '-',
  };
}

function line({ name, verdict, found, remedy }: Check, width: number, style: Style): string {
  const head = `${marks(style)[verdict]} ${name.padEnd(width)}  ${found}\n`;
  return remedy === null ? head : `${head}  ${' '.repeat(width)}  → ${remedy}\n`;
}

function counted(checks: readonly Check[]): string {
  const count = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length;
  const [bad, doubtful] = [count('wrong'), count('warning')];
  if (bad + doubtful === 0) return `All is well: ${plural(checks.length, 'check')}.`;
  const parts = [bad > 0 ? `${bad} wrong` : '', doubtful > 0 ? `${doubtful} to look at` : ''];
  return `${plural(checks.length, 'check')}: ${parts.filter((part) => part !== '').join(', ')}.`;
}
