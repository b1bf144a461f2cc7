/** Changes, and the stretches in which nobody looked, in the order of time. */
import { clean, nameOf } from '../../core/alerts/text.ts';
import type { Change, Gap } from '../../core/fleet/change.ts';
import type { GroupState } from '../../core/rules/state.ts';
import type { Instant } from '../../core/time.ts';
import type { Host } from '../host.ts';
import { inOneLine } from './differences.ts';
import { styleOf } from './style.ts';
import { type Column, table } from './table.ts';
import type { ShownTimes } from './times.ts';

/** The groups that changes may be of, by their ids. */
export type Groups = ReadonlyMap<string, GroupState>;

export interface ShownChanges {
  readonly changes: readonly Change[];
  readonly gaps: readonly Gap[];
}

interface Row {
  readonly at: Instant;
  readonly cells: (day: string) => readonly string[];
}

/** Whether groups are named in the table: not where all of it is about one. */
export interface ChangeTableOptions {
  readonly named: boolean;
  /** Rows at the most, the latest; null for all. */
  readonly limit: number | null;
}

/** From this width on there is room for ids of incidents. */
const WIDE = 110;

/** The table, and how many rows it leaves out. On a terminal each day has a line of its own; elsewhere each row has its day. */
export function changeTable(
  { changes, gaps }: ShownChanges,
  groups: Groups,
  times: ShownTimes,
  host: Host,
  { named, limit }: ChangeTableOptions,
): { readonly text: string; readonly hidden: number } {
  const name = (group: string): readonly string[] => (named ? [nameIn(group, groups)] : []);
  const terminal = host.terminal();
  const isWide = terminal === null || terminal.columns >= WIDE;
  const mark = (incident: string): readonly string[] => (isWide ? [incident] : []);
  const all: readonly Row[] = [
    ...changes.map(({ group, after, by, differences, incident }): Row => {
      const what = inOneLine(differences, groups.get(group)?.group.hubs ?? []);
      return {
        at: by,
        cells: (day) => [
          `${day}${times.within({ after, by })}`,
          ...name(group),
          what,
          ...mark(incident ?? ''),
        ],
      };
    }),
    ...gaps.map(({ from, to, why }): Row => {
      const what = `nobody looked: ${clean(why, 200)}`;
      return {
        at: to,
        cells: (day) => [
          `${day}${times.within({ after: from, by: to })}`,
          ...(named ? ['-'] : []),
          what,
          ...mark(''),
        ],
      };
    }),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const shown = limit === null ? all : all.slice(-limit);
  const columns: readonly (string | Column)[] = [
    'SEEN',
    ...(named ? [{ heading: 'GROUP', yields: 'cut' } as const] : []),
    { heading: 'CHANGE', yields: 'wrap' },
    ...mark('INCIDENT'),
  ];
  const lines =
    terminal === null ? shown.map(({ at, cells }) => cells(`${times.day(at)} `)) : byDay(shown, times, host);
  return { text: table(columns, lines, terminal?.columns ?? null), hidden: all.length - shown.length };
}

function byDay(rows: readonly Row[], times: ShownTimes, host: Host): readonly (readonly string[])[] {
  const { strong } = styleOf(host);
  let last = '';
  return rows.flatMap(({ at, cells }) => {
    const day = times.day(at);
    const heading = day === last ? [] : [[strong(day)]];
    last = day;
    return [...heading, cells('')];
  });
}

/** A group's name; its id where nothing is known of it any more. */
export function nameIn(group: string, groups: Groups): string {
  const state = groups.get(group);
  return state === undefined ? `group ${group}` : nameOf(state.group);
}
