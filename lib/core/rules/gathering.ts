/** Gathering: when messages come too thick to be read, openings and endings are sent together, a few minutes at a time. */
import type { Policy } from '../policy.ts';
import { epochMilliseconds, type Instant, instant, millisecondsBetween } from '../time.ts';
import { type AlertKind, alertId, type Envelope } from './event.ts';

/** Kinds that wait to be gathered. The monitor's own messages never wait. */
const GATHERED: ReadonlySet<AlertKind> = new Set(['opened', 'changed', 'ended', 'removed']);

/** Until when events of a kind are held back, if they are: the end of the present slot. */
export function heldUntil(
  kind: AlertKind,
  messages: readonly Instant[],
  now: Instant,
  policy: Policy,
): Instant | null {
  if (!GATHERED.has(kind) || recent(messages, now, policy).length < policy.gathering.messages) return null;
  const slot = policy.gathering.slot;
  return instant((Math.floor(epochMilliseconds(now) / slot) + 1) * slot);
}

/** The id of the alert of a kind that is gathered until an instant, whichever runs add to it. */
export function gatheredId(until: Instant, kind: AlertKind): string {
  return alertId(`${GATHERED_UNTIL}${until}`, kind);
}

const GATHERED_UNTIL = 'gathered-';

/** Whether an event is held because messages came thick, and not only until others of its kind are known. */
export function isGathered({ alert }: Pick<Envelope, 'alert'>): boolean {
  return alert.startsWith(GATHERED_UNTIL);
}

/** The times of recent messages that matter to the rule, after so many more were sent. */
export function messagesAfter(
  messages: readonly Instant[],
  sent: number,
  now: Instant,
  policy: Policy,
): readonly Instant[] {
  const all = [...recent(messages, now, policy), ...Array.from({ length: sent }, () => now)];
  return all.slice(-policy.gathering.messages);
}

function recent(messages: readonly Instant[], now: Instant, policy: Policy): readonly Instant[] {
  return messages.filter((at) => millisecondsBetween(at, now) < policy.gathering.within);
}
