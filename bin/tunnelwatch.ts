/** The `tunnelwatch` command. */
import { Command } from 'commander';
import { simulatorCommand } from '../lib/cli/commands/simulator.ts';
import manifest from '../package.json' with { type: 'json' };

await new Command('tunnelwatch')
  .description(manifest.description)
  .version(manifest.version)
  .showHelpAfterError('(see tunnelwatch --help)')
  .addCommand(simulatorCommand())
  .parseAsync();
