/**
 * How many calls a key may make, and how long the next one must wait for it. The limits are Cisco's; two published
 * readings of them contradict each other (docs/secure-access-api.md), so which one to keep is a setting.
 */
import { MINUTE, SECOND } from '../time.ts';

/** At most `calls` in any stretch of `milliseconds`. */
export interface RateWindow {
  readonly calls: number;
  readonly milliseconds: number;
}

export const RATES = {
  /** Cisco's limits of the `deployments` endpoints. */
  strict: [
    { calls: 5, milliseconds: SECOND },
    { calls: 14, milliseconds: MINUTE },
    { calls: 350, milliseconds: 30 * MINUTE },
  ],
  /** The exemption that one of Cisco's pages gives to network tunnel groups. */
  exempt: [{ calls: 3_000, milliseconds: MINUTE }],
  /** The token endpoint. */
  token: [{ calls: 20, milliseconds: MINUTE }],
} as const satisfies Record<string, readonly RateWindow[]>;

/** Which reading of the limits to keep within. */
export type RateBudget = 'strict' | 'exempt';

/** Calls are counted when sent but limited when received: one that travelled slowly is followed by one that did not. */
const TRAVEL_MILLISECONDS = 250;

/**
 * Milliseconds until one more call fits all windows; 0 where it fits now.
 * @param past times of earlier calls, ascending, in milliseconds since 1970
 */
export function waitFor(past: readonly number[], windows: readonly RateWindow[], now: number): number {
  let wait = 0;
  for (const { calls, milliseconds } of windows) {
    const mustHavePassed = past[past.length - calls];
    if (mustHavePassed === undefined) continue;
    // A clock that stepped back leaves calls in the future; none of them holds up longer than its window.
    const at = Math.min(mustHavePassed, now);
    wait = Math.max(wait, at + milliseconds + TRAVEL_MILLISECONDS - now);
  }
  return wait;
}
