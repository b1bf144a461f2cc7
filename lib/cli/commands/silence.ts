import { Command } from 'commander';
import type { Host } from '../host.ts';
import { silenceAddCommand } from './silence-add.ts';
import { silenceEndCommand } from './silence-end.ts';
import { silenceListCommand } from './silence-list.ts';

/** `tunnelwatch silence`: keeps quiet what is known beforehand. */
export function silenceCommand(host: Host): Command {
  return new Command('silence')
    .addCommand(silenceAddCommand(host))
    .addCommand(silenceListCommand(host))
    .addCommand(silenceEndCommand(host));
}
