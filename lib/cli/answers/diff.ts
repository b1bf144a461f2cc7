/** What `tunnelwatch diff` answers. */
import { plural } from '../../core/alerts/duration.ts';
import { clean, word } from '../../core/alerts/text.ts';
import type { Hub } from '../../core/fleet/group.ts';
import type { DiffAnswer, GroupDifference } from '../../core/history/diff.ts';
import type { FleetAnswer } from '../../core/history/fleet-at.ts';
import { csvText } from '../../history/index.ts';
import { CommandError } from '../command-error.ts';
import type { DiffDocument } from '../documents/past.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { byHub, type Difference } from '../output/differences.ts';
import { jsonText } from '../output/json.ts';
import { more } from '../output/more.ts';
import { styleOf } from '../output/style.ts';
import { table } from '../output/table.ts';
import { known, notes } from '../past/known.ts';
import { pastTime } from '../past/past-time.ts';
import { limitOf, type RowFlags } from '../past/row-options.ts';

export interface DiffFlags extends RowFlags {
  readonly from: string;
  readonly to?: string;
}

/** Prints what is different between two instants. */
export async function answerDiff(flags: DiffFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const from = pastTime('--from', flags.from, opened);
  const to = flags.to === undefined ? opened.now : pastTime('--to', flags.to, opened);
  if (from > to)
    throw new CommandError(
      'usage',
      `--from (${opened.times.moment(from)}) is later than --to (${opened.times.moment(to)}).`,
      'Swap them, or name the day: a time alone is today.',
    );
  const diff = known(await opened.history.diff(opened.organization, from, to), opened);
  if (flags.json) host.out(jsonText(document(diff, opened)));
  else if (flags.csv) await host.write(csv(diff));
  else host.out(described(diff, flags, opened, host));
}

function document({ from, to, groups }: DiffAnswer, { organization }: Opened): DiffDocument {
  const side = ({ at, asOf, gap, holes }: FleetAnswer) => ({ at, asOf, gap, holes });
  return { organization, from: side(from), to: side(to), groups };
}

function csv({ groups }: DiffAnswer): string {
  return csvText([
    ['group', 'name', 'fact', 'before', 'after'],
    ...groups.flatMap(({ group, name, differences }) =>
      Object.entries(differences).map(([fact, [before, after]]) => [group, name, fact, before, after]),
    ),
  ]);
}

function described(diff: DiffAnswer, flags: DiffFlags, opened: Opened, host: Host): string {
  const { from, to, groups } = diff;
  const { organization, times } = opened;
  const facts = groups.flatMap((group) =>
    byHub(group.differences, hubsOf(group, diff)).map((fact) => ({ group, fact })),
  );
  const shown = facts.slice(0, limitOf(flags, host) ?? facts.length);
  let last: GroupDifference | null = null;
  const rows = shown.map(({ group, fact }) => {
    const isFirst = group !== last || host.terminal() === null;
    last = group;
    return [isFirst ? clean(group.name, 100) || `group ${group.group}` : '', ...cells(fact)];
  });
  const what =
    groups.length === 0
      ? 'Nothing is different'
      : `${plural(groups.length, 'group')} differ${groups.length === 1 ? 's' : ''}`;
  const range = `between ${times.moment(from.at)} and ${times.moment(to.at)}`;
  return [
    `${styleOf(host).strong(`${organization}: ${what} ${range}`)}\n`,
    ...[from, to].map((side) => aside(side, opened)),
    rows.length === 0
      ? ''
      : `\n${table(
          [
            { heading: 'GROUP', yields: 'cut' },
            { heading: 'FACT', yields: 'wrap' },
            { heading: 'BEFORE', yields: 'wrap' },
            { heading: 'AFTER', yields: 'wrap' },
          ],
          rows,
          host.terminal()?.columns ?? null,
        )}`,
    more(facts.length - shown.length, 'more'),
    notes({ holes: [...from.holes, ...to.holes] }, opened),
  ].join('');
}

function cells({ of, fact, before, after }: Difference): readonly string[] {
  return [`${of} ${fact}`.trim(), before || '-', after || '-'];
}

function hubsOf({ group }: GroupDifference, { from, to }: DiffAnswer): readonly Hub[] {
  const among = [...to.groups, ...from.groups];
  return among.find(({ id }) => id === group)?.group.hubs ?? [];
}

/** What has to be said of one of the instants. */
function aside({ at, asOf, gap }: FleetAnswer, { times }: Opened): string {
  if (gap !== null)
    return `At ${times.moment(at)} nobody looked (${word(gap.why.replace(/\.$/, ''))}): it stands for ${times.moment(gap.from)}.\n`;
  return asOf < at ? `${times.moment(at)} is as of the last complete run, ${times.moment(asOf)}.\n` : '';
}
