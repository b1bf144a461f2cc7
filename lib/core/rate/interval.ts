/**
 * Which interval a fleet of some size can be read at, within the API's limits. Computed by letting the keeper of the limits
 * itself (`waitFor`) hold back a day's calls, so the answer is what runs will do, not a second reading of the limits.
 */
import { PAGES_MAX } from '../fixed-policy.ts';
import { PAGE_LIMIT } from '../fleet/pages.ts';
import { runTimes } from '../policy.ts';
import { MINUTE, SECOND } from '../time.ts';
import { RATES, type RateBudget, type RateWindow, waitFor } from './limits.ts';

/** Minutes between runs that the configuration allows: EventBridge Scheduler has none under one; over an hour nobody watches. */
export const EVERY_MINUTES = { least: 1, most: 60 } as const;

/** The most that a run reads: pages have a bound, so that a list without end is not read for ever. */
export const GROUPS_MOST = PAGES_MAX * PAGE_LIMIT;

/** A page of 200 groups takes far less; what is left over is for the few calls that are tried again. */
const PAGE_MILLISECONDS = SECOND;

/** Of a run's time, for starting, the token, the table and the messages. */
const REST_MILLISECONDS = 10 * SECOND;

/**
 * The fewest whole minutes between two runs in which every run reads the whole fleet, run after run; null where no interval
 * that can be configured is long enough. Groups that are looked up singly, and lists that are read twice because they changed
 * meanwhile, take calls beside this: where the limits have none left, such a look-up waits for a later run, and such a run fails
 * with `rate limit reached` and the next one reads.
 */
export function shortestInterval(groups: number, budget: RateBudget): number | null {
  if (groups > GROUPS_MOST) return null;
  for (let minutes = EVERY_MINUTES.least; minutes <= EVERY_MINUTES.most; minutes += 1)
    if (fits(pagesOf(groups), minutes * MINUTE, RATES[budget])) return minutes;
  return null;
}

/** The largest fleet that can be read every so many minutes: whole pages of it, at most `GROUPS_MOST`. */
export function largestFleet(everyMinutes: number, budget: RateBudget): number {
  let pages = 0;
  while (pages < PAGES_MAX && fits(pages + 1, everyMinutes * MINUTE, RATES[budget])) pages += 1;
  return pages * PAGE_LIMIT;
}

/** Calls of a run that finds everything in order. An empty list is a page too. */
export function pagesOf(groups: number): number {
  return Math.max(1, Math.ceil(groups / PAGE_LIMIT));
}

/** Whether runs of so many calls, so many milliseconds apart, all end in time. */
function fits(calls: number, interval: number, windows: readonly RateWindow[]): boolean {
  const longest = Math.max(...windows.map(({ milliseconds }) => milliseconds));
  const remembered = Math.max(...windows.map((window) => window.calls));
  const inTime = runTimes(interval).run - REST_MILLISECONDS;
  let past: number[] = [];
  // What the limits still hold against a key is as old as the longest of them: after that, runs repeat each other.
  for (let begun = 0; begun <= 2 * longest; begun += interval) {
    let now = begun;
    for (let call = 0; call < calls; call += 1) {
      now += waitFor(past, windows, now);
      past.push(now);
      now += PAGE_MILLISECONDS;
    }
    if (now - begun > inTime) return false;
    past = past.slice(-remembered);
  }
  return true;
}
