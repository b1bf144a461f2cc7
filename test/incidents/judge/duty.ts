/** What must be told: worked out from what the API showed, from the policy, and from when messages could be sent. */
import { epochMilliseconds, millisecondsBetween } from '../../../lib/core/time.ts';
import type { Played } from '../stage/record.ts';
import { type Look, messagesBefore } from './truth.ts';

export type News =
  | 'opened'
  | 'flapping'
  | 'worse'
  | 'better'
  | 'still down'
  | 'ended'
  | 'removed'
  | 'configured'
  | 'began'
  | 'blind'
  | 'sighted'
  | 'reminder-critical'
  | 'reminder-redundancy'
  | 'key';

/** One thing that people must be told. */
export interface Duty {
  /** null where it is about the monitor. */
  readonly group: string | null;
  readonly news: News;
  /** The poll that first saw its cause. */
  readonly cause: number;
  /** The polls in which it may be told, the first and the last of them. */
  readonly first: number;
  readonly last: number;
}

/** Which news one message may carry together. */
export const KIND = {
  opened: 'opened',
  flapping: 'opened',
  worse: 'changed',
  better: 'changed',
  'still down': 'changed',
  ended: 'ended',
  removed: 'removed',
  configured: 'configured',
  began: 'began',
  blind: 'blind',
  sighted: 'sighted',
  'reminder-critical': 'reminder-critical',
  'reminder-redundancy': 'reminder-redundancy',
  key: 'key',
} as const satisfies Record<News, string>;

const GATHERED: ReadonlySet<News> = new Set([
  'opened',
  'flapping',
  'worse',
  'better',
  'still down',
  'ended',
  'removed',
]);

/** When a duty that arises at a poll must have been done. */
export class Deadlines {
  readonly #played: Played;
  readonly #looks: readonly Look[];
  readonly #crowded = new Map<number, boolean>();

  constructor(played: Played, looks: readonly Look[]) {
    this.#played = played;
    this.#looks = looks;
  }

  duty(group: string | null, news: News, cause: number, poll: number): Duty {
    const before = this.#looks.findLast((look) => look.poll < poll)?.poll ?? -1;
    const first = news === 'blind' ? poll : before + 1;
    return { group, news, cause, first, last: this.#last(news, poll) };
  }

  /** The first run that could tell, once nothing lets it wait any more. */
  #last(news: News, poll: number): number {
    const { polls } = this.#played;
    const from = Math.max(
      this.#afterGathering(news, poll),
      news === 'removed' ? this.#afterLookUps(poll) : poll,
    );
    const found = polls.findIndex(
      ({ couldTell }, index) =>
        index >= from && (couldTell === 'everything' || (news === 'blind' && couldTell === 'blindness')),
    );
    return found === -1 ? Number.POSITIVE_INFINITY : found;
  }

  #afterGathering(news: News, poll: number): number {
    const { policy, polls } = this.#played;
    const now = polls[poll]?.to;
    if (now === undefined || !GATHERED.has(news) || !this.#isCrowded(poll)) return poll;
    const { slot } = policy.gathering;
    const end = (Math.floor(epochMilliseconds(now) / slot) + 1) * slot;
    const found = polls.findIndex(({ ended }) => epochMilliseconds(ended) >= end);
    return found === -1 ? Number.POSITIVE_INFINITY : found;
  }

  #isCrowded(poll: number): boolean {
    const known = this.#crowded.get(poll);
    const crowded = known ?? messagesBefore(this.#played, poll) >= this.#played.policy.gathering.messages;
    this.#crowded.set(poll, crowded);
    return crowded;
  }

  /** Removals may wait until all absent groups have been looked up, but no longer than the policy says. */
  #afterLookUps(poll: number): number {
    const begun = this.#played.polls[poll]?.to;
    if (begun === undefined) return poll;
    const done = this.#looks.find(
      (look) =>
        look.poll >= poll &&
        (![...look.groups.values()].some(({ stand }) => stand === 'absent') ||
          millisecondsBetween(begun, look.at) >= this.#played.policy.removals.wait),
    );
    return done?.poll ?? poll;
  }
}
