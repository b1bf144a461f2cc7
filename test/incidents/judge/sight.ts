/** What is promised about the monitor's own sight: lost, regained, and coming and going. */
import { FAILURES } from '../../../lib/core/failure.ts';
import { type Instant, millisecondsBetween, plus } from '../../../lib/core/time.ts';
import type { Played, Poll } from '../stage/record.ts';
import type { Deadlines, Duty } from './duty.ts';
import type { Look } from './truth.ts';

/** Sight comes and goes. */
interface Rhythm {
  lostAt: Instant | null;
  seeingSince: Instant | null;
  lastTold: Instant;
  quiet: number;
}

export function sightDuties(played: Played, looks: readonly Look[], deadlines: Deadlines): readonly Duty[] {
  const sight = new Sight(played, deadlines);
  for (const [index, poll] of played.polls.entries()) {
    const look = looks.find((one) => one.poll === index);
    if (look === undefined) sight.fails(index, poll);
    else sight.sees(index, poll, look.unobserved);
  }
  return sight.duties;
}

class Sight {
  readonly duties: Duty[] = [];
  readonly #played: Played;
  readonly #deadlines: Deadlines;
  #last: Instant;
  #attempts = 0;
  #firstFailure = 0;
  #killed = false;
  #isLost = false;
  #isTold = false;
  #losses: Instant[] = [];
  #rhythm: Rhythm | null = null;

  constructor(played: Played, deadlines: Deadlines) {
    this.#played = played;
    this.#deadlines = deadlines;
    this.#last = played.polls[0]?.from ?? ('' as Instant);
  }

  /** A run that saw nothing. One that is killed cannot judge what it did not live to see: only the runs before it. */
  fails(index: number, poll: Poll): void {
    if (this.#attempts === 0) this.#firstFailure = index;
    const isKilled = poll.failure === null;
    if (!isKilled) this.#attempts += 1;
    if (!isKilled || this.#killed) this.#judge(index, poll);
    if (isKilled) this.#attempts += 1;
    this.#killed = isKilled;
  }

  sees(index: number, poll: Poll, unobserved: number): void {
    const { policy } = this.#played;
    // The run before was killed: whatever this one will see, it must say so before it is killed too.
    if (this.#killed) this.#judge(index, poll);
    const wasUnnoticed = unobserved >= policy.blind.after;
    const rhythm = this.#rhythm;
    if (rhythm !== null) {
      rhythm.seeingSince = rhythm.seeingSince === null ? poll.to : plus(rhythm.seeingSince, unobserved);
      rhythm.lostAt = null;
      if (millisecondsBetween(rhythm.seeingSince, poll.to) >= policy.flapping.steady) {
        this.#rhythm = null;
        this.#losses = [];
        this.#owe('sighted', index, index);
      }
    } else if (this.#isTold || wasUnnoticed) this.#owe('sighted', index, index);
    this.#isLost = false;
    this.#isTold = false;
    this.#attempts = 0;
    this.#killed = false;
    this.#last = poll.to;
  }

  #judge(index: number, poll: Poll): void {
    const { policy } = this.#played;
    const now = poll.failure === null ? poll.from : poll.ended;
    if (!this.#isLost && this.#isTooLong(poll, now)) this.#lose(index, now);
    const { flapping } = policy;
    const rhythm = this.#rhythm;
    if (!this.#isLost || this.#isTold || rhythm === null || rhythm.lostAt === null) return;
    if (
      millisecondsBetween(rhythm.lostAt, now) < flapping.stillDownAfter ||
      millisecondsBetween(rhythm.lastTold, now) < rhythm.quiet
    )
      return;
    rhythm.lastTold = now;
    rhythm.quiet = Math.min(rhythm.quiet * 2, flapping.quietMost);
    this.#isTold = true;
    this.#owe('blind', this.#firstFailure, index);
  }

  #isTooLong({ failure }: Poll, now: Instant): boolean {
    const { blind } = this.#played.policy;
    if (failure !== null && FAILURES[failure.kind].lasting) return this.#attempts >= blind.runsWhenLasting;
    return this.#attempts >= blind.runs && millisecondsBetween(this.#last, now) >= blind.after;
  }

  #lose(index: number, now: Instant): void {
    const { flapping } = this.#played.policy;
    this.#isLost = true;
    if (this.#rhythm !== null) {
      this.#rhythm.lostAt = now;
      this.#rhythm.seeingSince = null;
      return;
    }
    this.#losses.push(now);
    const flaps = flapping.enter.some(
      ({ openings, within }) =>
        this.#losses.filter((at) => millisecondsBetween(at, now) < within).length >= openings,
    );
    if (flaps) this.#rhythm = { lostAt: now, seeingSince: null, lastTold: now, quiet: flapping.quiet };
    this.#isTold = true;
    this.#owe('blind', this.#firstFailure, index);
  }

  #owe(news: 'blind' | 'sighted', cause: number, index: number): void {
    this.duties.push(this.#deadlines.duty(null, news, cause, index));
  }
}
