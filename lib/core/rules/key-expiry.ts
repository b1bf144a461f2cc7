import type { Policy } from '../policy.ts';
import { DAY, type Instant, millisecondsBetween } from '../time.ts';

/** What people were last told about the end of the API key. */
export interface ExpiryTold {
  readonly expires: Instant;
  /** Days ahead: the threshold that was told. */
  readonly days: number;
}

/** The warning that is due about the end of the API key; null where there is none, or it was told. */
export function expiryDue(told: ExpiryTold | null, now: Instant, policy: Policy): ExpiryTold | null {
  const { expires, warnDays } = policy.apiKey;
  if (expires === null) return null;
  const left = millisecondsBetween(now, expires) / DAY;
  const reached = warnDays.filter((days) => left <= days);
  if (reached.length === 0) return null;
  const days = Math.min(...reached);
  const alreadyTold = told !== null && told.expires === expires && told.days <= days;
  return alreadyTold ? null : { expires, days };
}
