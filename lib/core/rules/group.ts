import { type Change, type Differences, difference, type Facts, kindsOf } from '../fleet/change.ts';
import { policyFor } from '../policy.ts';
import type { Bounds, Instant } from '../time.ts';
import {
  boundsForPeople,
  boundsOf,
  type Context,
  groupEvent,
  type News,
  unobservedBefore,
} from './context.ts';
import { removal } from './ending.ts';
import type { GroupEvent, GroupFact } from './event.ts';
import { course } from './incident.ts';
import { isLeftOut, LEFT_OUT } from './left-out.ts';
import { opening } from './opening.ts';
import { watchOf } from './provisioning.ts';
import { beingSetUp, INHERITED, NO_REASON, REASONS, setUpForTooLong, type Verdict } from './reasons.ts';
import { type Baseline, baselineAfter, type Condition, conditionOf, NO_BASELINE } from './redundancy.ts';
import { silencedBy } from './silence.ts';
import type { GroupState, GroupWrite, Incident, Pending } from './state.ts';

/** Where a group stands after a run, and what there is to tell about it. */
interface Standing {
  readonly incident: Incident | null;
  readonly pending: Pending | null;
  readonly openings: readonly Instant[];
  readonly news: News | null;
  /** Why nothing is told where there was something to decide; empty otherwise. */
  readonly quiet: string;
}

/** What there is to write of a group, and what was decided about telling it; null where there was nothing to decide. */
export interface Decided extends GroupWrite {
  readonly verdict: Verdict | null;
}

/** A group as a run sees it. */
interface Seen {
  readonly before: GroupState | null;
  readonly facts: Facts;
  readonly differences: Differences | null;
  readonly watch: GroupState['watch'];
  readonly baseline: Baseline;
  readonly seq: number;
  /** When what is different now came about in what the API says. */
  readonly bounds: Bounds;
  /** The same as people are told it. */
  readonly told: Bounds;
  /** When the present status began. */
  readonly since: Bounds;
  readonly silence: string | null;
}

const NEVER: readonly Instant[] = [];

/**
 * What one run makes of one group: its next state, the change that goes into history, and the events to tell. null where
 * nothing is different, which costs nothing.
 */
export function decideGroup(before: GroupState | null, facts: Facts, context: Context): Decided | null {
  const seen = see(before, facts, context);
  const standing = stand(seen, context);
  if (isSettled(seen, standing)) return null;

  const event = eventOf(standing.news, seen, context);
  const { differences, bounds, seq } = seen;
  const next: GroupState = {
    ...facts,
    id: facts.group.id,
    rev: before?.rev ?? 0,
    seq,
    firstSeen: before?.firstSeen ?? context.reading.to,
    since: seen.since,
    reading: context.reading,
    watch: seen.watch,
    baseline: seen.baseline,
    pending: standing.pending,
    incident: standing.incident,
    openings: standing.openings,
    untold: event === null || event.silenced ? (before?.untold ?? []) : [...(before?.untold ?? []), event],
  };
  const change: Change | null = differences && {
    group: next.id,
    ...bounds,
    seq,
    kinds: kindsOf(differences),
    differences,
    incident: standing.incident?.id ?? before?.incident?.id ?? null,
    events: event === null ? [] : [event.id],
  };
  return { next, change, verdict: verdictOf(standing, event, seen) };
}

function see(before: GroupState | null, facts: Facts, context: Context): Seen {
  const { policy, reading } = context;
  // A tombstone is in no snapshot: a group that is listed again must stand whole in its change to be rebuilt later.
  const isBack = before?.presence === 'removed' && facts.presence !== 'removed';
  const differences = difference(isBack ? null : before, facts);
  const bounds = boundsOf(before, context);
  const told = boundsForPeople(before, bounds);
  return {
    before,
    facts,
    differences,
    watch: watchOf(before, facts, context),
    baseline: baselineAfter(before?.baseline ?? NO_BASELINE, facts),
    seq: (before?.seq ?? 0) + (differences === null ? 0 : 1),
    bounds,
    told,
    since: before !== null && isSameStatus(before, facts) ? before.since : told,
    silence: isLeftOut(facts.group, policy)
      ? LEFT_OUT
      : silencedBy(facts.group, reading.to, context.silences, policy.windows),
  };
}

function isSameStatus(before: GroupState, { presence, group }: Facts): boolean {
  return (
    before.presence === presence &&
    before.group.status === group.status &&
    before.group.statusSeen === group.statusSeen
  );
}

function isSettled({ before, differences, watch, baseline }: Seen, standing: Standing): boolean {
  return (
    before !== null &&
    differences === null &&
    before.watch === watch &&
    before.baseline === baseline &&
    before.pending === standing.pending &&
    before.incident === standing.incident
  );
}

function stand(seen: Seen, context: Context): Standing {
  const { before, facts, told, silence, differences } = seen;
  const openings = before?.openings ?? NEVER;
  const incident = before?.incident ?? null;
  if (incident !== null) return standInIncident(incident, openings, seen, context);
  const rest: Standing = { incident: null, pending: null, openings, news: null, quiet: NO_REASON };
  if (facts.presence === 'removed') {
    const isNew = before?.presence !== 'removed';
    return isNew ? { ...rest, news: { fact: removal(facts, told), reason: REASONS.removed, silence } } : rest;
  }
  if (facts.presence === 'missing')
    return { ...rest, pending: before?.pending ?? null, quiet: REASONS.missing };
  const condition = conditionNow(seen, null, context);
  if (condition === 'connected' || seen.watch === 'provisioning') {
    const news = configurationNews(before, differences, seen, context);
    return { ...rest, news, quiet: news === null ? quietReason(condition, seen, context) : NO_REASON };
  }
  return standOpening(seen, openings, context);
}

/** The first digest names what is not connected. What is connected with less than it had is no incident until it is told. */
function conditionNow({ facts, baseline }: Seen, before: Condition | null, context: Context): Condition {
  const condition = conditionOf(facts, baseline, before);
  return context.firstRun && condition === 'redundancy lost' ? 'connected' : condition;
}

function standOpening(seen: Seen, openings: readonly Instant[], context: Context): Standing {
  const { before, facts, silence } = seen;
  const condition = conditionNow(seen, null, context);
  const result = opening({
    id: `${facts.group.id}-${seen.seq}`,
    condition,
    left: leftAt(seen, condition),
    pending: before?.pending ?? null,
    openings,
    now: context.reading.to,
    policy: policyFor(facts.group, context.policy),
  });
  if (!result.opens)
    return { incident: null, pending: result.pending, openings, news: null, quiet: result.reason };
  // The first digest names everything that is not connected, silenced or not.
  const isTold = silence === null || context.firstRun;
  return {
    incident: isTold ? result.incident : { ...result.incident, told: null, toldAt: null },
    pending: null,
    openings: result.openings,
    news: { fact: result.fact, reason: openingReason(result.reason, seen, context), silence },
    quiet: NO_REASON,
  };
}

/** One that was being set up until now says that first, and one that takes a watch over whose it was. */
function openingReason(confirmation: string, { before, facts }: Seen, context: Context): string {
  const policy = policyFor(facts.group, context.policy);
  if (before?.watch === 'provisioning') return setUpForTooLong(policy);
  return before === null && !context.firstRun ? `${INHERITED}; ${confirmation}` : confirmation;
}

/** Why nothing is told of a group that is connected, or is being set up. */
function quietReason(condition: Condition, { before, facts, differences }: Seen, context: Context): string {
  if (condition !== 'connected') return beingSetUp(policyFor(facts.group, context.policy));
  if (before?.pending != null) return REASONS.passed;
  const isConfigured =
    before !== null && differences !== null && kindsOf(differences).includes('configuration');
  return isConfigured ? REASONS.notConfigured : NO_REASON;
}

/** What was decided about telling it. Until the watch has begun its digest tells what is not connected. */
function verdictOf({ news, quiet }: Standing, event: GroupEvent | null, { silence }: Seen): Verdict | null {
  if (event !== null) return { told: !event.silenced, reason: event.reason };
  if (news !== null) return { told: true, reason: REASONS.digest };
  if (quiet === NO_REASON) return null;
  return { told: false, reason: silence === null ? quiet : `${quiet}; ${silence}` };
}

/** A group that was being set up until now has never left `connected`: it has not been so since it was first seen. */
function leftAt({ before, told, since }: Seen, condition: Condition): Bounds {
  if (before?.watch === 'provisioning') return { after: null, by: before.firstSeen };
  return condition === 'redundancy lost' ? told : since;
}

function standInIncident(
  incident: Incident,
  openings: readonly Instant[],
  seen: Seen,
  context: Context,
): Standing {
  const { facts, told, since, silence } = seen;
  const {
    incident: next,
    fact,
    reason,
  } = course(incident, {
    facts,
    condition: conditionNow(seen, incident.status, context),
    seen: seen.bounds,
    bounds: told,
    since,
    now: context.reading.to,
    unobserved: seen.before === null ? 0 : unobservedBefore(seen.before, context),
    isSilenced: silence !== null,
    policy: policyFor(facts.group, context.policy),
  });
  const isOver = next === null && incident.episode !== null;
  return {
    incident: next,
    pending: null,
    openings: isOver ? NEVER : openings,
    news: fact && { fact, reason, silence: silenceOfCourse(fact, incident, silence) },
    quiet: fact === null ? reason : NO_REASON,
  };
}

/**
 * The end of what people were told of is always told; the end of what they never heard of never is. A removal is news by
 * itself: somebody may not have meant it. What is left out has not ended, and nobody removed it.
 */
function silenceOfCourse(fact: GroupFact, incident: Incident, silence: string | null): string | null {
  if (fact.type !== 'ended' || silence === LEFT_OUT) return silence;
  if (incident.told !== null) return null;
  return fact.how === 'removed' ? silence : REASONS.neverTold;
}

/** A change that somebody made, told only where that was asked for. */
function configurationNews(
  before: GroupState | null,
  differences: Differences | null,
  { facts, told, silence }: Seen,
  context: Context,
): News | null {
  if (before === null || differences === null || !policyFor(facts.group, context.policy).tellConfiguration)
    return null;
  if (!kindsOf(differences).includes('configuration')) return null;
  return {
    fact: { type: 'configured', differences, changed: told },
    reason: REASONS.configured,
    silence,
  };
}

/** Until the watch has begun its digest tells what is not connected; the incidents are open all the same. */
function eventOf(news: News | null, { facts, seq }: Seen, context: Context): GroupEvent | null {
  return news === null || context.firstRun ? null : groupEvent(news, facts.group.id, seq, context);
}
