/**
 * Flapping: what comes and goes too often to be told each time. It is one episode: entered and told once, quiet while it
 * lasts but for a reminder that gets rarer, and left only after it has been steady for long enough. The same rule damps
 * groups and the monitor's own sight.
 */
import type { Policy } from '../policy.ts';
import { type Instant, millisecondsBetween, plus } from '../time.ts';

/** An episode of flapping. */
export interface Episode {
  /** When it was recognized. */
  readonly since: Instant;
  /** Openings so far, those before it was recognized included. */
  readonly openings: number;
  /** When the present outage began; null while it is up. */
  readonly downSince: Instant | null;
  /** Since when it has been up, moved later by every gap: only observed time counts. null while it is down. */
  readonly steadyFrom: Instant | null;
  /** When people were last told anything of it. */
  readonly lastTold: Instant;
  /** Milliseconds that must pass after that before they are told that it is still down. */
  readonly quiet: number;
}

/** The recent openings that matter to the rule, this one included. */
export function openingsAfter(
  openings: readonly Instant[],
  now: Instant,
  policy: Pick<Policy, 'flapping'>,
): readonly Instant[] {
  const longest = Math.max(...policy.flapping.enter.map(({ within }) => within));
  return [...openings.filter((at) => millisecondsBetween(at, now) < longest), now];
}

/** The episode that begins with an opening; null where openings are still rare enough to be told one by one. */
export function episodeBegins(
  openings: readonly Instant[],
  now: Instant,
  policy: Pick<Policy, 'flapping'>,
): Episode | null {
  if (ruleMet(openings, now, policy) === null) return null;
  return {
    since: now,
    openings: openings.length,
    downSince: now,
    steadyFrom: null,
    lastTold: now,
    quiet: policy.flapping.quiet,
  };
}

/** The rule by which so many openings are flapping; null where they are not. */
export function ruleMet(
  openings: readonly Instant[],
  now: Instant,
  policy: Pick<Policy, 'flapping'>,
): Policy['flapping']['enter'][number] | null {
  const met = policy.flapping.enter.find(
    ({ openings: many, within }) =>
      openings.filter((at) => millisecondsBetween(at, now) < within).length >= many,
  );
  return met ?? null;
}

/** It went down again within the episode. */
export function downAgain(episode: Episode, now: Instant): Episode {
  return { ...episode, openings: episode.openings + 1, downSince: now, steadyFrom: null };
}

/** It is up; time without observation does not count as steady. */
export function upWithin(episode: Episode, now: Instant, unobserved: number): Episode {
  if (episode.steadyFrom === null) return { ...episode, downSince: null, steadyFrom: now };
  return unobserved === 0 ? episode : { ...episode, steadyFrom: plus(episode.steadyFrom, unobserved) };
}

/** Whether it has been up for long enough to be over. */
export function isSteady(episode: Episode, now: Instant, policy: Pick<Policy, 'flapping'>): boolean {
  return (
    episode.steadyFrom !== null && millisecondsBetween(episode.steadyFrom, now) >= policy.flapping.steady
  );
}

/**
 * Whether people are to be told that it is still down: it has been for a while in one stretch, and they have not been told
 * anything for long enough. Each time it takes twice as long.
 */
export function isStillDownDue(episode: Episode, now: Instant, policy: Pick<Policy, 'flapping'>): boolean {
  if (episode.downSince === null) return false;
  const down = millisecondsBetween(episode.downSince, now);
  return (
    down >= policy.flapping.stillDownAfter && millisecondsBetween(episode.lastTold, now) >= episode.quiet
  );
}

/** After people were told that it is still down. */
export function stillDownTold(episode: Episode, now: Instant, policy: Pick<Policy, 'flapping'>): Episode {
  return { ...episode, lastTold: now, quiet: Math.min(episode.quiet * 2, policy.flapping.quietMost) };
}
