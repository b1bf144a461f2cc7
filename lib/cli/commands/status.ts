import { Command, InvalidArgumentError, Option } from 'commander';
import { SECOND } from '../../core/time.ts';
import type { StatusFlags } from '../answers/status.ts';
import type { Host } from '../host.ts';
import { withRowOptions } from '../past/row-options.ts';

const EVERY_DEFAULT_S = 15;
const EVERY_LEAST_S = 2;

/** `tunnelwatch status`: how the fleet is now. */
export function statusCommand(host: Host): Command {
  const command = new Command('status').addOption(
    new Option('--watch [seconds]', `look again every so often, until Ctrl-C (default: ${EVERY_DEFAULT_S})`)
      .preset(String(EVERY_DEFAULT_S))
      .argParser(seconds)
      .conflicts(['json', 'csv']),
  );
  return withRowOptions(command).action(async (flags: StatusFlags) => {
    const { answerStatus } = await import('../answers/status.ts');
    await answerStatus(flags, host);
  });
}

function seconds(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value < EVERY_LEAST_S)
    throw new InvalidArgumentError(`Give a whole number of seconds from ${EVERY_LEAST_S}.`);
  return value * SECOND;
}
