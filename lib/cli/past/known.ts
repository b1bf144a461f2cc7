/** What there is an answer to, and what has to be said beside it. */
import { duration, plural } from '../../core/alerts/duration.ts';
import type { Gap } from '../../core/fleet/change.ts';
import type { Range, Sight, UnseenStretch } from '../../core/history/range.ts';
import type { Hole } from '../../core/history/reconstruct.ts';
import type { Refused } from '../../core/history/refused.ts';
import { millisecondsBetween } from '../../core/time.ts';
import { CommandError } from '../command-error.ts';
import type { Opened } from '../open.ts';

const RETENTION = 'How long the past is kept is retentionDays in the configuration.';
const NEVER = "Look at the function's log for its last run, or at the alarms.";

/** The answer. Throws a `CommandError` that says why there is none, in the zone in which times are shown. */
export function known<T extends object>(answer: T | Refused, opened: Opened): T {
  if (!isRefused(answer)) return answer;
  const { organization, times } = opened;
  const earliest = answer.earliest === null ? '' : times.moment(answer.earliest);
  switch (answer.why) {
    case 'never watched':
      throw new CommandError('not known', `No run of ${organization} has been complete yet.`, NEVER);
    case 'before the first complete run':
      throw tooEarly(opened);
    case 'older than the retention':
      throw new CommandError('not known', `What was before ${earliest} is not kept any more.`, RETENTION);
    case 'range reversed':
      throw new CommandError('usage', answer.detail, 'Swap --from and --to.');
  }
}

function isRefused(answer: object): answer is Refused {
  return 'answered' in answer && answer.answered === false;
}

/** The answer about a range. Throws a `CommandError` where nothing at all is known of it. */
export function knownRange<T extends Pick<Sight, 'range' | 'unseen'>>(
  answer: T | Refused,
  opened: Opened,
): T {
  const given = known(answer, opened);
  const unseen = given.unseen.reduce((sum, { from, to }) => sum + millisecondsBetween(from, to), 0);
  if (unseen < millisecondsBetween(given.range.from, given.range.to)) return given;
  const reasons = new Set(given.unseen.map(({ why }) => why));
  if (reasons.has('expired'))
    throw new CommandError('not known', 'Nothing of that time is kept any more.', RETENTION);
  if (reasons.has('before the watch')) throw tooEarly(opened);
  const last = opened.head.lastComplete?.reading.to;
  const since = last === undefined ? '' : `since ${opened.times.moment(last)}`;
  throw new CommandError(
    'not known',
    `Nobody has looked ${since}: that was the last complete run.`,
    'tunnelwatch status shows what was seen then, and why there is nothing newer.',
  );
}

function tooEarly({ organization, head, times }: Opened): CommandError {
  const { watching } = head.monitor;
  return new CommandError(
    'not known',
    `Nothing is known of a time before ${watching === null ? 'the watch' : times.moment(watching)}: the first complete run of ${organization} was then.`,
    'Ask about a later time.',
  );
}

/** What an answer about a range cannot say. */
export interface Unknowns {
  readonly unseen?: readonly UnseenStretch[];
  readonly gaps?: readonly Gap[];
  readonly holes?: readonly Hole[];
}

const GAPS_MOST = 5;

/** What has to be known beside an answer, a line each: where nothing is known, where nobody looked, what was lost. */
export function notes({ unseen = [], gaps = [], holes = [] }: Unknowns, opened: Opened): string {
  const shown = gaps.slice(0, GAPS_MOST);
  const rest = gaps.length - shown.length;
  const lines = [
    ...unseen.map((stretch) => unseenNote(stretch, opened)),
    ...shown.map((gap) => `Nobody looked from ${fromTo(gap, opened)}: ${gap.why}`),
    ...(rest > 0 ? [`… and ${plural(rest, 'more gap')}; tunnelwatch runs lists all of them.`] : []),
    ...holes.map(
      ({ group, from, to }) =>
        `Rows of history are lost (group ${group}, changes ${from} to ${to}): what is said of it may be wrong.`,
    ),
  ];
  return lines.map((line) => `${line.replace(/\.?$/, '.')}\n`).join('');
}

function unseenNote(stretch: UnseenStretch, opened: Opened): string {
  const { from, to, why } = stretch;
  const { times, now } = opened;
  if (why === 'before the watch')
    return `Nothing is known before ${times.moment(to)}: the first complete run was then.`;
  if (why === 'expired') return `Nothing is kept of the time from ${fromTo(stretch, opened)} any more.`;
  return to === now
    ? `As of the last complete run, ${times.moment(from)}, ${duration(millisecondsBetween(from, to))} ago.`
    : `Nobody has looked after ${times.moment(from)}: that was the last complete run.`;
}

function fromTo({ from, to }: Range, { times }: Opened): string {
  return `${times.moment(from)} to ${times.moment(to)} (${duration(millisecondsBetween(from, to))})`;
}
