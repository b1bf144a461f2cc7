/** What `tunnelwatch snapshot` answers. */
import { duration, plural } from '../../core/alerts/duration.ts';
import { nameOf, word } from '../../core/alerts/text.ts';
import { countStatuses, type STATUSES } from '../../core/fleet/group.ts';
import type { FleetAnswer } from '../../core/history/fleet-at.ts';
import type { PastGroup } from '../../core/history/reconstruct.ts';
import { NOT_KEPT, toApiShape } from '../../core/history/to-api-shape.ts';
import { millisecondsBetween } from '../../core/time.ts';
import { asLines, snapshotRecords } from '../../history/index.ts';
import type { SnapshotDocument } from '../documents/past.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { hubsInShort, hubWords } from '../output/facts.ts';
import { jsonText } from '../output/json.ts';
import { more } from '../output/more.ts';
import { styleOf } from '../output/style.ts';
import { table } from '../output/table.ts';
import { known, notes } from '../past/known.ts';
import { pastTime } from '../past/past-time.ts';
import { limitOf, type RowFlags } from '../past/row-options.ts';

export interface SnapshotFlags extends RowFlags {
  readonly at: string;
}

/** Prints the fleet at an instant. */
export async function answerSnapshot(flags: SnapshotFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const at = pastTime('--at', flags.at, opened);
  const fleet = known(await opened.history.snapshot(opened.organization, at), opened);
  if (flags.json) return host.out(jsonText(document(fleet, opened)));
  if (flags.csv) {
    const records = async function* () {
      yield snapshotRecords(fleet);
    };
    for await (const text of asLines('snapshots', 'csv', records())) await host.write(text);
    return;
  }
  host.out(described(fleet, flags, opened, host));
}

function document(fleet: FleetAnswer, { organization }: Opened): SnapshotDocument {
  const { at, asOf, blind, gap, holes, groups } = fleet;
  const missing = groups.filter(({ presence }) => presence === 'missing').map(({ id }) => id);
  return {
    ...toApiShape(fleet),
    snapshot: {
      ...{ organization, at, asOf, gap, missing, holes, notKept: NOT_KEPT },
      blind: blind && { since: blind.since, failure: blind.failure },
    },
  };
}

/** The order of the statuses, worst first. */
const WORST_FIRST = [
  'disconnected',
  'warning',
  'unknown',
  'connected',
] as const satisfies (typeof STATUSES)[number][];

function worstFirst(a: PastGroup, b: PastGroup): number {
  return (
    WORST_FIRST.indexOf(a.group.status) - WORST_FIRST.indexOf(b.group.status) ||
    nameOf(a.group).localeCompare(nameOf(b.group), 'en')
  );
}

function described(fleet: FleetAnswer, flags: SnapshotFlags, opened: Opened, host: Host): string {
  const { groups, holes } = fleet;
  const { times } = opened;
  const style = styleOf(host);
  const sorted = [...groups].sort(worstFirst);
  const shown = sorted.slice(0, limitOf(flags, host) ?? sorted.length);
  const columns = host.terminal()?.columns ?? null;
  const rows = shown.map(({ id, group, presence, changed }) => [
    presence === 'missing' ? 'not listed' : style.condition(group.status),
    ...(columns === null ? [id] : []),
    nameOf(group),
    word(group.region) ?? '',
    columns === null ? hubWords(group.hubs) : hubsInShort(group.hubs),
    changed === null ? '' : times.brief(changed.by),
  ]);
  const headings = [
    'STATUS',
    ...(columns === null ? ['GROUP'] : []),
    { heading: 'NAME', yields: 'cut' } as const,
    { heading: 'REGION', yields: 'cut' } as const,
    { heading: 'HUBS', yields: 'wrap' } as const,
    'LAST CHANGE',
  ];
  return [
    heading(fleet, opened, host),
    '\n',
    rows.length === 0 ? '' : table(headings, rows, columns),
    more(sorted.length - shown.length, 'more'),
    `\n${notes({ holes }, opened)}${times.note}\n`,
  ].join('');
}

function heading(
  { at, asOf, blind, gap, groups }: FleetAnswer,
  { organization, times }: Opened,
  host: Host,
): string {
  const style = styleOf(host);
  const counts = countStatuses(groups.map(({ group }) => group));
  const parts = WORST_FIRST.flatMap((status) =>
    counts[status] === 0 ? [] : [`${counts[status]} ${style.condition(status)}`],
  );
  const lines = [
    style.strong(`${organization}: ${plural(groups.length, 'group')} at ${times.moment(at)}`),
    parts.join(', ') || 'There were no groups.',
    ...(asOf < at
      ? [
          `As of the last complete run, ${times.moment(asOf)}, ${duration(millisecondsBetween(asOf, at))} before: nobody has looked since.`,
        ]
      : []),
    ...(blind === null ? [] : [`The monitor cannot see: ${blind.failure.kind}. ${blind.failure.detail}`]),
    ...(gap === null
      ? []
      : [
          `Nobody looked from ${times.moment(gap.from)} to ${times.moment(gap.to)} (${gap.why.replace(/\.$/, '')}):`,
          'this is how the groups were when that began.',
        ]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
