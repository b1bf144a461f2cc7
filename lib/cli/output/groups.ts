/** Groups and selections of them, as commands show them. */
import { clean, nameOf, placeOf, word } from '../../core/alerts/text.ts';
import { compareIds } from '../../core/fleet/change.ts';
import type { Group } from '../../core/fleet/group.ts';
import type { Matcher } from '../../core/rules/matcher.ts';
import type { GroupState } from '../../core/rules/state.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

const ROWS_MOST = 20;

/** The groups as a table, at most twenty of them. */
export function groupTable(groups: readonly GroupState[], style: Style): string {
  const rows = groups
    .slice(0, ROWS_MOST)
    .map(({ id, group, presence }) => [
      id,
      nameOf(group),
      word(group.region) ?? '',
      presence === 'missing' ? 'not listed' : style.condition(group.status),
    ]);
  const rest = groups.length - rows.length;
  const more = rest > 0 ? `… and ${rest} more; --json has all of them\n` : '';
  return `${table(['GROUP', 'NAME', 'REGION', 'STATUS'], rows)}${more}`;
}

/** In the order of their names. */
export function byName(a: GroupState, b: GroupState): number {
  return nameOf(a.group).localeCompare(nameOf(b.group), 'en') || compareIds(a.id, b.id);
}

/** `Branch 1 (us-east-1)`; the id where nothing is known of the group any more. */
export function groupPlace(id: string, record: Group | null): string {
  return record === null ? `group ${id}` : placeOf(record);
}

/** What JSON says of a group. */
export function groupDocument({ id, name, region, deviceType, status }: Group): object {
  return { id, name, region, deviceType, status };
}

/** What a matcher selects, in words: `all groups`, `name "Branch *", region us-east-1`. */
export function matcherWords({ name, ids, region, deviceType }: Matcher): string {
  const words = [
    ...(name === undefined ? [] : [`name "${clean(name, 100)}"`]),
    ...(ids === undefined ? [] : [`id ${ids.map((id) => clean(id, 40)).join(', ')}`]),
    ...(region === undefined ? [] : [`region ${word(region) ?? ''}`]),
    ...(deviceType === undefined ? [] : [`device type ${word(deviceType) ?? ''}`]),
  ];
  return words.join(', ') || 'all groups';
}
