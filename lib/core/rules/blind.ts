/** Sight lost and regained: the monitor's own incident, damped like everybody else's. */
import { FAILURES, type Failure } from '../failure.ts';
import type { Gap } from '../fleet/change.ts';
import type { Reading } from '../fleet/observation.ts';
import type { Policy } from '../policy.ts';
import { type Instant, millisecondsBetween } from '../time.ts';
import type { MonitorFact, SightReturned } from './event.ts';
import {
  downAgain,
  episodeBegins,
  isSteady,
  isStillDownDue,
  openingsAfter,
  stillDownTold,
  upWithin,
} from './flapping.ts';
import { withMonitorEvent } from './monitor-event.ts';
import { blind as blindReason, seenAgain, steady, unsteady } from './reasons.ts';
import type { Blindness, GroupState, Head, MonitorState } from './state.ts';

/** A failure that a run took no harm from: the one that took over will see what is to be seen. */
const NOT_BLINDING: ReadonlySet<Failure['kind']> = new Set(['lease lost']);

/**
 * Judges by the time since the last complete run, whatever became of the runs in between, whether nobody sees the tunnels
 * any more. Told once; where sight comes and goes, only losses that last are told. null where nothing changes.
 */
export function loseSight(args: {
  readonly run: string;
  readonly head: Head;
  readonly failure: Failure;
  readonly now: Instant;
  readonly policy: Policy;
}): MonitorState | null {
  const { head, failure, now, policy, run } = args;
  const { monitor } = head;
  if (monitor.blind !== null) return stillBlind(monitor, monitor.blind, head, now, policy, run);
  if (NOT_BLINDING.has(failure.kind)) return null;
  const since = head.lastComplete?.reading.to ?? null;
  if (!isTooLong(head, millisecondsBetween(since ?? head.created, now), failure, policy)) return null;
  const losses = openingsAfter(monitor.losses, now, policy);
  if (monitor.episode !== null) {
    return {
      ...monitor,
      losses,
      blind: { since, failure, told: false },
      episode: downAgain(monitor.episode, now),
    };
  }
  const episode = episodeBegins(losses, now, policy);
  const blind: Blindness = { since, failure, told: true };
  const fact: MonitorFact = {
    type: 'went blind',
    since,
    failure,
    attempts: head.attempts,
    unsteady: episode !== null,
  };
  return withMonitorEvent(
    { ...monitor, losses, blind, episode },
    fact,
    `blind-since-${since ?? head.created}`,
    run,
    now,
    episode === null ? blindReason(policy, FAILURES[failure.kind].lasting) : unsteady(policy),
  );
}

/**
 * What a complete run means for sight: it returned, which is told if its loss was; or nothing ran for long, which could not
 * be told before; or it has been steady for long enough after coming and going. null where nothing changes.
 */
export function keepSight(args: {
  readonly run: string;
  readonly monitor: MonitorState;
  readonly reading: Reading;
  readonly gap: Gap | null;
  readonly groups: Iterable<GroupState>;
  readonly policy: Policy;
}): MonitorState | null {
  const { monitor, reading, gap, policy, run } = args;
  const now = reading.to;
  const unobserved = gap === null ? 0 : millisecondsBetween(gap.from, gap.to);
  if (monitor.episode !== null) {
    const episode = upWithin(monitor.episode, now, unobserved);
    if (!isSteady(episode, now, policy)) {
      return episode === monitor.episode && monitor.blind === null
        ? null
        : { ...monitor, blind: null, episode };
    }
    const fact = sightReturned(args, monitor.episode.since, monitor.blind, monitor.episode.openings);
    const settled: MonitorState = { ...monitor, blind: null, episode: null, losses: [] };
    return withMonitorEvent(
      settled,
      fact,
      `sight-steady-since-${episode.steadyFrom}`,
      run,
      now,
      steady(policy),
    );
  }
  const wasUnnoticed = gap !== null && unobserved >= policy.blind.after;
  if (monitor.blind === null && !wasUnnoticed) return null;
  const from = monitor.blind === null ? (gap?.from ?? null) : monitor.blind.since;
  const fact = sightReturned(args, from, monitor.blind, 1);
  return withMonitorEvent(
    { ...monitor, blind: null },
    fact,
    `sight-after-${from ?? 'the-start'}`,
    run,
    now,
    seenAgain(policy, monitor.blind !== null),
  );
}

/** Blind in an episode, and not told yet: told when it has lasted. */
function stillBlind(
  monitor: MonitorState,
  blind: Blindness,
  head: Head,
  now: Instant,
  policy: Policy,
  run: string,
): MonitorState | null {
  const { episode } = monitor;
  if (blind.told || episode === null || !isStillDownDue(episode, now, policy)) return null;
  const { since, failure } = blind;
  const fact: MonitorFact = { type: 'went blind', since, failure, attempts: head.attempts, unsteady: true };
  const told: MonitorState = {
    ...monitor,
    blind: { ...blind, told: true },
    episode: stillDownTold(episode, now, policy),
  };
  return withMonitorEvent(told, fact, `blind-since-${since ?? head.created}`, run, now, unsteady(policy));
}

function isTooLong(head: Head, blindFor: number, failure: Failure, policy: Policy): boolean {
  const { blind } = policy;
  if (FAILURES[failure.kind].lasting) return head.attempts >= blind.runsWhenLasting;
  return head.attempts >= blind.runs && blindFor >= blind.after;
}

/** `groups` are the states as stored, so that what an earlier, killed run found is counted too. */
function sightReturned(
  { groups, reading }: { readonly groups: Iterable<GroupState>; readonly reading: Reading },
  from: Instant | null,
  blind: Blindness | null,
  losses: number,
): SightReturned {
  const untold = [...groups].flatMap((state) => state.untold);
  return {
    type: 'sight returned',
    blind: { from, to: reading.from },
    failure: blind?.failure ?? null,
    opened: untold.filter(({ type }) => type === 'opened' || type === 'flapping began').length,
    ended: untold.filter(({ type }) => type === 'ended').length,
    losses,
  };
}
