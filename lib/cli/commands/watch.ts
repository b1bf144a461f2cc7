import { Command } from 'commander';
import { API_KEY_VARIABLES, WEBHOOK_VARIABLE } from '../../names.ts';
import type { WatchFlags } from '../answers/watch.ts';
import type { Host } from '../host.ts';

const HELP = `
Key and secret are asked for, and not shown; where nobody sits at a terminal these variables give them:
  ${API_KEY_VARIABLES.key}
  ${API_KEY_VARIABLES.secret}
They are kept in memory alone. What is seen is kept in the data folder, in a folder for each organization.

The configuration file of the folder you are in is heeded as far as it is about the organization: its name, URLs, time zone,
alerts, maintenance windows. SIGUSR2 (kill -USR2) has the next look made at once.

Examples:
  $ tunnelwatch watch --demo
  $ tunnelwatch watch --webhook https://chat.example.com/hooks/tunnels
  $ tunnelwatch watch --org acme --data /srv/tunnelwatch --every 2
`;

/** `tunnelwatch watch`: watches from this machine, without AWS, until Ctrl-C. */
export function watchCommand(host: Host): Command {
  return new Command('watch')
    .option(
      '--demo',
      'watch a simulated organization: no key is needed, and something happens every few minutes',
    )
    .option(
      '--data <folder>',
      'where data are kept (default: tunnelwatch in XDG_DATA_HOME, else ~/.local/share/tunnelwatch)',
    )
    .option('--org <id>', 'the organization of the configuration file; needed only where there are several')
    .option(
      '--every <minutes>',
      'minutes from one look to the next (default: everyMinutes of the configuration file, else 1)',
    )
    .option('--webhook <url>', `an address that alerts are posted to as JSON (default: ${WEBHOOK_VARIABLE})`)
    .option('--port <number>', 'port of the page; 0 takes a free one (default: 8866, or a free one)')
    .option('--no-page', 'serve no page')
    .option('--log', 'print the log of the runs on standard error, a JSON object a line')
    .option('--utc', 'show times in UTC')
    .option('--time-zone <name>', "IANA time zone to show times in (default: this machine's)")
    .addHelpText('after', HELP)
    .action(async (flags: WatchFlags) => {
      const { watch } = await import('../answers/watch.ts');
      await watch(flags, host);
    });
}
