/** At most `requests` in any `windowMs`. */
interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** Which published limits the resource endpoints keep: the strict ones, the exemption for tunnel groups, or none. */
export type ApiRate = 'strict' | 'exempt' | 'off';

const MINUTE_MS = 60_000;

/** Token endpoint, per key; every copy of Cisco's page agrees. */
export const TOKEN_LIMITS: readonly RateLimit[] = [{ requests: 20, windowMs: MINUTE_MS }];

/** Resource endpoints, per key. Cisco's pages contradict each other; the newer copy has the strict set. */
export const API_LIMITS: Readonly<Record<ApiRate, readonly RateLimit[]>> = {
  strict: [
    { requests: 5, windowMs: 1_000 },
    { requests: 14, windowMs: MINUTE_MS },
    { requests: 350, windowMs: 30 * MINUTE_MS },
  ],
  exempt: [{ requests: 3_000, windowMs: MINUTE_MS }],
  off: [],
};

/** Counts requests in sliding windows. A refused request spends nothing. */
export class RateLimiter {
  #admitted: number[] = [];

  /** Admits a request at `now` and returns 0, or refuses it and returns the seconds after which one will be admitted. */
  ask(limits: readonly RateLimit[], now: number): number {
    let waitMs = 0;
    for (const { requests, windowMs } of limits) {
      const oldestThatCounts = this.#admitted.at(-requests);
      if (oldestThatCounts === undefined) continue;
      waitMs = Math.max(waitMs, oldestThatCounts + windowMs - now);
    }
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    this.#admitted.push(now);
    const kept = Math.max(0, ...limits.map(({ requests }) => requests));
    // Trimmed in lumps: an array gives up its first element at the price of moving all others.
    if (this.#admitted.length > 2 * kept) this.#admitted = kept === 0 ? [] : this.#admitted.slice(-kept);
    return 0;
  }
}
