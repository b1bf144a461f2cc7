/** Look after look, until somebody ends it. */
import { SECOND } from '../core/time.ts';
import type { Look } from './watcher.ts';

export interface Watching {
  readonly look: () => Promise<Look>;
  /** Shows what came of it; `next` is when the next look is, in milliseconds since 1970. */
  readonly show: (look: Look, next: number) => Promise<void>;
  /** Milliseconds from one look to the next. */
  readonly interval: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits so many milliseconds, or until the signal. */
  readonly pause: (milliseconds: number, until: AbortSignal) => Promise<void>;
  readonly until: AbortSignal;
  /** Calls back whenever somebody wants the next look at once. */
  readonly whenNudged: (look: () => void) => void;
}

/** Whoever ends it waits no longer for the look under way: killed, it is completed by the next one. */
const GRACE = 1_500;

/** A look that found another's lease, which a kill has left behind, is tried again soon. */
const AGAIN_AFTER = 5 * SECOND;

/** Resolves at the signal: true where the last look had come to its end, false where it is left behind. */
export async function keepWatching(watching: Watching): Promise<boolean> {
  const { look, show, interval, now, pause, until, whenNudged } = watching;
  let nudge = new AbortController();
  whenNudged(() => nudge.abort());
  let slot = now();
  while (!until.aborted) {
    nudge = new AbortController();
    const seen = await orLeft(look(), watching);
    if (seen === null) return false;
    // A machine that slept has missed slots; they are not made up for, one after another.
    slot += interval * Math.max(1, Math.ceil((now() - slot) / interval));
    const next = isLockedOut(seen) ? now() + AGAIN_AFTER : slot;
    await show(seen, next);
    const ended = AbortSignal.any([until, nudge.signal]);
    if (!ended.aborted) await pause(next - now(), ended);
  }
  return true;
}

function isLockedOut(look: Look): boolean {
  return look.ran && look.summary.outcome === 'skipped';
}

/** null where the signal came, and the look did not end within the grace. */
async function orLeft(looking: Promise<Look>, { pause, until }: Watching): Promise<Look | null> {
  const ended = new AbortController();
  const seen = looking.finally(() => ended.abort());
  const left = stopped(until, ended.signal).then(async () => {
    await pause(GRACE, ended.signal);
    return null;
  });
  return Promise.race([seen, left]);
}

/** Resolves at the signal, and never where the other one is first. */
function stopped(until: AbortSignal, unless: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (until.aborted) resolve();
    else until.addEventListener('abort', () => resolve(), { once: true, signal: unless });
  });
}
