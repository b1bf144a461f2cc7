import { explain } from '../failure.ts';
import type { Gap } from '../fleet/change.ts';
import type { Reading } from '../fleet/observation.ts';
import type { Policy } from '../policy.ts';
import { millisecondsBetween } from '../time.ts';
import type { Head } from './state.ts';

/** The time nobody looked before this reading, where it is longer than the schedule explains; null otherwise. */
export function gapBefore(head: Head, reading: Reading, policy: Policy): Gap | null {
  if (head.accounted === null) return null;
  const length = millisecondsBetween(head.accounted, reading.from);
  if (!isGap(length, policy)) return null;
  return { from: head.accounted, to: reading.from, why: reason(head) };
}

/** Whether so many milliseconds without a reading are more than the schedule explains. */
export function isGap(length: number, policy: Policy): boolean {
  return length > policy.gapIntervals * policy.interval;
}

function reason(head: Head): string {
  if (head.lastFailure !== null) return `Runs failed: ${explain(head.lastFailure).title}.`;
  if (head.attempts > 1) return 'Runs began and did not end.';
  return 'No run was started.';
}
