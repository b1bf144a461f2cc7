/** What people do at the command line, beside the runs and in the middle of them: silences and acknowledgements. */
import type { Policy } from '../../../lib/core/policy.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import type { GroupState, Incident } from '../../../lib/core/rules/state.ts';
import { instant } from '../../../lib/core/time.ts';
import type { Truth } from './truth.ts';

export const DEEDS = ['is silenced', 'all are silenced', 'is acknowledged'] as const;
export type Deed = (typeof DEEDS)[number];

export function isDeed(change: string): change is Deed {
  return DEEDS.some((deed) => deed === change);
}

/** A silence of one group or of all, from now on for some runs; null where there is nothing to silence. */
export function silenceOf(
  deed: Exclude<Deed, 'is acknowledged'>,
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

/** One of the open incidents that nobody has taken on; null where there is none. */
export function incidentOf(groups: readonly GroupState[], pick: number): Incident | null {
  const open = groups.flatMap(({ incident }) =>
    incident === null || incident.acknowledged ? [] : [incident],
  );
  return open[pick % Math.max(1, open.length)] ?? null;
}
