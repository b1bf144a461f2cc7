/** What people do at the command line, beside the runs and in the middle of them: silences, their ends, and acknowledgements. */
import type { Policy } from '../../../lib/core/policy.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import type { GroupState, Incident } from '../../../lib/core/rules/state.ts';
import { type Instant, instant } from '../../../lib/core/time.ts';
import type { Truth } from './truth.ts';

export const DEEDS = [
  'is silenced',
  'all are silenced',
  'is acknowledged',
  'silence is ended before its time',
] as const;
export type Deed = (typeof DEEDS)[number];
/** Those that make a silence. */
export type Silencing = Extract<Deed, 'is silenced' | 'all are silenced'>;

export function isDeed(change: string): change is Deed {
  return DEEDS.some((deed) => deed === change);
}

/** A silence of one group or of all, from now on for some runs; null where there is nothing to silence. */
export function silenceOf(
  deed: Silencing,
  pick: number,
  {
    truth,
    policy,
    now,
    number,
  }: { readonly truth: Truth; readonly policy: Policy; readonly now: number; readonly number: number },
): Silence | null {
  const group = truth.listed[pick % Math.max(1, truth.listed.length)];
  if (group === undefined) return null;
  return {
    id: `silence-${number}`,
    match: deed === 'is silenced' ? { ids: [group.id] } : {},
    from: instant(now),
    to: instant(now + (1 + (pick % 5)) * policy.interval),
    reason: 'works',
    by: 'somebody',
  };
}

/** One of the silences that hold now, whatever ids they were given; null where none does. */
export function silenceToEnd(silences: readonly Silence[], pick: number, now: Instant): Silence | null {
  const held = silences.filter(({ from, to }) => from <= now && now < to);
  const inOrder = held.sort((a, b) => (a.from < b.from ? -1 : 1));
  return inOrder[pick % Math.max(1, inOrder.length)] ?? null;
}

/** One of the open incidents that nobody has taken on; null where there is none. */
export function incidentOf(groups: readonly GroupState[], pick: number): Incident | null {
  const open = groups.flatMap(({ incident }) =>
    incident === null || incident.acknowledged ? [] : [incident],
  );
  return open[pick % Math.max(1, open.length)] ?? null;
}
