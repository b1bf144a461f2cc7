/** The heart: what a complete reading means. Plain data in, plain data out; the rules stand in the files beside this one. */
import { EVENTS_PER_ALERT } from '../fixed-policy.ts';
import { compareIds, type Facts, type Gap } from '../fleet/change.ts';
import { countStatuses, type StatusCounts } from '../fleet/group.ts';
import type { Observation } from '../fleet/observation.ts';
import type { Policy } from '../policy.ts';
import { millisecondsBetween } from '../time.ts';
import type { Context } from './context.ts';
import type { GroupEvent } from './event.ts';
import { gapBefore } from './gap.ts';
import { decideGroup } from './group.ts';
import { withoutLeftOut } from './left-out.ts';
import { observedFacts } from './observe.ts';
import type { Verdict } from './reasons.ts';
import { areOthersMissing } from './removals.ts';
import type { Silence } from './silence.ts';
import type { GroupState, GroupWrite, Head } from './state.ts';

export interface Decision {
  /** The hole in observation that this reading ends; it goes into history before anything else of the run. */
  readonly gap: Gap | null;
  /** In the order of group ids. Empty where nothing is different. */
  readonly writes: readonly GroupWrite[];
  /** What was decided about telling, of each group where there was something to decide. */
  readonly verdicts: readonly Verdict[];
}

/** What an observation changes about the groups. */
export function decide(args: {
  readonly run: string;
  readonly head: Head;
  readonly groups: ReadonlyMap<string, GroupState>;
  readonly silences: readonly Silence[];
  readonly observation: Observation;
  readonly policy: Policy;
}): Decision {
  const { head, groups, observation, policy } = args;
  const gap = gapBefore(head, observation.reading, policy);
  const observed = withoutLeftOut(observedFacts(groups, observation), groups, policy);
  const context: Context = {
    run: args.run,
    reading: observation.reading,
    previousReadingFrom: head.lastComplete?.reading.from ?? null,
    firstRun: head.monitor.watching === null,
    lastSeen: head.lastComplete?.reading.to ?? null,
    policy,
    silences: args.silences,
    messages: head.monitor.messages,
    othersMissing: areOthersMissing(groups, observed),
    inheritedNames: inheritedNames(groups.values(), observation, policy),
  };
  const writes: GroupWrite[] = [];
  const verdicts: Verdict[] = [];
  for (const [id, facts] of inOrderOfIds(observed)) {
    const decided = decideGroup(groups.get(id) ?? null, facts, context);
    if (decided === null) continue;
    const { verdict, ...write } = decided;
    writes.push(write);
    if (verdict !== null) verdicts.push(verdict);
  }
  return { gap, writes: inParts(writes), verdicts };
}

/** How many groups there are in each status, the removed left out. */
export function fleetCounts(groups: Iterable<GroupState>): StatusCounts {
  return countStatuses(
    [...groups].filter((state) => state.presence !== 'removed').map((state) => state.group),
  );
}

/** Gives the events beyond what one alert may carry to further alerts of the same kind. */
function inParts(writes: readonly GroupWrite[]): readonly GroupWrite[] {
  if (writes.length <= EVENTS_PER_ALERT) return writes;
  const seen = new Map<string, number>();
  const placed = (event: GroupEvent): GroupEvent => {
    const before = seen.get(event.alert) ?? 0;
    seen.set(event.alert, before + 1);
    const part = Math.floor(before / EVENTS_PER_ALERT) + 1;
    return part === 1 ? event : { ...event, alert: `${event.alert}.${part}` };
  };
  return writes.map((write) => ({
    ...write,
    next: { ...write.next, untold: write.next.untold.map(placed) },
  }));
}

function inOrderOfIds(facts: ReadonlyMap<string, Facts>): readonly (readonly [string, Facts])[] {
  return [...facts].sort(([a], [b]) => compareIds(a, b));
}

/** Only groups that were watched hand their watch on, and only for a while. */
function inheritedNames(
  groups: Iterable<GroupState>,
  observation: Observation,
  policy: Policy,
): ReadonlySet<string> {
  const names = new Set<string>();
  const goneNow = new Set(observation.gone);
  for (const state of groups) {
    if (state.watch !== 'watched') continue;
    const age = millisecondsBetween(state.reading.to, observation.reading.to);
    if (goneNow.has(state.id) || (state.presence === 'removed' && age <= policy.inheritance))
      names.add(state.group.name);
  }
  return names;
}
