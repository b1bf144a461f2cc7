/** Digests of what is open for long, and warnings before the API key ends. */
import type { Policy } from '../../../lib/core/policy.ts';
import { DAY, type Instant, millisecondsBetween } from '../../../lib/core/time.ts';
import type { Played } from '../stage/record.ts';
import { badness } from './condition.ts';
import type { Deadlines, Duty } from './duty.ts';
import type { Outage } from './group-promises.ts';
import type { Look } from './truth.ts';

const DIGESTS = [
  ['reminder-critical', 'critical', 'critical'],
  ['reminder-redundancy', 'redundancy', 'warning'],
] as const;

export class RemindersDue {
  readonly #policy: Policy;
  readonly #last = new Map<string, Instant>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** The digests that a poll owes. */
  at(
    { at }: Look,
    open: readonly { readonly outage: Outage; readonly silenced: boolean }[],
  ): readonly ('reminder-critical' | 'reminder-redundancy')[] {
    return DIGESTS.flatMap(([news, about, severity]) => {
      const every = this.#policy.reminders[about];
      const last = this.#last.get(news);
      if (last !== undefined && millisecondsBetween(last, at) < every) return [];
      const isOwed = open.some(
        ({ outage: { now, toldAt, takenOn }, silenced }) =>
          badness(now) === severity &&
          !takenOn &&
          !silenced &&
          toldAt !== null &&
          millisecondsBetween(toldAt, at) >= every,
      );
      if (!isOwed) return [];
      this.#last.set(news, at);
      return [news];
    });
  }
}

export function keyDuties({ policy }: Played, looks: readonly Look[], deadlines: Deadlines): readonly Duty[] {
  const { expires, warnDays } = policy.apiKey;
  if (expires === null) return [];
  const polls = warnDays.flatMap((days) => {
    const look = looks.find(({ at }) => millisecondsBetween(at, expires) <= days * DAY);
    return look === undefined ? [] : [look.poll];
  });
  return [...new Set(polls)].map((poll) => deadlines.duty(null, 'key', poll, poll));
}
