import type { Facts } from '../fleet/change.ts';
import type { Reading } from '../fleet/observation.ts';
import type { Policy } from '../policy.ts';
import { type Bounds, type Instant, later, millisecondsBetween } from '../time.ts';
import { alertId, alertKindOf, type GroupEvent, type GroupFact } from './event.ts';
import { isGap } from './gap.ts';
import { gatheredId, heldUntil } from './gathering.ts';
import { gathered as gatheredReason } from './reasons.ts';
import { waitsUntil } from './removals.ts';
import type { Silence } from './silence.ts';
import type { GroupState } from './state.ts';

/** What the rules know about the run beside the group at hand. */
export interface Context {
  readonly run: string;
  readonly reading: Reading;
  /** When the last complete reading began; null where there was none. */
  readonly previousReadingFrom: Instant | null;
  /** Until the first complete run is wholly stored, what is found is the starting point, not news. */
  readonly firstRun: boolean;
  /** When the last complete reading ended; null where there was none. */
  readonly lastSeen: Instant | null;
  readonly policy: Policy;
  readonly silences: readonly Silence[];
  /** When messages were sent lately. */
  readonly messages: readonly Instant[];
  /** Groups are missing after this reading: not listed, and not looked up yet. */
  readonly othersMissing: boolean;
  /** Names of groups removed so recently that a new group of the name takes over the watch. */
  readonly inheritedNames: ReadonlySet<string>;
}

/** Something to tell, and why. `silence` is what keeps it from being published; null where nothing does. */
export interface News {
  readonly fact: GroupFact;
  readonly reason: string;
  readonly silence: string | null;
}

/** When a difference found now came about: after the last reading that could have seen it began. */
export function boundsOf(before: GroupState | null, context: Context): Bounds {
  const previous = context.previousReadingFrom;
  const after = before === null ? previous : later(previous, before.reading.from);
  return { after: context.firstRun && before === null ? null : after, by: context.reading.to };
}

/**
 * The same for what people are told, who ask when a group left or returned and not when a word changed: it may have happened at
 * any time since anybody could last tell how the group was.
 */
export function boundsForPeople(before: GroupState | null, bounds: Bounds): Bounds {
  return before !== null && isUncertain(before) ? { ...bounds, after: before.since.after } : bounds;
}

/** Whether nobody could tell how a group was: it was not listed, or its status says nothing. */
function isUncertain({ presence, group }: Facts): boolean {
  return presence === 'missing' || group.status === 'unknown';
}

/**
 * Milliseconds before this reading in which nobody saw the group, where that is more than the schedule explains. Not taken
 * from the gap: a run that was killed may have written the gap, and seen the group or not.
 */
export function unobservedBefore(before: GroupState, { lastSeen, reading, policy }: Context): number {
  const length = millisecondsBetween(later(lastSeen, before.reading.to), reading.from);
  return isGap(length, policy) ? length : 0;
}

/** Makes an event of news. The id is made of group, change and type, so deciding again gives the same. */
export function groupEvent(news: News, group: string, seq: number, context: Context): GroupEvent {
  const at = context.reading.to;
  const kind = alertKindOf(news.fact);
  const gathered = heldUntil(kind, context.messages, at, context.policy);
  const waits = kind === 'removed' ? waitsUntil(context.othersMissing, at, context.policy) : null;
  return {
    ...news.fact,
    id: `${group}-${seq}.${nameOf(news.fact, at)}`,
    alert: gathered === null ? alertId(context.run, kind) : gatheredId(gathered, kind),
    at,
    silenced: news.silence !== null,
    held: gathered ?? waits,
    reason: [news.reason, news.silence, gathered === null ? null : gatheredReason(context.policy)]
      .filter((part) => part !== null)
      .join('; '),
  };
}

/** One change gives rise to one event of a type; only "still down" is said again of the same one. */
function nameOf(fact: GroupFact, at: Instant): string {
  return fact.type === 'still down' ? `still-down-at-${at}` : fact.type.replaceAll(' ', '-');
}
