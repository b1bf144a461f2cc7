import { Command } from 'commander';
import { duration, durationBetween, plural } from '../../core/alerts/duration.ts';
import { clean } from '../../core/alerts/text.ts';
import type { Incidents } from '../../core/operator/incidents.ts';
import { incidents } from '../../core/operator/incidents.ts';
import type { IncidentReport } from '../../core/operator/report.ts';
import { type SilencedReport, withSilence } from '../../core/operator/silenced.ts';
import { matches } from '../../core/rules/matcher.ts';
import { DAY, millisecondsBetween } from '../../core/time.ts';
import { CommandError } from '../command-error.ts';
import { configuredWindows } from '../configured.ts';
import type { Host } from '../host.ts';
import { type Opened, open, rangeOf } from '../open.ts';
import { type SharedFlags, withSharedOptions } from '../options.ts';
import { groupDocument, groupPlace } from '../output/groups.ts';
import { jsonText } from '../output/json.ts';
import { type Style, styleOf } from '../output/style.ts';
import { groupMeant } from '../past/find-group.ts';
import { TIME_FORMS } from '../times/read-time.ts';

interface Flags extends SharedFlags {
  readonly open?: boolean;
  readonly past?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly group?: string;
}

/** `tunnelwatch incidents`: what is down, what was, and what people heard of it. */
export function incidentsCommand(host: Host): Command {
  const command = new Command('incidents')
    .option('--open', 'only those that are open')
    .option('--past', 'only those that have ended')
    .option('--from <time>', 'open at any moment from then on (default: a week before --to)')
    .option('--to <time>', 'open at any moment until then (default: now)')
    .option(
      '--group <group>',
      'only of the group with this id, this name or this in its name; * and ? stand for others',
    )
    .addHelpText('after', `\nTimes: ${TIME_FORMS}.\n`);
  return withSharedOptions(command).action((flags: Flags) => listIncidents(flags, host));
}

async function listIncidents(flags: Flags, host: Host): Promise<void> {
  if (flags.open && flags.past)
    throw new CommandError(
      'usage',
      '--open and --past leave nothing.',
      'Give one of them, or none for both.',
    );
  const opened = await open(flags, host);
  const { operator, organization, head, now } = opened;
  const range = rangeOf(flags, 7 * DAY, opened);
  const onlyOpen = flags.open === true;
  const found = await incidents(operator, { organization, head, now, onlyOpen, ...range });
  const isAsked = await asked(flags.group, opened);
  const quieting = {
    silences: await operator.silences(organization),
    windows: configuredWindows(host, organization),
    seenUntil: found.seenUntil,
  };
  const reported = (reports: readonly IncidentReport[]) =>
    reports.filter(isAsked).map((report) => withSilence(report, quieting));
  const shown = {
    ...found,
    open: flags.past ? [] : reported(found.open),
    past: reported(found.past),
  };
  if (!flags.json) return host.out(described(shown, flags, range, opened, styleOf(host)));
  const documents = { open: shown.open.map(document), past: shown.past.map(document) };
  host.out(jsonText({ ...range, seenUntil: shown.seenUntil, ...documents }));
}

/** Of the groups that a pattern matches, or of the one that is meant. */
async function asked(
  group: string | undefined,
  { operator, organization }: Opened,
): Promise<(report: IncidentReport) => boolean> {
  if (group === undefined) return () => true;
  if (/[*?]/.test(group)) return ({ record }) => record !== null && matches({ name: group }, record);
  const { id } = groupMeant(group, await operator.groups(organization));
  return (report) => report.group === id;
}

function document({ record, ...report }: SilencedReport): object {
  return { ...report, group: record === null ? { id: report.group } : groupDocument(record) };
}

/** The same, with what keeps them quiet. */
interface Shown extends Incidents {
  readonly open: readonly SilencedReport[];
  readonly past: readonly SilencedReport[];
}

function described(
  { open: openOnes, past, seenUntil }: Shown,
  flags: Flags,
  { from, to }: ReturnType<typeof rangeOf>,
  opened: Opened,
  style: Style,
): string {
  const { times } = opened;
  const range = `from ${times.moment(from)} to ${times.moment(to)}`;
  const part = (title: string, reports: readonly SilencedReport[], none: string): string =>
    reports.length === 0
      ? `${none}\n`
      : `${style.strong(title)}\n\n${reports.map((one) => block(one, seenUntil, opened, style)).join('\n')}`;
  return [
    ...(flags.past
      ? []
      : [part(`Open: ${plural(openOnes.length, 'incident')}`, openOnes, 'No incident is open.')]),
    ...(flags.open
      ? []
      : [part(`Ended, ${range}: ${plural(past.length, 'incident')}`, past, `No incident ended ${range}.`)]),
    ...blindness(opened),
  ].join('\n');
}

/** What is listed is as of the last time anybody could see. */
function blindness({ head, times, now }: Opened): readonly string[] {
  const seen = head.lastComplete?.reading.to;
  const { blind } = head.monitor;
  if (blind === null || seen === undefined) return [];
  const ago = duration(millisecondsBetween(seen, now));
  return [`The monitor cannot see: all of this is as of ${times.moment(seen)}, ${ago} ago.\n`];
}

function block(
  report: SilencedReport,
  seenUntil: Incidents['seenUntil'],
  { times, now }: Opened,
  style: Style,
): string {
  const { id, group, record, status, worst, opened, ended } = report;
  const lasted =
    ended === null
      ? `${durationBetween(opened, { after: seenUntil ?? opened.by, by: now })} so far`
      : durationBetween(opened, ended);
  const standing =
    status === null || status === worst ? style.condition(worst) : `${style.condition(status)}, was ${worst}`;
  return [
    `${id}  ${groupPlace(group, record)}\n`,
    `  ${standing}, ${lasted}\n`,
    `  began ${times.span(opened)}\n`,
    ...(ended === null ? [] : [`  ended ${times.span(ended)}\n`]),
    `  ${heard(report, times)}\n`,
    ...taken(report, times),
  ].join('');
}

function heard({ open: isOpen, events, told, silencedBy }: SilencedReport, times: Opened['times']): string {
  const parts = events.map(({ type, fate, at }) =>
    at === null
      ? `${type} ${fate === 'waiting' ? 'not told yet' : 'not told'}`
      : `${type} told ${times.moment(at)}`,
  );
  if (parts.length > 0) return parts.join(', ');
  if (!isOpen) return 'not told';
  if (told !== null) return 'told by the first message';
  return silencedBy === null
    ? 'not told: it was silenced when it was seen'
    : `not told: kept quiet by ${clean(silencedBy, 120)}`;
}

function taken({ acknowledged, acknowledgement }: IncidentReport, times: Opened['times']): readonly string[] {
  if (!acknowledged) return [];
  if (acknowledgement === null) return ['  acknowledged\n'];
  return [`  acknowledged by ${clean(acknowledgement.by, 60)} ${times.moment(acknowledgement.at)}\n`];
}
