/** An alert in a few words: what subject lines and SMS are made of. */
import { FAILURES } from '../failure.ts';
import type { Group } from '../fleet/group.ts';
import type { Condition } from '../rules/redundancy.ts';
import { millisecondsBetween } from '../time.ts';
import type { Alert, AlertItem, GroupAlert, MonitorAlert, SharedCause } from './alert.ts';
import { standingOf, totalOf } from './counts.ts';
import { duration, number, plural } from './duration.ts';
import { ascii, clip, nameOf, regionTail, toAscii, word } from './text.ts';

/** Tag, lead, name and tail stand one after the other; the name is shortened first. */
export interface Summary {
  readonly tag: string;
  readonly lead: string;
  readonly name: string;
  readonly tail: string;
}

/** How a status is called in capitals. */
export const TAGS: Readonly<Record<Condition, string>> = {
  'redundancy lost': 'REDUNDANCY LOST',
  disconnected: 'DOWN',
  warning: 'DEGRADED',
  unknown: 'UNKNOWN',
  connected: 'UP',
};

/** The alert in a few words. What no longer holds is not counted, unless nothing does; then the tag says `WAS`. */
export function summarize(alert: Alert): Summary {
  switch (alert.kind) {
    case 'opened':
    case 'changed':
    case 'ended':
    case 'removed':
    case 'configured':
      return summarizeGroups(alert);
    default:
      return summarizeMonitor(alert);
  }
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
  const kind = kindOf(first);
  const { group } = first.state;
  const tag = past ? kind.past : kind.tag;
  if (alert.items.length === 1)
    return { tag, lead: '', name: asciiName(group), tail: `${regionTail(group)}${past ? '' : kind.tail}` };
  const counts = countedByKind(items);
  const over = alert.items.length - items.length;
  const tail = over === 0 ? '' : `, ${number(over)} more over`;
  const [cause] = alert.causes;
  if (cause !== undefined) return { tag, lead: `${counts}, ${causePlace(cause)}`, name: '', tail };
  return { tag, lead: `${counts}, first: `, name: asciiName(group), tail };
}

function asciiName(group: Pick<Group, 'id' | 'name'>): string {
  return ascii(nameOf(group), `group ${group.id}`);
}

/** `5 groups`; where they differ `1 down, 4 degraded`, in the order of the items: the worst first. */
function countedByKind(items: readonly AlertItem[]): string {
  const counts = new Map<string, number>();
  for (const item of items) {
    const { many } = kindOf(item);
    counts.set(many, (counts.get(many) ?? 0) + 1);
  }
  if (counts.size === 1) return plural(items.length, 'group');
  return [...counts].map(([many, count]) => `${number(count)} ${many}`).join(', ');
}

interface Kind {
  readonly tag: string;
  /** The tag where it holds no longer. */
  readonly past: string;
  /** After a count. */
  readonly many: string;
  /** After the name of the only group. */
  readonly tail: string;
}

function kindOf({ event }: AlertItem): Kind {
  switch (event.type) {
    case 'opened':
      return kind(TAGS[event.status], event.status, '');
    case 'escalated':
      return kind('WORSE', event.status, `, now ${event.status}`);
    case 'eased':
      return kind('BETTER', event.status, `, now ${event.status}`);
    case 'ended':
      return event.how === 'removed' ? REMOVED : kind('UP', 'connected', '');
    case 'removed':
      return REMOVED;
    case 'flapping began':
      return kind('FLAPPING', event.status, '');
    case 'still down':
      return kind('STILL DOWN', event.status, '');
    case 'configured':
      return { tag: 'CONFIGURED', past: 'WAS CONFIGURED', many: 'configured', tail: '' };
  }
}

const REMOVED: Kind = { tag: 'REMOVED', past: 'WAS REMOVED', many: 'removed', tail: '' };

function kind(tag: string, status: Condition, tail: string): Kind {
  return { tag, past: `WAS ${TAGS[status]}`, many: tag.toLowerCase(), tail };
}

function summarizeMonitor(alert: MonitorAlert): Summary {
  const only = (tag: string, lead: string): Summary => ({ tag, lead, name: '', tail: '' });
  switch (alert.kind) {
    case 'blind':
      return only('BLIND', `cannot see the tunnels: ${FAILURES[alert.event.failure.kind].title}`);
    case 'sighted': {
      const { from, to } = alert.event.blind;
      return only(
        'SIGHT RETURNED',
        from === null ? 'first complete run' : `after ${duration(millisecondsBetween(from, to))}`,
      );
    }
    case 'began':
      return only(
        'WATCHING',
        `${plural(totalOf(alert.event.counts), 'group')}, ${standingOf(alert.event.counts)}`,
      );
    case 'reminder-critical':
    case 'reminder-redundancy':
      return only('REMINDER', `${plural(alert.open.length, 'incident')} still open`);
    case 'key':
      return only('KEY EXPIRES', `in ${plural(alert.event.days, 'day')}`);
  }
}
