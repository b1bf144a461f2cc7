import { FAILURES, type Failure } from '../failure.ts';
import type { Gap } from '../fleet/change.ts';
import type { StatusCounts } from '../fleet/group.ts';
import type { Reading } from '../fleet/observation.ts';
import type { Policy } from '../policy.ts';
import { type Instant, millisecondsBetween } from '../time.ts';
import { alertId, alertKindOf, type MonitorEvent, type MonitorFact } from './event.ts';
import type { GroupState, Head, MonitorState } from './state.ts';

/** A failure that a run took no harm from: the one that took over will see what is to be seen. */
const NOT_BLINDING: ReadonlySet<Failure['kind']> = new Set(['lease lost']);

/**
 * Judges by the time since the last complete run, whatever became of the runs in between, whether nobody sees the tunnels
 * any more. The state in which that is told, exactly once; null where there is nothing new to tell.
 */
export function loseSight(args: {
  readonly run: string;
  readonly head: Head;
  readonly failure: Failure;
  readonly now: Instant;
  readonly policy: Policy;
}): MonitorState | null {
  const { head, failure, now, policy } = args;
  if (head.monitor.blind !== null || NOT_BLINDING.has(failure.kind)) return null;
  const since = head.lastComplete?.reading.to ?? null;
  if (!isTooLong(head, millisecondsBetween(since ?? head.created, now), failure, policy)) return null;
  const event = monitorEvent(
    { type: 'went blind', since, failure, attempts: head.attempts },
    `blind-since-${since ?? head.created}`,
    args.run,
    now,
  );
  return { ...head.monitor, blind: { since, failure }, untold: [...head.monitor.untold, event] };
}

/**
 * What a complete run, once its findings are stored, means for the monitor: the watch began, or sight returned. null
 * where nothing is new. `groups` are the states as stored, so that what an earlier, killed run found is counted too.
 */
export function keepSight(args: {
  readonly run: string;
  readonly head: Head;
  readonly reading: Reading;
  readonly gap: Gap | null;
  readonly groups: Iterable<GroupState>;
  readonly counts: StatusCounts;
  readonly policy: Policy;
}): MonitorState | null {
  const { head, reading } = args;
  const facts: MonitorEvent[] = [];
  if (head.monitor.watching === null) {
    facts.push(
      monitorEvent({ type: 'watch began', counts: args.counts }, 'watch-began', args.run, reading.to),
    );
  }
  const returned = sightReturned(args);
  if (returned !== null)
    facts.push(
      monitorEvent(returned, `sight-after-${returned.blind.from ?? head.created}`, args.run, reading.to),
    );
  if (facts.length === 0) return null;
  return {
    watching: head.monitor.watching ?? reading.to,
    blind: null,
    untold: [...head.monitor.untold, ...facts],
  };
}

function isTooLong(head: Head, blindFor: number, failure: Failure, policy: Policy): boolean {
  const { blind } = policy;
  if (FAILURES[failure.kind].lasting) return head.attempts >= blind.runsWhenLasting;
  return head.attempts >= blind.runs && blindFor >= blind.after;
}

/** Blindness that was told ends; and a long time in which nothing ran is told when it is over, since nothing could tell before. */
function sightReturned(
  args: Parameters<typeof keepSight>[0],
): Extract<MonitorFact, { type: 'sight returned' }> | null {
  const { head, gap, reading, policy } = args;
  const { blind } = head.monitor;
  const unnoticed = gap !== null && millisecondsBetween(gap.from, gap.to) >= policy.blind.after;
  if (blind === null && !unnoticed) return null;
  const from = blind?.since ?? gap?.from ?? null;
  const untold = [...args.groups].flatMap((state) => state.untold);
  return {
    type: 'sight returned',
    blind: { from, to: reading.from },
    failure: blind?.failure ?? null,
    opened: untold.filter((event) => event.type === 'opened').length,
    ended: untold.filter((event) => event.type === 'ended').length,
  };
}

function monitorEvent(fact: MonitorFact, id: string, run: string, at: Instant): MonitorEvent {
  return { ...fact, id, alert: alertId(run, alertKindOf(fact)), at, silenced: false };
}
