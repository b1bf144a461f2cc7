import { Command } from 'commander';
import type { PublishedAlert } from '../../core/alerts/alert.ts';
import { plural } from '../../core/alerts/duration.ts';
import { clean } from '../../core/alerts/text.ts';
import { DAY } from '../../core/time.ts';
import type { Host } from '../host.ts';
import { type Opened, open, rangeOf } from '../open.ts';
import { type SharedFlags, withSharedOptions } from '../options.ts';
import { jsonText } from '../output/json.ts';
import { type Style, styleOf } from '../output/style.ts';
import { TIME_FORMS } from '../times/read-time.ts';

interface Flags extends SharedFlags {
  readonly from?: string;
  readonly to?: string;
}

const EVENTS_MOST = 5;

/** `tunnelwatch alerts`: what was sent. */
export function alertsCommand(host: Host): Command {
  const command = new Command('alerts')
    .option('--from <time>', 'published from then on (default: a day before --to)')
    .option('--to <time>', 'published until then (default: now)')
    .addHelpText('after', `\nTimes: ${TIME_FORMS}.\n`);
  return withSharedOptions(command).action((flags: Flags) => listAlerts(flags, host));
}

async function listAlerts(flags: Flags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const { operator, organization, times } = opened;
  const { from, to } = rangeOf(flags, DAY, opened);
  const alerts = await operator.alerts(organization, from, to);
  if (flags.json) return host.out(jsonText({ from, to, alerts }));
  const range = `from ${times.moment(from)} to ${times.moment(to)}`;
  if (alerts.length === 0) return host.out(`No alert was sent ${range}.\n`);
  const style = styleOf(host);
  host.out(alerts.map((alert) => described(alert, opened, style)).join(''));
  host.out(`\n${plural(alerts.length, 'alert')} ${range}. ${times.note}\n`);
}

function described(alert: PublishedAlert, { times }: Opened, style: Style): string {
  const { at, subject, id, messageId, events, destination, reasons } = alert;
  const rest = events.length - EVENTS_MOST;
  const shown = `${events.slice(0, EVENTS_MOST).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return [
    `${times.cell(at)}  ${style.strong(clean(subject, 100))}\n`,
    `  alert ${id}, SNS message ${messageId}\n`,
    `  to ${destination}\n`,
    `  events ${shown}\n`,
    `  because ${reasons.join('; ')}\n`,
  ].join('');
}
