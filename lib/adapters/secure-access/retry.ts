/** When to ask again, and when not: a decision over plain data. */

export interface RetryLimits {
  /** Requests in all, the first included. */
  readonly attempts: number;
  /** The first pause is at most this long; each further one may be twice as long. */
  readonly firstMilliseconds: number;
  /** No pause of our own is longer. A longer one that the API asks for is kept, where there is time for it. */
  readonly longestMilliseconds: number;
}

export const RETRY_LIMITS: RetryLimits = {
  attempts: 4,
  firstMilliseconds: 2_000,
  longestMilliseconds: 30_000,
};

/** A repeat with less time than this left would only end in a time-out. */
const USEFUL_MILLISECONDS = 1_000;

export interface RetryQuestion {
  /** Requests made so far. */
  readonly attempt: number;
  /** The header as sent: seconds, or an HTTP date. */
  readonly retryAfter: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The repeat must have ended by then; milliseconds since 1970. */
  readonly until: number;
  /** At least 0 and less than 1. */
  readonly random: number;
}

/** `wait` in milliseconds; or why there is no further attempt. */
export type RetryAnswer = { readonly wait: number } | { readonly giveUp: string };

/**
 * Whether to ask again. A `Retry-After` in the future is kept to the letter; without one, or with one that is past or
 * unreadable, the pause is random between nothing and a bound that doubles ("full jitter").
 */
export function nextAttempt(question: RetryQuestion, limits: RetryLimits = RETRY_LIMITS): RetryAnswer {
  const { attempt, now, until, random } = question;
  if (attempt >= limits.attempts) return { giveUp: '' };
  const asked = retryAfterMilliseconds(question.retryAfter, now);
  const bound = Math.min(limits.longestMilliseconds, limits.firstMilliseconds * 2 ** (attempt - 1));
  const wait = asked > 0 ? asked : Math.floor(random * bound);
  if (now + wait + USEFUL_MILLISECONDS <= until) return { wait };
  return {
    giveUp:
      asked > 0 ? `asked to wait ${seconds(asked)}, more than the run has left` : 'the run has no time left',
  };
}

/** The pause a `Retry-After` header asks for; 0 where it is absent, past, or not one of the forms of RFC 9110. */
export function retryAfterMilliseconds(header: string | null, now: number): number {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return 0;
  // The oldest of the three forms names no zone and means GMT.
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}

/** A pause for a sentence: seconds, rounded up. */
export function seconds(milliseconds: number): string {
  const whole = Math.ceil(milliseconds / 1_000);
  return Number.isSafeInteger(whole) ? `${whole} s` : 'practically for ever';
}
