/** How long something has gone on, as far as its bounds tell. */
import { type Bounds, type Instant, millisecondsBetween } from '../../time.ts';
import { durationWithin } from '../duration.ts';

/** `For: between 2 and 63 seconds so far`; nothing where it is over. */
export function soFar(since: Bounds, until: Instant, goesOn: boolean): readonly string[] {
  if (!goesOn) return [];
  return until < since.by
    ? ['For: not known, since the clock was set back']
    : [`For: ${lasted(since, until)} so far`];
}

/** How long from a change until an instant at which it was known to go on. */
export function lasted(since: Bounds, until: Instant): string {
  const most = since.after === null ? null : millisecondsBetween(since.after, until);
  return durationWithin(Math.max(0, millisecondsBetween(since.by, until)), most);
}
