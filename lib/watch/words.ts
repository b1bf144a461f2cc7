/** What the terminal says while it is watched from here. Pure: names come cleaned from the messages, times from whoever asks. */
import type { RenderedAlert } from '../core/alerts/alert.ts';
import { totalOf } from '../core/alerts/counts.ts';
import { duration, number, plural } from '../core/alerts/duration.ts';
import { explain, type Failure } from '../core/failure.ts';
import { HERE } from '../core/failure-here.ts';
import type { Gap } from '../core/fleet/change.ts';
import type { StatusCounts } from '../core/fleet/group.ts';
import { shortestInterval } from '../core/rate/interval.ts';
import type { RateBudget } from '../core/rate/limits.ts';
import { millisecondsBetween } from '../core/time.ts';

const INDENT = '          ';

/** `212 groups: 210 connected, 1 warning, 1 disconnected`; what there is none of is left out. */
export function countsLine(counts: StatusCounts): string {
  const parts = (['connected', 'warning', 'disconnected', 'unknown'] as const)
    .filter((status) => counts[status] > 0)
    .map((status) => `${number(counts[status])} ${status}`);
  return `${plural(totalOf(counts), 'group')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

/** The e-mail under its subject, without its empty lines. */
export function alertLines({ subject, email }: RenderedAlert): readonly string[] {
  const body = email.split('\n').filter((line) => line.trim() !== '');
  return [subject, ...body.map((line) => `${INDENT}${line}`)];
}

/** What failed, what it means, and what to do. `again`: when the next run is, as people read it. */
export function failureLines(failure: Failure, again: string): readonly string[] {
  const { title, meaning, remedy } = { ...explain(failure), ...HERE[failure.kind] };
  return [
    `The run failed: ${title}. The next is at ${again}.`,
    ...[failure.detail, meaning, remedy].map((line) => `${INDENT}${line}`),
  ];
}

/** `Nobody looked for 8 hours: the time from … to … is kept as a gap.` */
export function gapLine({ from, to }: Gap, moment: (at: Gap['from']) => string): string {
  return `Nobody looked for ${duration(millisecondsBetween(from, to))}: the time from ${moment(from)} to ${moment(to)} is kept as a gap.`;
}

/** null where runs that often can read a fleet of that size within the API's rate limits. */
export function intervalWarning(
  groups: number,
  { everyMinutes, requestBudget }: { readonly everyMinutes: number; readonly requestBudget: RateBudget },
): string | null {
  const shortest = shortestInterval(groups, requestBudget);
  if (shortest !== null && shortest <= everyMinutes) return null;
  const remedy =
    shortest === null ? 'No interval is long enough for so many.' : `Start this with --every ${shortest}.`;
  return `${plural(groups, 'group')} cannot be read every ${plural(everyMinutes, 'minute')} within the API's rate limits ("${requestBudget}"): runs will fail with "rate limit reached". ${remedy}`;
}
