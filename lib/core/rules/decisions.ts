/** What a run decided about telling, counted by reason: what its log and its metric record say of it. */
import type { Verdict } from './reasons.ts';

export interface Decisions {
  readonly decision: 'told' | 'not told';
  readonly reason: string;
  /** How often it was decided so: of groups, and of the monitor itself. */
  readonly times: number;
}

/** Reasons that are counted apart: of more, silences of different words, the rest is one. */
const REASONS_MOST = 20;

/** The most frequent first. */
export function countDecisions(verdicts: readonly Verdict[]): readonly Decisions[] {
  const counts = new Map<string, Decisions>();
  for (const { told, reason } of verdicts) {
    const decision = told ? 'told' : 'not told';
    const key = `${decision}: ${reason}`;
    counts.set(key, { decision, reason, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  const all = [...counts.values()].sort((a, b) => b.times - a.times);
  const others = all.slice(REASONS_MOST);
  const rest = (decision: Decisions['decision']): readonly Decisions[] => {
    const times = others.filter((one) => one.decision === decision).reduce((sum, one) => sum + one.times, 0);
    return times === 0 ? [] : [{ decision, reason: 'other reasons', times }];
  };
  return [...all.slice(0, REASONS_MOST), ...rest('told'), ...rest('not told')];
}
