import { type Change, difference, type Facts, kindsOf } from '../fleet/change.ts';
import type { Bounds } from '../time.ts';
import { boundsOf, type Context, groupEvent } from './context.ts';
import { ending, removal } from './ending.ts';
import type { GroupEvent, GroupFact } from './event.ts';
import { opening } from './opening.ts';
import { watchOf } from './provisioning.ts';
import { severityChange } from './severity.ts';
import type { GroupState, GroupWrite, Incident, Pending } from './state.ts';

/** Where a group stands after a run, and what there is to tell about it. */
interface Standing {
  readonly incident: Incident | null;
  readonly pending: Pending | null;
  readonly fact: GroupFact | null;
}

/**
 * What one run makes of one group: its next state, the change that goes into history, and the events to tell. null where
 * nothing is different, which costs nothing.
 */
export function decideGroup(before: GroupState | null, facts: Facts, context: Context): GroupWrite | null {
  const differences = difference(before, facts);
  const watch = watchOf(before, facts, context);
  const seq = (before?.seq ?? 0) + (differences === null ? 0 : 1);
  const bounds = boundsOf(before, context);
  const since = before !== null && sameStatus(before, facts) ? before.since : bounds;
  const standing = stand(before, facts, watch, { seq, since, bounds }, context);
  const settled = before !== null && differences === null && before.watch === watch;
  if (settled && before.pending === standing.pending && before.incident === standing.incident) return null;

  const events = eventsOf(standing, facts, seq, context);
  const next: GroupState = {
    ...facts,
    id: facts.group.id,
    rev: before?.rev ?? 0,
    seq,
    firstSeen: before?.firstSeen ?? context.reading.to,
    since,
    reading: context.reading,
    watch,
    pending: standing.pending,
    incident: standing.incident,
    untold: [...(before?.untold ?? []), ...events],
  };
  const incident = standing.incident?.id ?? before?.incident?.id ?? null;
  const change: Change | null = differences && {
    group: next.id,
    ...bounds,
    seq,
    kinds: kindsOf(differences),
    differences,
    incident,
    events: events.map((event) => event.id),
  };
  return { next, change };
}

function sameStatus(before: GroupState, facts: Facts): boolean {
  return (
    before.presence === facts.presence &&
    before.group.status === facts.group.status &&
    before.group.statusSeen === facts.group.statusSeen
  );
}

function stand(
  before: GroupState | null,
  facts: Facts,
  watch: GroupState['watch'],
  at: { readonly seq: number; readonly since: Bounds; readonly bounds: Bounds },
  context: Context,
): Standing {
  const incident = before?.incident ?? null;
  if (incident !== null) return standInIncident(incident, facts, at.bounds);
  if (facts.presence === 'removed') {
    const news = before?.presence === 'removed' ? null : removal(facts, at.bounds);
    return { incident: null, pending: null, fact: news };
  }
  const pending = before?.pending ?? null;
  if (facts.presence === 'missing') return { incident: null, pending, fact: null };
  const { status } = facts.group;
  if (status === 'connected' || watch === 'provisioning')
    return { incident: null, pending: null, fact: null };
  const id = `${facts.group.id}-${at.seq}`;
  const result = opening({ id, status, left: at.since, pending, policy: context.policy });
  return result.opens
    ? { incident: result.incident, pending: null, fact: result.fact }
    : { incident: null, pending: result.pending, fact: null };
}

function standInIncident(incident: Incident, facts: Facts, bounds: Bounds): Standing {
  const ended = ending(incident, facts, bounds);
  if (ended !== null) return { incident: null, pending: null, fact: ended };
  const changed = facts.presence === 'listed' ? severityChange(incident, facts.group.status, bounds) : null;
  return { incident: changed?.incident ?? incident, pending: null, fact: changed?.fact ?? null };
}

/** Until the watch has begun its digest tells what is not connected; the incidents are open all the same. */
function eventsOf(standing: Standing, facts: Facts, seq: number, context: Context): readonly GroupEvent[] {
  const { fact } = standing;
  if (fact === null || context.firstRun) return [];
  return [groupEvent(fact, facts.group.id, seq, context)];
}
