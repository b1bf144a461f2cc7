/** What `tunnelwatch report` does. */
import { number } from '../../core/alerts/duration.ts';
import { daysWithin } from '../../core/history/zone.ts';
import { DAY } from '../../core/time.ts';
import { fileNameOf, monthBefore } from '../../report/period.ts';
import { renderReport } from '../../report/render.ts';
import { reportView } from '../../report/view.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import type { SharedFlags } from '../options.ts';
import { writeWhole } from '../output/write-whole.ts';
import { type GroupFlags, groupsAsked, refuseAbsent } from '../past/groups-asked.ts';
import { known, knownRange } from '../past/known.ts';
import { type AskedRange, pastRange, type RangeFlags } from '../past/past-time.ts';

export interface ReportFlags extends Omit<SharedFlags, 'json'>, RangeFlags, GroupFlags {
  readonly out?: string;
}

const STANDARD = { milliseconds: 30 * DAY, words: '30 days' } as const;

/** Writes the report, and says where it is. */
export async function answerReport(flags: ReportFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const { history, organization, here, now } = opened;
  const range = rangeAsked(flags, opened);
  const groups = await groupsAsked(flags, opened);
  const { group, region } = groups;
  host.progress('Reading the range …');
  const asked = { range, ...(group === null ? {} : { group: group.id }) };
  const uptime = knownRange(await history.uptime(organization, asked), opened);
  refuseAbsent(groups, uptime, range, opened);
  const days = daysWithin(range, here.timeZone);
  const strips = known(await history.strips(organization, range, days), opened);
  host.progress('');
  const text = renderReport(
    reportView({
      organization,
      uptime,
      strips,
      region,
      group: group?.id ?? null,
      timeZone: here.timeZone,
      now,
    }),
  );
  const file = flags.out ?? fileNameOf(range, here.timeZone);
  await writeWhole(file, text, host.directory);
  host.out(`The report ${range.words} is in ${file}: ${size(text)}.\n`);
}

/** The month before, where nobody says which. */
function rangeAsked(flags: ReportFlags, opened: Opened): AskedRange {
  if (flags.from !== undefined || flags.to !== undefined) return pastRange(flags, STANDARD, opened);
  const month = monthBefore(opened.now, opened.here.timeZone);
  const { times } = opened;
  return {
    ...month,
    words: `from ${times.moment(month.from)} to ${times.moment(month.to)} (the month before)`,
  };
}

function size(text: string): string {
  return `${number(Math.ceil(Buffer.byteLength(text) / 1000))} kB`;
}
