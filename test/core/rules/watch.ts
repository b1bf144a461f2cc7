import type { Failure } from '../../../lib/core/failure.ts';
import type { Change, Gap } from '../../../lib/core/fleet/change.ts';
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { MalformedRecord, Observation } from '../../../lib/core/fleet/observation.ts';
import { defaultPolicy, type Policy } from '../../../lib/core/policy.ts';
import { loseSight } from '../../../lib/core/rules/blind.ts';
import { decide, fleetCounts } from '../../../lib/core/rules/decide.ts';
import { firstEpoch } from '../../../lib/core/rules/epoch.ts';
import type { GroupEvent, MonitorEvent } from '../../../lib/core/rules/event.ts';
import { messagesAfter } from '../../../lib/core/rules/gathering.ts';
import { judgeMonitor } from '../../../lib/core/rules/monitor.ts';
import type { Verdict } from '../../../lib/core/rules/reasons.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import { type GroupState, type Head, INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { type Instant, instant, MINUTE, plus, SECOND } from '../../../lib/core/time.ts';

/** What one run of the rules came to. */
export interface Poll {
  readonly events: readonly (GroupEvent | MonitorEvent)[];
  readonly changes: readonly Change[];
  readonly gap: Gap | null;
  readonly written: number;
  /** What was decided about telling of groups. */
  readonly verdicts: readonly Verdict[];
}

interface Seen {
  readonly malformed?: readonly MalformedRecord[];
  readonly gone?: readonly string[];
  readonly absences?: Observation['absences'];
}

/**
 * Polls one organization through the rules alone: given a fleet, when it is seen again, then these events. A run begins
 * each minute, reads for two seconds, and everything it decides is stored and told.
 */
export function aWatch(override: Partial<Policy> = {}, start = '2026-03-02T14:00:00.000Z') {
  let policy: Policy = { ...defaultPolicy(MINUTE), ...override };
  let now = instant(Date.parse(start));
  const groups = new Map<string, GroupState>();
  const silences: Silence[] = [];
  let runs = 0;
  let head: Head = {
    revision: 0,
    created: now,
    attempts: 0,
    lastComplete: null,
    lastFailure: null,
    accounted: null,
    disagreements: 0,
    epoch: firstEpoch(now, policy),
    nextEpoch: null,
    monitor: INITIAL_MONITOR,
  };

  const begin = (): string => {
    runs += 1;
    head = { ...head, attempts: head.attempts + 1 };
    return `run-${runs}`;
  };

  const tellMonitor = (): readonly MonitorEvent[] => {
    const { untold } = head.monitor;
    head = { ...head, monitor: { ...head.monitor, untold: [] } };
    return untold;
  };

  return {
    /** From now on it is configured otherwise. */
    configure(changed: Partial<Policy>): void {
      policy = { ...policy, ...changed };
    },
    /** From now on these hold as well. */
    silence(silence: Silence): void {
      silences.push(silence);
    },
    /** So many messages go out now. */
    sent(messages: number): void {
      head = { ...head, monitor: { ...head.monitor, messages: messagesAfter([], messages, now, policy) } };
    },
    /** Somebody takes a group's incident on. */
    acknowledge(id: string): void {
      const state = groups.get(id);
      if (state?.incident) groups.set(id, { ...state, incident: { ...state.incident, acknowledged: true } });
    },
    /** Lets time pass without a run. */
    wait(milliseconds: number): void {
      now = plus(now, milliseconds);
    },
    /** A complete run that sees these groups, one minute after the last. */
    sees(fleet: readonly Group[], { malformed = [], gone = [], absences = 'counted' }: Seen = {}): Poll {
      const run = begin();
      const reading = { from: now, to: plus(now, 2 * SECOND) };
      const decision = decide({
        run,
        head,
        groups,
        silences,
        policy,
        observation: { reading, groups: fleet, malformed, gone, absences },
      });
      for (const { next } of decision.writes) groups.set(next.id, { ...next, rev: next.rev + 1 });
      const counts = fleetCounts(groups.values());
      const monitor = judgeMonitor({
        run,
        monitor: head.monitor,
        reading,
        gap: decision.gap,
        groups,
        counts,
        silences,
        policy,
      });
      head = {
        ...head,
        attempts: 0,
        lastComplete: { reading, counts },
        lastFailure: null,
        accounted: reading.to,
        monitor,
      };
      const events = [...groups.values()].flatMap((state) => state.untold);
      for (const state of groups.values()) groups.set(state.id, { ...state, untold: [] });
      now = plus(now, policy.interval);
      const changes = decision.writes.flatMap((write) => (write.change === null ? [] : [write.change]));
      return {
        events: [...events, ...tellMonitor()],
        changes,
        gap: decision.gap,
        written: decision.writes.length,
        verdicts: decision.verdicts,
      };
    },
    /** A run that fails. */
    fails(failure: Failure): readonly MonitorEvent[] {
      const run = begin();
      const monitor = loseSight({ run, head, failure, now, policy });
      head = { ...head, lastFailure: failure, monitor: monitor ?? head.monitor };
      now = plus(now, policy.interval);
      return tellMonitor();
    },
    state: (id: string): GroupState | undefined => groups.get(id),
    now: (): Instant => now,
  };
}

/** Types of events, in order: most tests ask no more. */
export function typesOf(poll: Poll): readonly string[] {
  return poll.events.map((event) => event.type);
}
