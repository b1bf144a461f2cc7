/** Whether what was seen last is as recent as it should be. */
import { defaultPolicy } from '../policy.ts';
import { MINUTE } from '../time.ts';

/**
 * `seeing`: the last complete run is as recent as it should be. `late`: a run or two are missing. `blind`: nobody has been able
 * to look for so long that what is known may be untrue.
 */
export type Sight = 'seeing' | 'late' | 'blind';

/** Where nobody knows how often it is polled, a slow schedule must not look blind. */
const SLOW = 15 * MINUTE;

/**
 * Judges the age of the last complete run, in milliseconds, by the rules of gaps and of blindness. The monitor says itself that it
 * is blind, as long as it runs; where it does not, its silence says so. `interval`: milliseconds from run to run, where known.
 */
export function sightAt(age: number, isBlind: boolean, interval: number | null): Sight {
  const known = Math.max(MINUTE, interval ?? SLOW);
  const { blind, gapIntervals } = defaultPolicy(known);
  if (isBlind || age > Math.max(blind.after, blind.runs * known)) return 'blind';
  return age > gapIntervals * known ? 'late' : 'seeing';
}
