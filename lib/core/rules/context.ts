import type { Reading } from '../fleet/observation.ts';
import type { Policy } from '../policy.ts';
import type { Bounds, Instant } from '../time.ts';
import { later } from '../time.ts';
import type { GroupFact } from './event.ts';
import { alertId, alertKindOf, type Envelope, type GroupEvent } from './event.ts';
import type { GroupState } from './state.ts';

/** What the rules know about the run beside the group at hand. */
export interface Context {
  readonly run: string;
  readonly reading: Reading;
  /** When the last complete reading began; null where there was none. */
  readonly previousReadingFrom: Instant | null;
  /** Until the first complete run is wholly stored, what is found is the starting point, not news. */
  readonly firstRun: boolean;
  readonly policy: Policy;
  /** Names of groups removed so recently that a new group of the name takes over the watch. */
  readonly inheritedNames: ReadonlySet<string>;
}

/** When a difference found now came about: after the last reading that could have seen it began. */
export function boundsOf(before: GroupState | null, context: Context): Bounds {
  const previous = context.previousReadingFrom;
  const after = before === null ? previous : later(previous, before.reading.from);
  return { after: context.firstRun && before === null ? null : after, by: context.reading.to };
}

/** Makes an event of a fact. The id is made of group, change and type, so deciding again gives the same. */
export function groupEvent(fact: GroupFact, group: string, seq: number, context: Context): GroupEvent {
  const envelope: Envelope = {
    id: `${group}-${seq}.${fact.type}`,
    alert: alertId(context.run, alertKindOf(fact)),
    at: context.reading.to,
    silenced: false,
  };
  return { ...fact, ...envelope };
}
