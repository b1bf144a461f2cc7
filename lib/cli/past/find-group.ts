/** The group that somebody means. */
import { nearest } from '../../config/nearest.ts';
import { plural } from '../../core/alerts/duration.ts';
import { clean, nameOf, word } from '../../core/alerts/text.ts';
import type { GroupState } from '../../core/rules/state.ts';
import { CommandError } from '../command-error.ts';
import { byName } from '../output/groups.ts';
import { table } from '../output/table.ts';

const LISTED_MOST = 10;
const NEAR_MOST = 5;

/**
 * The group with this id, with this name, or with this in its name and no other's; letter case does not count. Groups that were
 * removed are meant only where no other is. Throws a `CommandError` that lists the candidates, or the nearest.
 */
export function groupMeant(text: string, groups: readonly GroupState[]): GroupState {
  const asked = text.trim().toLowerCase();
  if (asked === '')
    throw new CommandError('usage', 'No group is named.', 'Give its id, or a part of its name.');
  const byId = groups.find(({ id }) => id === asked);
  if (byId !== undefined) return byId;
  const present = groups.filter(({ presence }) => presence !== 'removed');
  const named = (state: GroupState): string => nameOf(state.group).toLowerCase();
  for (const isMeant of [
    (state: GroupState) => named(state) === asked,
    (state: GroupState) => named(state).includes(asked),
  ])
    for (const among of [present, groups]) {
      const [first, ...others] = among.filter(isMeant);
      if (first === undefined) continue;
      if (others.length === 0) return first;
      throw ambiguous(text, [first, ...others]);
    }
  throw unknown(text, groups);
}

function ambiguous(text: string, candidates: readonly GroupState[]): CommandError {
  return new CommandError(
    'usage',
    `"${clean(text, 60)}" can mean ${plural(candidates.length, 'group')}.`,
    `Give the id, or more of the name:\n\n${listed(candidates)}`,
  );
}

function unknown(text: string, groups: readonly GroupState[]): CommandError {
  const near = nearTo(text, groups);
  return new CommandError(
    'not found',
    `No group has the id or the name "${clean(text, 60)}", or this in its name.`,
    near.length === 0
      ? `tunnelwatch status --all lists the ${plural(groups.length, 'group')} that there are.`
      : `Near to it:\n\n${listed(near)}`,
  );
}

/** Groups with a name, a word of it, or an id that is nearly the text, the nearest first. */
function nearTo(text: string, groups: readonly GroupState[]): readonly GroupState[] {
  const near = new Set<GroupState>();
  const words = new Map<string, GroupState[]>();
  for (const state of groups) {
    const name = nameOf(state.group);
    for (const one of new Set([name, ...name.split(/[^\p{L}\p{N}]+/u), state.id]))
      if (one.length > 2) words.set(one, [...(words.get(one) ?? []), state]);
  }
  while (near.size < NEAR_MOST) {
    const found = nearest(text.trim(), [...words.keys()]);
    if (found === null) break;
    for (const state of words.get(found) ?? []) near.add(state);
    words.delete(found);
  }
  return [...near];
}

function listed(groups: readonly GroupState[]): string {
  const sorted = [...groups].sort(byName);
  const rows = sorted
    .slice(0, LISTED_MOST)
    .map(({ id, group, presence }) => [
      id,
      nameOf(group),
      word(group.region) ?? '',
      presence === 'removed' ? 'removed' : group.status,
    ]);
  const rest = sorted.length - rows.length;
  return `${table(['GROUP', 'NAME', 'REGION', 'STATUS'], rows)}${rest > 0 ? `… and ${rest} more\n` : ''}`.trimEnd();
}
