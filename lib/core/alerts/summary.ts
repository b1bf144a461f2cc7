/** An alert in a few words: what subject lines and SMS are made of. */
import type { Group } from '../fleet/group.ts';
import type { Alert, AlertItem, GroupAlert, SharedCause } from './alert.ts';
import { number, plural } from './duration.ts';
import { monitorWords } from './monitor/of-alert.ts';
import { ascii, clip, nameOf, regionTail, toAscii, word } from './text.ts';
import { wordsOf } from './words/of-item.ts';

/** Tag, lead, name and tail stand one after the other; the name is shortened first. */
export interface Summary {
  readonly tag: string;
  readonly lead: string;
  readonly name: string;
  readonly tail: string;
}

/** The alert in a few words. What no longer holds is not counted, unless nothing does; then the tag says `WAS`. */
export function summarize(alert: Alert): Summary {
  if (isAboutGroups(alert)) return summarizeGroups(alert);
  const { tag, lead } = monitorWords(alert);
  return { tag, lead, name: '', tail: '' };
}

/** Whether it is about network tunnel groups; else it is about Tunnelwatch itself. */
export function isAboutGroups(alert: Alert): alert is GroupAlert {
  return 'items' in alert;
}

/** Room that a name is left before anything else is shortened. */
const LEAST_NAME = 8;

/** The words after the tag in ASCII, at most `characters` long. */
export function inCharacters({ lead, name, tail }: Summary, characters: number): string {
  const [before, after] = [toAscii(lead), toAscii(tail)];
  const room = Math.max(LEAST_NAME, characters - before.length - after.length);
  return clip(`${before}${clip(name, room, '...')}${after}`, characters, '...');
}

/** The items to speak of first, and whether the time of all of them has passed. */
export function presentItems(alert: GroupAlert): {
  readonly items: readonly [AlertItem, ...AlertItem[]];
  readonly past: boolean;
} {
  const [first, ...rest] = alert.items;
  return {
    items: first.holds ? [first, ...rest.filter((item) => item.holds)] : alert.items,
    past: !first.holds,
  };
}

/** `data center sse-use-1-0-0`. */
export function causePlace(cause: SharedCause): string {
  return `${cause.where} ${word(cause.name) ?? 'without a name'}`;
}

function summarizeGroups(alert: GroupAlert): Summary {
  const { items, past } = presentItems(alert);
  const [first] = items;
  const { label } = wordsOf(first);
  const { group } = first.state;
  const tag = past ? label.past : label.tag;
  const over = alert.items.length - items.length;
  const tail = over === 0 ? '' : `, ${number(over)} no longer so`;
  if (items.length === 1)
    return {
      tag,
      lead: '',
      name: asciiName(group),
      tail: `${regionTail(group)}${past ? '' : label.tail}${tail}`,
    };
  const counts = countedByLabel(items);
  const [cause] = alert.causes;
  if (cause !== undefined) return { tag, lead: `${counts}, ${causePlace(cause)}`, name: '', tail };
  return {
    tag,
    lead: `${counts}: `,
    name: asciiName(group),
    tail: ` and ${number(items.length - 1)} more${tail}`,
  };
}

function asciiName(group: Pick<Group, 'id' | 'name'>): string {
  return ascii(nameOf(group), `group ${group.id}`);
}

/** `5 groups`; where they differ `1 down, 4 degraded`, in the order of the items: the worst first. */
function countedByLabel(items: readonly AlertItem[]): string {
  const counts = new Map<string, number>();
  for (const item of items) {
    const { many } = wordsOf(item).label;
    counts.set(many, (counts.get(many) ?? 0) + 1);
  }
  if (counts.size === 1) return plural(items.length, 'group');
  return [...counts].map(([many, count]) => `${number(count)} ${many}`).join(', ');
}
