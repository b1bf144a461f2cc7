/** Holds the calls of one key back until Cisco's limits (lib/core/rate) have room for them. */
import { type RateWindow, waitFor } from '../../core/rate/limits.ts';
import type { Clock } from '../../sync/ports.ts';

/** Remembers the calls of one key and holds the next one back until it fits. */
export interface RateKeeper {
  /**
   * Counts one call, after waiting if need be. Where it would have to wait past `until` (milliseconds since 1970) it does
   * neither, and gives the milliseconds it would have had to wait; else null.
   */
  take(until: number): Promise<number | null>;
}

export function createRateKeeper(windows: readonly RateWindow[], clock: Clock): RateKeeper {
  const longest = Math.max(...windows.map((window) => window.calls));
  let past: readonly number[] = [];
  return {
    async take(until) {
      for (;;) {
        const now = clock.now();
        past = past.map((at) => Math.min(at, now));
        const wait = waitFor(past, windows, now);
        if (wait <= 0) {
          past = [...past, now].slice(-longest);
          return null;
        }
        if (now + wait > until) return wait;
        await clock.sleep(wait);
      }
    },
  };
}
