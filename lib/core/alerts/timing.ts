/** When the events of a message were to be told. */
import type { Envelope } from '../rules/event.ts';
import { isGathered } from '../rules/gathering.ts';
import type { Instant } from '../time.ts';
import type { Gathered } from './alert.ts';

interface Timing {
  /** When the last of them was seen. */
  readonly at: Instant;
  /** When the first of them was to be told. */
  readonly due: Instant;
  readonly gathered: Gathered | null;
}

/** What the times of events come to. `asOf` where there are none. */
export function timing(events: readonly Envelope[], asOf: Instant): Timing {
  const times = events.map((event) => event.at).sort();
  const [from = asOf] = times;
  const at = times.at(-1) ?? asOf;
  // Removals wait for the last of them. Where the last missing group was there after all, they may wait until their time is over.
  const isWhole = events.some((event) => event.at === at && event.held === null);
  const dueOf = (event: Envelope): Instant => {
    if (event.held === null) return event.at;
    return isGathered(event) || !isWhole ? event.held : at;
  };
  const [due = asOf] = events.map(dueOf).sort();
  return { at, due, gathered: gatheredOver(events, from, at) };
}

function gatheredOver(events: readonly Envelope[], from: Instant, at: Instant): Gathered | null {
  const held = events.filter((event) => event.held !== null);
  if (held.length === 0) return null;
  const slot = held.find(isGathered)?.held ?? null;
  return slot === null ? { from, to: at, why: 'looked up' } : { from, to: slot, why: 'crowded' };
}
