/** What is told only because a silence ended is told as such. */
import type { Envelope } from '../../rules/event.ts';
import { AFTER_SILENCE } from '../../rules/reasons.ts';

/** Whether the event is told now because a silence, or a maintenance window, ended. */
export function isAfterSilence(event: Envelope): boolean {
  return event.reason.startsWith(AFTER_SILENCE);
}

/** The sentence that says so, or none. */
export function silencedSentence(event: Envelope, what: string): readonly string[] {
  return isAfterSilence(event) ? [`${what}, and is told now that the silence has ended.`] : [];
}
