import { MINUTE } from '../time.ts';
import { RATES } from './limits.ts';

/** The request that asks for many missing groups at once. */
const ASKING_FOR_MANY = 1;

/**
 * How many groups a run may look up one by one beside the pages it reads and the one request that asks for many, so that
 * runs of this interval never exhaust the limits: a look-up can wait for the next run, a page cannot. At least one, so that
 * looking up comes to an end; the strict limits, also where a key is exempt.
 */
export function lookUpsWithin(pages: number, interval: number, most: number): number {
  const perRun = RATES.strict
    .filter(({ milliseconds }) => milliseconds >= MINUTE)
    .map(({ calls, milliseconds }) =>
      Math.floor(calls * Math.min(1, Math.max(interval, MINUTE) / milliseconds)),
    );
  return Math.max(1, Math.min(most, Math.min(...perRun) - pages - ASKING_FOR_MANY));
}
