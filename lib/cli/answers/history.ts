/** What `tunnelwatch history` answers. */
import { durationBetween, plural } from '../../core/alerts/duration.ts';
import { placeOf, word } from '../../core/alerts/text.ts';
import type { IncidentSpan } from '../../core/history/incident-spans.ts';
import type { Reason } from '../../core/history/standing.ts';
import type { TimelineAnswer, TimelineStretch } from '../../core/history/timeline.ts';
import type { GroupState } from '../../core/rules/state.ts';
import { DAY, millisecondsBetween } from '../../core/time.ts';
import { csvText } from '../../history/index.ts';
import type { HistoryDocument } from '../documents/past.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { changeTable } from '../output/change-table.ts';
import { factsDocument, hubWords } from '../output/facts.ts';
import { span } from '../output/figures.ts';
import { jsonText } from '../output/json.ts';
import { more } from '../output/more.ts';
import { type Style, styleOf } from '../output/style.ts';
import { table } from '../output/table.ts';
import { groupMeant } from '../past/find-group.ts';
import { knownRange, notes } from '../past/known.ts';
import { type AskedRange, pastRange, type RangeFlags } from '../past/past-time.ts';
import { limitOf, type RowFlags } from '../past/row-options.ts';

export interface HistoryFlags extends RowFlags, RangeFlags {}

const STANDARD = { milliseconds: 7 * DAY, words: 'the past week' } as const;

/** Prints what happened to a group. */
export async function answerHistory(text: string, flags: HistoryFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const { history, operator, organization } = opened;
  const range = pastRange(flags, STANDARD, opened);
  const state = groupMeant(text, await operator.groups(organization));
  host.progress('Reading changes …');
  const answer = knownRange(await history.timeline(organization, state.id, range), opened);
  host.progress('');
  if (flags.json) host.out(jsonText(document(answer, state, opened)));
  else if (flags.csv) await host.write(csv(answer));
  else host.out(described(answer, state, { flags, range }, opened, host));
}

function document(answer: TimelineAnswer, state: GroupState, { organization }: Opened): HistoryDocument {
  const { range, asOf, stretches, changes, incidents, gaps, unseen, holes } = answer;
  const { id, group, presence } = state;
  return {
    organization,
    group: { id, ...factsDocument(group), presence },
    range: { from: range.from, to: range.to },
    asOf,
    stretches: stretches.map(({ facts, ...rest }) => ({
      ...rest,
      facts: facts && { presence: facts.presence, ...factsDocument(facts.group) },
    })),
    changes: changes.map((change) => ({ ...change, name: group.name })),
    ...{ incidents, gaps, unseen, holes },
  };
}

function csv({ stretches }: TimelineAnswer): string {
  return csvText([
    ['from', 'to', 'milliseconds', 'standing', 'why', 'name', 'region', 'hubs'],
    ...stretches.map(({ from, to, standing, why, facts }) => {
      const group = facts === null ? null : factsDocument(facts.group);
      return [
        from,
        to,
        millisecondsBetween(from, to),
        standing,
        why,
        group?.name,
        group?.region,
        group?.hubs,
      ];
    }),
  ]);
}

interface Asked {
  readonly flags: HistoryFlags;
  readonly range: AskedRange;
}

function described(
  answer: TimelineAnswer,
  state: GroupState,
  { flags, range }: Asked,
  opened: Opened,
  host: Host,
): string {
  const { times } = opened;
  const { strong } = styleOf(host);
  const { changes, incidents, gaps, unseen, holes } = answer;
  const { text, hidden } = changeTable(answer, new Map([[state.id, state]]), times, host, {
    named: false,
    limit: limitOf(flags, host),
  });
  return [
    `${strong(`${placeOf(state.group)}, group ${state.id}`)}\n`,
    `${now(state)}\n${range.words}\n\n`.replace(/\nfrom /, '\nFrom '),
    standings(answer, flags, opened, host),
    `\n${strong(`${plural(changes.length, 'change')}${unseenWords(gaps.length)}`)}\n`,
    changes.length + gaps.length === 0 ? '' : `\n${more(hidden, 'before these')}${text}`,
    `\n${strong(plural(incidents.length, 'incident'))}\n`,
    incidents.length === 0 ? '' : `\n${incidentTable(incidents, opened, host)}`,
    `\n${notes({ unseen, holes }, opened)}${times.note}\n`,
  ].join('');
}

function unseenWords(gaps: number): string {
  return gaps === 0
    ? ''
    : `, and ${plural(gaps, 'stretch').replace('stretchs', 'stretches')} in which nobody looked`;
}

/** How it is now, as last seen. */
function now({ presence, group }: GroupState): string {
  const is = presence === 'removed' ? 'removed' : presence === 'missing' ? 'not listed' : group.status;
  const kind = word(group.deviceType);
  return `Now ${is}; ${hubWords(group.hubs) || 'no hubs'}${kind === null ? '' : `; ${kind}`}`;
}

function standings(
  { stretches }: TimelineAnswer,
  flags: HistoryFlags,
  { times }: Opened,
  host: Host,
): string {
  const style = styleOf(host);
  const shown = stretches.slice(-(limitOf(flags, host) ?? stretches.length));
  const rows = shown.map((stretch) => [
    times.cell(stretch.from),
    span(millisecondsBetween(stretch.from, stretch.to)),
    standing(stretch, style),
  ]);
  const columns = ['FROM', { heading: 'FOR', align: 'right' } as const, 'STANDING'];
  return `${more(stretches.length - shown.length, 'before these')}${table(columns, rows)}`;
}

/** Why it is unknown, to a reader who has not read the definitions. */
const REASON_WORDS: Readonly<Record<Reason, string>> = {
  'no word': 'the API said nothing that is known',
  missing: 'the API did not list it',
  'not there': 'not there',
  gap: 'nobody looked',
  'rows lost': 'rows of history are lost',
  'before the watch': 'before the first complete run',
  expired: 'not kept any more',
  'not seen yet': 'nobody has looked yet',
};

const CONDITIONS = {
  connected: 'connected',
  degraded: 'warning',
  down: 'disconnected',
  unknown: 'unknown',
} as const;

function standing({ standing: is, why }: TimelineStretch, style: Style): string {
  const word = style.condition(CONDITIONS[is], is);
  return why === null ? word : `${word}: ${REASON_WORDS[why]}`;
}

function incidentTable(incidents: readonly IncidentSpan[], { times, now: at }: Opened, host: Host): string {
  const style = styleOf(host);
  const rows = incidents.map(({ id, opened, ended, worst }) => [
    id,
    style.condition(worst),
    opened === null ? 'before that' : times.brief(opened.by),
    ended === null ? 'open' : times.brief(ended.by),
    opened === null ? '' : durationBetween(opened, ended ?? { after: at, by: at }),
  ]);
  return table(['INCIDENT', 'WORST', 'BEGAN', 'ENDED', 'LASTED'], rows, host.terminal()?.columns ?? null);
}
