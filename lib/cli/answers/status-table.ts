/** The fleet as a person reads it. */
import { duration, plural } from '../../core/alerts/duration.ts';
import { nameOf, word } from '../../core/alerts/text.ts';
import type { GroupStatus, StatusAnswer } from '../../core/history/status.ts';
import type { Condition } from '../../core/rules/redundancy.ts';
import { MINUTE } from '../../core/time.ts';
import type { Host } from '../host.ts';
import type { Opened } from '../open.ts';
import { hubsInShort, hubWords } from '../output/facts.ts';
import { span } from '../output/figures.ts';
import { more } from '../output/more.ts';
import { type Style, styleOf } from '../output/style.ts';
import { table } from '../output/table.ts';
import { limitOf, type RowFlags } from '../past/row-options.ts';

/** The answer as a person reads it. */
export function described(
  answer: StatusAnswer,
  flags: Pick<RowFlags, 'limit' | 'all'>,
  opened: Opened,
  host: Host,
): string {
  const { groups } = answer;
  const limit = limitOf(flags, host);
  const shown = limit === null ? groups : groups.slice(0, limit);
  const rest = groups.slice(shown.length);
  const allConnected = rest.every(({ condition }) => condition === 'connected');
  return [
    heading(answer, opened, styleOf(host)),
    '\n',
    groupsTable(shown, opened, host),
    more(rest.length, allConnected ? 'more, all of them connected' : 'more'),
    `\n${opened.times.note}\n`,
  ].join('');
}

function heading(answer: StatusAnswer, { organization, times }: Opened, style: Style): string {
  const { asOf, age, blind, lastFailure, attempts, groups } = answer;
  const overdue = overdueLine(answer);
  const ago = duration(age);
  const lines = [
    style.strong(
      `${organization}: ${plural(groups.length, 'group')} as of ${times.moment(asOf)}, ${ago} ago`,
    ),
    counted(groups, style),
    ...(blind === null
      ? []
      : [
          `The monitor cannot see since then, and all of this may have changed: ${blind.failure.kind}. ${blind.failure.detail}`,
        ]),
    ...(overdue === null ? [] : [overdue]),
    ...(blind === null && lastFailure !== null
      ? [
          `${plural(attempts, 'run')} since then ${attempts === 1 ? 'was' : 'were'} not complete; the last one failed: ${lastFailure.kind}.`,
        ]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** null where the last complete run is as recent as it should be, or the monitor says itself that it cannot see. */
function overdueLine({ sight, blind, age, interval }: StatusAnswer): string | null {
  if (sight === 'seeing' || blind !== null) return null;
  const each = interval === MINUTE ? 'minute' : duration(interval ?? 0);
  const late = `The last complete run was ${duration(age)} ago${interval === null ? '' : `, and one is expected every ${each}`}`;
  return sight === 'late'
    ? `${late}.`
    : `${late}: nobody is watching, and all of this may have changed. tunnelwatch doctor finds out why.`;
}

const ORDER: readonly Condition[] = ['disconnected', 'warning', 'unknown', 'redundancy lost', 'connected'];

function counted(groups: readonly GroupStatus[], style: Style): string {
  const parts = ORDER.flatMap((condition) => {
    const count = groups.filter((group) => group.condition === condition).length;
    return count === 0 ? [] : [`${count} ${style.condition(condition)}`];
  });
  return parts.join(', ') || 'There are no groups.';
}

/** Columns beyond this width say where a group is and through which data centers. */
const WIDE = 110;

function groupsTable(groups: readonly GroupStatus[], { times }: Opened, host: Host): string {
  if (groups.length === 0) return '';
  const columns = host.terminal()?.columns ?? null;
  const isWide = columns === null || columns >= WIDE;
  const style = styleOf(host);
  const rows = groups.map(({ state, condition, since, lasting }) => {
    const { group, presence, incident } = state;
    const standing = presence === 'missing' ? 'not listed' : style.condition(condition);
    const hubs = columns === null ? hubWords(group.hubs) : hubsInShort(group.hubs);
    const said = group.status === 'unknown' ? `; the API says ${JSON.stringify(word(group.statusSeen))}` : '';
    const row = [standing, nameOf(group), times.brief(since.by), span(lasting), `${hubs}${said}`];
    return isWide ? [...row, word(group.region) ?? '', incident?.id ?? ''] : row;
  });
  return table(
    [
      'STATUS',
      { heading: 'NAME', yields: 'cut' },
      'SINCE',
      { heading: 'FOR', align: 'right' },
      { heading: 'HUBS', yields: 'wrap' },
      ...(isWide ? [{ heading: 'REGION', yields: 'cut' } as const, 'INCIDENT'] : []),
    ],
    rows,
    columns,
  );
}
