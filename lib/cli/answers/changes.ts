/** What `tunnelwatch changes` answers. */
import { plural } from '../../core/alerts/duration.ts';
import type { ChangeKind } from '../../core/fleet/change.ts';
import type { ChangeFilter, ChangesAnswer } from '../../core/history/changes.ts';
import { DAY } from '../../core/time.ts';
import { asLines, exported } from '../../history/index.ts';
import type { ChangesDocument } from '../documents/past.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { changeTable, type Groups, nameIn } from '../output/change-table.ts';
import { jsonText } from '../output/json.ts';
import { more } from '../output/more.ts';
import { styleOf } from '../output/style.ts';
import { groupMeant } from '../past/find-group.ts';
import { knownRange, notes } from '../past/known.ts';
import { type AskedRange, pastRange, type RangeFlags } from '../past/past-time.ts';
import { limitOf, type RowFlags } from '../past/row-options.ts';

export interface ChangesFlags extends RowFlags, RangeFlags {
  readonly group?: string;
  readonly kind?: readonly ChangeKind[];
}

const STANDARD = { milliseconds: DAY, words: 'the past day' } as const;

/** Prints what was seen to change in a range. */
export async function answerChanges(flags: ChangesFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const { history, operator, organization } = opened;
  const range = pastRange(flags, STANDARD, opened);
  const states = await operator.groups(organization);
  const filter: ChangeFilter = {
    ...(flags.group === undefined ? {} : { group: groupMeant(flags.group, states).id }),
    ...(flags.kind === undefined ? {} : { kinds: flags.kind }),
  };
  if (flags.csv) return stream(range, filter, opened, host);
  host.progress('Reading changes …');
  const answer = knownRange(await history.changes(organization, range, filter), opened);
  host.progress('');
  const groups: Groups = new Map(states.map((state) => [state.id, state]));
  if (flags.json) host.out(jsonText(document(answer, groups, opened)));
  else host.out(described(answer, groups, { flags, filter, range }, opened, host));
}

async function stream(range: AskedRange, filter: ChangeFilter, opened: Opened, host: Host): Promise<void> {
  const { history, organization } = opened;
  const sight = knownRange(await history.sight(organization, range), opened);
  const pages = exported(history, { organization, what: 'changes', sight, filter });
  for await (const text of asLines('changes', 'csv', pages)) await host.write(text);
}

function document(
  { range, asOf, changes, gaps, unseen, holes }: ChangesAnswer,
  groups: Groups,
  { organization }: Opened,
): ChangesDocument {
  const named = changes.map((change) => ({ ...change, name: nameIn(change.group, groups) }));
  return {
    organization,
    range: { from: range.from, to: range.to },
    asOf,
    changes: named,
    gaps,
    unseen,
    holes,
  };
}

interface Asked {
  readonly flags: ChangesFlags;
  readonly filter: ChangeFilter;
  readonly range: AskedRange;
}

function described(
  answer: ChangesAnswer,
  groups: Groups,
  { flags, filter, range }: Asked,
  opened: Opened,
  host: Host,
): string {
  const { changes, unseen, holes } = answer;
  const { times } = opened;
  const of = filter.group === undefined ? '' : ` of ${nameIn(filter.group, groups)}`;
  const kinds = filter.kinds === undefined ? '' : ` of kind ${filter.kinds.join(' or ')}`;
  const what = changes.length === 0 ? 'No change' : plural(changes.length, 'change');
  const options = { named: filter.group === undefined, limit: limitOf(flags, host) };
  const { text, hidden } = changeTable(answer, groups, times, host, options);
  const nothing = changes.length === 0 && answer.gaps.length === 0;
  return [
    `${styleOf(host).strong(`${what}${kinds}${of} ${range.words}`)}\n`,
    nothing ? '' : `\n${more(hidden, 'before these')}${text}`,
    `\n${notes({ unseen, holes }, opened)}${times.note}\n`,
  ].join('');
}
