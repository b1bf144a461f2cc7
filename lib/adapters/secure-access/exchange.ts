/** One request until it is answered: within the rate budget, repeated where that may help, never past the deadline. */
import { type Failure, RunFailure } from '../../core/failure.ts';
import type { Clock, Deadline, Log } from '../../sync/ports.ts';
import { type Judged, judge, judgeNoAnswer, type Subject, type Trouble } from './failures.ts';
import { HTTP_LIMITS, type Http, HttpError, type HttpRequest } from './http.ts';
import type { RateKeeper } from './rate-keeper.ts';
import type { Redactor } from './redact.ts';
import { nextAttempt, seconds } from './retry.ts';

/** Of a run's time this much is kept back, so that it can still record why it failed. */
export const KEPT_BACK_MILLISECONDS = 3_000;

/** The last moment for an answer, in milliseconds since 1970. */
export function lastMoment(deadline: Deadline): number {
  return deadline.at - KEPT_BACK_MILLISECONDS;
}

export interface ExchangeParts {
  readonly http: Http;
  readonly clock: Clock;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly redactor: Redactor;
  /** Told of every request as it is sent. */
  readonly count: (what: 'request' | 'retry') => void;
  readonly keeper: RateKeeper;
}

export interface Question {
  readonly subject: Subject;
  readonly request: Omit<HttpRequest, 'milliseconds'>;
  /** The last moment for an answer. */
  readonly until: number;
  /** Most time for one attempt. */
  readonly milliseconds?: number;
  /** false: one attempt, sent now or not at all. */
  readonly patient?: boolean;
}

/**
 * The JSON of a 200, or what is lastingly wrong (the caller may know better what to do about a 401). Throws a
 * `RunFailure` once a passing trouble has not passed: with the last real error, how often was asked, and why no more.
 */
export async function exchange(parts: ExchangeParts, question: Question): Promise<Judged> {
  const { subject, patient = true } = question;
  let last: Trouble | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const missing = await parts.keeper.take(patient ? question.until : parts.clock.now());
    if (missing !== null) throw givenUp(last?.failure ?? overBudget(subject, missing), attempt - 1, '');
    const judged = await once(parts, question);
    if (judged === 'no time')
      throw givenUp(last?.failure ?? outOfTime(subject), attempt - 1, 'the run has no time left');
    if ('json' in judged || !judged.trouble.passing) return judged;
    last = judged.trouble;
    const now = parts.clock.now();
    const { retryAfter } = last;
    const next = patient
      ? nextAttempt({ attempt, retryAfter, now, until: question.until, random: parts.random() })
      : { giveUp: '' };
    if ('giveUp' in next) throw givenUp(last.failure, attempt, next.giveUp);
    parts.log.warn('Asking Secure Access again', { ...last.failure, attempt, waitMilliseconds: next.wait });
    parts.count('retry');
    await parts.clock.sleep(next.wait);
  }
}

/** One attempt; `no time` where the run has none left for it, or it was cut short by the run's end alone. */
async function once(parts: ExchangeParts, question: Question): Promise<Judged | 'no time'> {
  const { subject } = question;
  const allowed = Math.min(
    question.milliseconds ?? HTTP_LIMITS.totalMilliseconds,
    HTTP_LIMITS.totalMilliseconds,
  );
  const left = question.until - parts.clock.now();
  if (left <= 0) return 'no time';
  parts.count('request');
  try {
    const answer = await parts.http.send({ ...question.request, milliseconds: Math.min(allowed, left) });
    return judge(subject, answer, parts.clock.now(), parts.redactor.clean);
  } catch (thrown) {
    if (!(thrown instanceof HttpError)) throw thrown;
    if (thrown.reason === 'too slow' && left < allowed) return 'no time';
    return { trouble: judgeNoAnswer(subject, thrown.reason, thrown.message, parts.redactor.clean) };
  }
}

function givenUp(failure: Failure, attempts: number, why: string): RunFailure {
  if (attempts === 0) return new RunFailure(failure);
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return new RunFailure({
    ...failure,
    detail: `${failure.detail} Given up after ${times}${why === '' ? '' : `: ${why}`}.`,
  });
}

function overBudget({ call }: Subject, milliseconds: number): Failure {
  const detail = `${call} would have had to wait ${seconds(milliseconds)} for the rate limit, more than the run has left.`;
  return { kind: 'rate limited', detail };
}

function outOfTime({ call }: Subject): Failure {
  return { kind: 'deadline', detail: `${call}: the run's time ended before an answer came.` };
}
