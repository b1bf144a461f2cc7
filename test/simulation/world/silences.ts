/** Silences that somebody makes, beside the runs and in the middle of them. */
import type { Policy } from '../../../lib/core/policy.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import { instant } from '../../../lib/core/time.ts';
import type { Truth } from './truth.ts';

export const SILENCINGS = ['is silenced', 'all are silenced'] as const;
export type Silencing = (typeof SILENCINGS)[number];

export function isSilencing(change: string): change is Silencing {
  return SILENCINGS.some((silencing) => silencing === change);
}

/** A silence of one group or of all, from now on for some runs; null where there is nothing to silence. */
export function silenceOf(
  silencing: Silencing,
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
    match: silencing === 'is silenced' ? { ids: [group.id] } : {},
    from: instant(now),
    to: instant(now + (1 + (pick % 5)) * policy.interval),
    reason: 'works',
    by: 'somebody',
  };
}
