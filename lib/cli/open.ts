/** From flags to the organization they mean. */
import type { Past } from '../core/history/past.ts';
import type { Operator } from '../core/operator/operator.ts';
import type { Head } from '../core/rules/state.ts';
import { type Instant, instant, plus } from '../core/time.ts';
import { chosenOrganization, unknownOrganization } from './choose-organization.ts';
import { CommandError } from './command-error.ts';
import { configuredRetention, configuredTimeZone } from './configured.ts';
import type { Host } from './host.ts';
import type { Located } from './locate.ts';
import type { SharedFlags } from './options.ts';
import { type ShownTimes, shownTimes } from './output/times.ts';
import { openTable } from './table.ts';
import { type Here, readTime } from './times/read-time.ts';

/** What a command works with. */
export interface Opened {
  readonly operator: Operator;
  readonly history: Past;
  readonly organization: string;
  readonly head: Head;
  readonly now: Instant;
  readonly here: Here;
  readonly times: ShownTimes;
}

/** The table and the organization that the flags mean. Throws a `CommandError` where there is none, or no single one. */
export async function open(flags: SharedFlags, host: Host, located?: Located): Promise<Opened> {
  // A zone that is none is refused before anything is asked.
  viewOf(flags, host);
  const { operator, history: historyFor, holder } = await openTable(flags, host, located);
  const organization = chosenOrganization(await operator.organizations(), flags.org, holder);
  const head = await operator.head(organization);
  if (head === null) throw unknownOrganization(organization, [], holder);
  const history = historyFor(configuredRetention(host, organization));
  return { operator, history, organization, head, ...viewOf(flags, host, organization) };
}

/**
 * Now, and how times are read and shown: as the flags say, else as the configuration file has it for the organization, else
 * as this machine does. Throws a `CommandError` for a zone that this machine does not know.
 */
export function viewOf(
  flags: Pick<SharedFlags, 'utc' | 'timeZone' | 'org'>,
  host: Host,
  organization: string | undefined = flags.org,
): Pick<Opened, 'now' | 'here' | 'times'> {
  const now = instant(host.now());
  const timeZone = flags.utc
    ? 'UTC'
    : (flags.timeZone ?? configuredTimeZone(host, organization) ?? host.timeZone);
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new CommandError(
      'usage',
      `There is no time zone "${timeZone}".`,
      'Give an IANA name such as Europe/Berlin.',
    );
  }
  return { now, here: { now, timeZone }, times: shownTimes(timeZone, now) };
}

/** The time that a flag gives. Throws a `CommandError` that names the flag where it is none. */
export function timeOf(flag: string, text: string, here: Here): Instant {
  const read = readTime(text, here);
  if (read.ok) return read.at;
  throw new CommandError('usage', `${flag} "${text}" is not a time: ${read.why}.`);
}

/**
 * From one time to another, by default until now and from `span` milliseconds before. Throws a `CommandError` where the flags
 * give no times, or give them in reverse.
 */
export function rangeOf(
  flags: { readonly from?: string; readonly to?: string },
  span: number,
  { here, now, times }: Pick<Opened, 'here' | 'now' | 'times'>,
): { readonly from: Instant; readonly to: Instant } {
  const to = flags.to === undefined ? now : timeOf('--to', flags.to, here);
  const from = flags.from === undefined ? plus(to, -span) : timeOf('--from', flags.from, here);
  if (from <= to) return { from, to };
  throw new CommandError(
    'usage',
    `--from (${times.moment(from)}) is later than --to (${times.moment(to)}).`,
    'Swap them, or name the day: a time alone is today.',
  );
}
