import { Command } from 'commander';
import { RETENTION_DAYS_MOST } from '../../config/organization.ts';
import { DAY, HOUR } from '../../core/time.ts';
import type { Dashboard } from '../../dashboard/server/serve.ts';
import type { Source } from '../../dashboard/source.ts';
import { ENVIRONMENT } from '../../names.ts';
import type { Host } from '../host.ts';
import { viewOf } from '../open.ts';
import { type SharedFlags, withDataOption, withWhereOptions } from '../options.ts';
import { portOf, startPage } from '../page.ts';
import { openTable } from '../table.ts';

interface Flags extends Omit<SharedFlags, 'json' | 'org'> {
  readonly port?: string;
}

/** `tunnelwatch dashboard`: the page, until Ctrl-C. */
export function dashboardCommand(host: Host): Command {
  const command = new Command('dashboard')
    .option('--port <number>', 'port of the page; 0 takes a free one (default: 8866, or a free one)')
    .option('--table <name>', `the DynamoDB table (default: ${ENVIRONMENT.table}, else the stack's)`)
    .option('--utc', 'show times in UTC')
    .option('--time-zone <name>', "IANA time zone to show times in (default: this machine's)");
  return withDataOption(withWhereOptions(command)).action((flags: Flags) => showPage(flags, host));
}

async function showPage(flags: Flags, host: Host): Promise<void> {
  const { here } = viewOf(flags, host);
  const port = portOf(flags.port);
  const { operator, history } = await openTable(flags, host);
  const source: Source = { table: operator, history: history(RETENTION_DAYS_MOST * DAY) };
  // What cannot be reached is said here, and not first on a page.
  await source.history.organizations();
  const signal = host.interruption();
  const dashboard = await startPage({ source, timeZone: here.timeZone, port }, host);
  host.out(greeting(dashboard));
  while (!signal.aborted) await host.pause(HOUR, signal);
  await dashboard.close();
}

function greeting({ link }: Dashboard): string {
  return `\n  ${link}\n\nOpen this link: it lets one browser on this machine in, once. Ctrl-C ends it.\n`;
}
