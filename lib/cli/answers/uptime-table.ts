/** Uptimes as a person, or a spreadsheet, reads them. */
import { plural } from '../../core/alerts/duration.ts';
import { clean, nameOf, word } from '../../core/alerts/text.ts';
import { worstFirst } from '../../core/history/uptime.ts';
import type { MaintenanceWindow } from '../../core/rules/silence.ts';
import type { GroupState } from '../../core/rules/state.ts';
import { csvText } from '../../history/index.ts';
import type { UptimeDocument } from '../documents/figures.ts';
import type { Host } from '../host.ts';
import type { Opened } from '../open.ts';
import { percent, span, spanOr } from '../output/figures.ts';
import { more } from '../output/more.ts';
import { styleOf } from '../output/style.ts';
import { type Column, table } from '../output/table.ts';
import { notes } from '../past/known.ts';
import type { AskedRange, RangeFlags } from '../past/past-time.ts';
import { limitOf, type RowFlags } from '../past/row-options.ts';

export interface UptimeFlags extends RowFlags, RangeFlags {
  readonly by: UptimeDocument['by'];
  readonly group?: string;
  readonly groupRegion?: string;
  /** Commander's name for `--no-maintenance` left out. */
  readonly maintenance: boolean;
}

type Row = UptimeDocument['rows'][number];

const PARTS = ['connected', 'degraded', 'down', 'unknown', 'maintenance'] as const;

/** A line for each row; milliseconds, and shares of 1. */
export function uptimeCsv({ rows }: UptimeDocument): string {
  return csvText([
    [
      ...['from', 'to', 'group', 'name', 'region', 'groups', 'availability', 'serving', 'coverage', ...PARTS],
      ...['reduced', 'uncertain', 'incidents', 'outages', 'mttr', 'mtbf', 'longestOutage'],
    ],
    ...rows.map(({ from, to, group, name, region, groups, times, rates }) => [
      ...[from, to, group, name, region, groups, rates.availability, rates.serving, rates.coverage],
      ...PARTS.map((part) => times[part]),
      ...[times.reduced, times.uncertain, times.incidents, times.outages, rates.mttr, rates.mtbf],
      times.longestOutage?.down,
    ]),
  ]);
}

/** What was asked, beside the range. */
export interface UptimeAsked {
  readonly flags: UptimeFlags;
  readonly range: AskedRange;
  readonly group: GroupState | null;
  /** null where maintenance is counted like any other time. */
  readonly windows: readonly MaintenanceWindow[] | null;
}

/** Below this width the table shows what matters most. */
const WIDE = 110;

/** The table, and what has to be known beside it. */
export function described(given: UptimeDocument, asked: UptimeAsked, opened: Opened, host: Host): string {
  const { rows, total, by, unseen, gaps, holes } = given;
  const { flags, range, group } = asked;
  const { times } = opened;
  const { strong } = styleOf(host);
  const columns = host.terminal()?.columns ?? null;
  const isWide = columns === null || columns >= WIDE;
  const sorted = by === 'month' ? rows : [...rows].sort(worstFirst);
  const shown = sorted.slice(0, limitOf(flags, host) ?? sorted.length);
  const groups = total?.groups ?? Math.max(0, ...rows.map((row) => row.groups));
  const of = group === null ? plural(groups, 'group') : nameOf(group.group);
  const lines = shown.map((row) => cells(label(row, by, opened), row, isWide));
  const sum =
    total !== null && rows.length > 1
      ? [cells(by === 'month' ? 'whole' : `all ${plural(total.groups, 'group')}`, total, isWide)]
      : [];
  return [
    `${strong(`Uptime of ${of}${flags.groupRegion === undefined ? '' : ` in ${clean(flags.groupRegion, 40)}`} ${range.words}`)}\n\n`,
    table(headings(by, isWide), [...sum, ...lines], columns),
    more(sorted.length - shown.length, 'more'),
    `\n${maintenance(asked)}${isWide ? '' : `Only what fits: a terminal of ${WIDE} columns, --csv and --json show all.\n`}`,
    `${notes({ unseen, gaps, holes }, opened)}${by === 'month' ? `${times.note}\n` : ''}`,
  ].join('');
}

function headings(by: UptimeDocument['by'], isWide: boolean): readonly Column[] {
  const right = (heading: string): Column => ({ heading, align: 'right' });
  return [
    { heading: by.toUpperCase(), yields: 'cut' },
    ...['AVAILABLE', 'COVERED'].map(right),
    ...(isWide ? ['CONNECTED', 'DEGRADED'] : []).map(right),
    right('DOWN'),
    ...(isWide ? ['UNKNOWN', 'INCIDENTS'] : []).map(right),
    ...['OUTAGES', 'MTTR', 'MTBF', 'LONGEST'].map(right),
  ];
}

function cells(
  name: string,
  { times, rates }: Pick<Row, 'times' | 'rates'>,
  isWide: boolean,
): readonly string[] {
  return [
    name,
    percent(rates.availability),
    percent(rates.coverage),
    ...(isWide ? [span(times.connected), span(times.degraded)] : []),
    span(times.down),
    ...(isWide ? [span(times.unknown), String(times.incidents)] : []),
    String(times.outages),
    spanOr(rates.mttr),
    spanOr(rates.mtbf),
    spanOr(times.longestOutage?.down ?? null),
  ];
}

function label({ name, group, region, from }: Row, by: UptimeDocument['by'], { times }: Opened): string {
  if (by === 'month') return times.day(from).slice(0, 'YYYY-MM'.length);
  if (by === 'region') return word(region) ?? 'no region';
  return clean(name ?? '', 100) || `group ${group}`;
}

function maintenance({ windows }: UptimeAsked): string {
  if (windows === null)
    return 'Maintenance is counted like any other time; --no-maintenance leaves it out.\n';
  return `Maintenance is left out: ${plural(windows.length, 'configured window')}, and all silences.\n`;
}
