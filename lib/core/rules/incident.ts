/** The course of an open incident: what a reading makes of it. */
import type { Facts } from '../fleet/change.ts';
import type { GroupPolicy } from '../policy.ts';
import type { Bounds, Instant } from '../time.ts';
import { endOf } from './ending.ts';
import { type GroupFact, isWorse, type Severity, severityOf } from './event.ts';
import { downAgain, type Episode, isSteady, isStillDownDue, stillDownTold, upWithin } from './flapping.ts';
import { damped, NO_REASON, REASONS, steady, stillDown } from './reasons.ts';
import type { Condition } from './redundancy.ts';
import type { Incident } from './state.ts';

/** How the incident goes on (null: it has ended), and what there is to tell. */
export interface Course {
  readonly incident: Incident | null;
  readonly fact: GroupFact | null;
  /** Why it is told, or why what there is is not; empty where there is nothing to decide. */
  readonly reason: string;
}

interface Sighting {
  readonly facts: Facts;
  readonly condition: Condition;
  /** When what is different now came about in what the API says. */
  readonly seen: Bounds;
  /** When it came about: at any time since anybody could last tell. */
  readonly bounds: Bounds;
  /** When the present status began. */
  readonly since: Bounds;
  readonly now: Instant;
  readonly unobserved: number;
  readonly isSilenced: boolean;
  readonly policy: GroupPolicy;
}

/**
 * What is told of an open incident, besides its end: worse than people were last told, at once, and also when a silence has
 * ended; less bad, unless it is flapping; and that a flapping group is still down, ever more rarely. A condition that says
 * nothing (`unknown`, or a group missing from the list) leaves the incident as it is.
 */
export function course(incident: Incident, sighting: Sighting): Course {
  const { facts, condition, bounds } = sighting;
  if (facts.presence === 'removed') {
    return { incident: null, fact: endOf(incident, 'removed', bounds), reason: REASONS.removed };
  }
  if (condition === 'unknown') return quietly(unsettled(incident), REASONS.unknown);
  if (condition === 'connected') return up(incident, sighting);
  return down(incident, condition, sighting);
}

function up(incident: Incident, { seen, bounds, now, unobserved, policy }: Sighting): Course {
  if (incident.episode === null) {
    // What was never anything but unknown is over when the word changes.
    const ended = incident.status === 'unknown' ? seen : bounds;
    return { incident: null, fact: endOf(incident, 'connected', ended), reason: REASONS.connected };
  }
  const episode = upWithin(incident.episode, now, unobserved);
  if (isSteady(episode, now, policy)) {
    return {
      incident: null,
      fact: endOf(incident, 'steady', bounds),
      reason: steady(policy),
    };
  }
  const same = episode === incident.episode && incident.status === 'connected';
  return same ? quietly(incident) : quietly({ ...incident, status: 'connected', episode }, damped(policy));
}

function down(before: Incident, condition: Condition, sighting: Sighting): Course {
  const { bounds, since, now, policy, isSilenced } = sighting;
  const incident = withCondition(before, condition, now);
  const severity = severityOf(condition);
  const known = { incident: incident.id, status: condition, severity };
  if (isWorse(severity, incident.told)) {
    const isSeenNow = before.status !== condition;
    const reason = isSeenNow ? REASONS.worse : REASONS.worseAfterSilence;
    return tell(incident, worseFact(incident, before, known, isSeenNow ? bounds : since), reason, sighting);
  }
  const { episode } = incident;
  if (episode !== null && isStillDownDue(episode, now, policy)) {
    const told: Incident = isSilenced
      ? incident
      : { ...incident, episode: stillDownTold(episode, now, policy) };
    const fact: GroupFact = {
      type: 'still down',
      ...known,
      openings: episode.openings,
      since: incident.opened,
    };
    const reason = stillDown(policy, episode.quiet);
    return isSilenced ? quietly(incident, reason) : { incident: told, fact, reason };
  }
  // Who was not told how bad it was meanwhile has nothing to hear of it.
  const isBetter = isWorse(severityOf(before.status), severity) && isWorse(before.told ?? 'ok', severity);
  if (isBetter && episode === null) {
    const fact: GroupFact = {
      type: 'eased',
      ...known,
      previous: before.status,
      since: bounds,
      opened: incident.opened,
    };
    return tell(incident, fact, REASONS.better, sighting);
  }
  return quietly(incident, episode === null ? NO_REASON : damped(policy));
}

/** What people were told before a silence, as far as its severity says. */
const TOLD_AS: Readonly<Record<Severity, Condition>> = {
  critical: 'disconnected',
  warning: 'warning',
  ok: 'connected',
};

/** People who were told nothing are told that it is open; the others that it got worse. */
function worseFact(
  incident: Incident,
  before: Incident,
  known: {
    readonly incident: string;
    readonly status: Condition;
    readonly severity: Severity;
  },
  since: Bounds,
): GroupFact {
  if (before.told !== null) {
    const previous = before.status === known.status ? TOLD_AS[before.told] : before.status;
    return { type: 'escalated', ...known, previous, since, opened: before.opened };
  }
  if (before.episode === null) return { type: 'opened', ...known, since: before.opened };
  const { openings, downSince } = incident.episode ?? before.episode;
  // The present outage: before it the group was up, however long the incident is.
  const stretch = downSince === null || downSince === since.by ? since : { after: null, by: downSince };
  return { type: 'flapping began', ...known, openings, since: stretch };
}

/** What is silenced has not been told, and is not repeated while the silence lasts. */
function tell(incident: Incident, fact: GroupFact, reason: string, { isSilenced, now }: Sighting): Course {
  if (isSilenced) return quietly(incident, reason);
  const episode: Episode | null = incident.episode && { ...incident.episode, lastTold: now };
  return { incident: { ...incident, told: severityOf(incident.status), toldAt: now, episode }, fact, reason };
}

function withCondition(incident: Incident, condition: Condition, now: Instant): Incident {
  if (incident.status === condition) return incident;
  const worst = isWorse(severityOf(incident.worst), severityOf(condition)) ? incident.worst : condition;
  const episode =
    incident.episode !== null && incident.status === 'connected'
      ? downAgain(incident.episode, now)
      : incident.episode;
  return { ...incident, status: condition, worst, episode };
}

/** Time in which nobody can tell is not steady. */
function unsettled(incident: Incident): Incident {
  if (incident.episode === null || incident.episode.steadyFrom === null) return incident;
  return { ...incident, episode: { ...incident.episode, steadyFrom: null } };
}

function quietly(incident: Incident, reason: string = NO_REASON): Course {
  return { incident, fact: null, reason };
}
