/** Judges a played incident by what it shows, with nothing of the rules in hand. */
import { MINUTE } from '../../../lib/core/time.ts';
import type { Played, Sent } from '../stage/record.ts';
import { type Doing, done, type Uncalled } from './done.ts';
import { dutiesOf } from './duties.ts';
import type { Duty, News } from './duty.ts';
import { fewest } from './fewest.ts';
import { looksOf } from './truth.ts';
import { type Untrue, untrue } from './untrue.ts';

export interface Verdict {
  readonly messages: number;
  /** No system that keeps the promises could have sent fewer. */
  readonly fewest: number;
  /** Milliseconds from the beginning of the poll that first saw an outage, or first failed to see, to its message; in order. */
  readonly delays: readonly number[];
  /** Things told that were not so. */
  readonly untrue: readonly Untrue[];
  /** Things that had to be told and were not, or not in time. */
  readonly missing: readonly Duty[];
  /** Things told that were so, and that nothing had asked for. */
  readonly uncalled: readonly Uncalled[];
  /** Statements read, and duties looked for: a judge with nothing to do has judged nothing. */
  readonly judged: number;
  readonly doings: readonly Doing[];
}

const BAD_NEWS: ReadonlySet<News> = new Set(['opened', 'flapping', 'worse', 'blind']);

export function judge(played: Played): Verdict {
  const looks = looksOf(played);
  const duties = dutiesOf(played, looks);
  const { doings, uncalled } = done(played, duties);
  return {
    messages: played.sent.length,
    fewest: fewest(doings.map(({ duty }) => duty)) + repeatsOwed(played),
    delays: doings.flatMap(({ duty, by }) =>
      by !== null && BAD_NEWS.has(duty.news) ? delay(played, duty, by) : [],
    ),
    untrue: untrue(played, looks),
    missing: doings.flatMap(({ duty, by }) => (by === null ? duty : [])),
    uncalled,
    judged: duties.length + played.sent.reduce((sum, { alert }) => sum + alert.events.length, 0),
    doings,
  };
}

/**
 * Messages that had to be sent again: a process that is gone when SNS has answered, and before anything else, leaves nobody
 * who could know that it was sent, and what may not have been sent must be.
 */
function repeatsOwed({ polls, sent }: Played): number {
  return sent.filter(({ poll }) => polls[poll]?.diedAfterPublishing === true).length;
}

/** Milliseconds from the beginning of the poll that first saw the cause to the message. */
export function delay({ polls }: Played, { cause }: Duty, { minute, after }: Sent): number {
  return (minute - (polls[cause]?.minute ?? minute)) * MINUTE + after;
}
