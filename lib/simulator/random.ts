/** A source of numbers from 0 up to, not including, 1. */
export type Random = () => number;

/**
 * The random numbers of one thing of a seeded world: the same seed and index give the same numbers, whatever
 * else is generated. So the first 200 groups of a fleet of 1,000 are the groups of a fleet of 200.
 *
 * The generator is mulberry32, small and good enough for making up names and counts (not for secrets).
 */
export function randomFor(seed: number, index: number): Random {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `least` to `most`, both included. */
export function wholeNumber(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** One of `choices`; throws a `RangeError` when there are none. */
export function oneOf<T>(random: Random, choices: readonly T[]): T {
  const chosen = choices[Math.floor(random() * choices.length)];
  if (chosen === undefined)
    throw new RangeError('There is nothing to choose from: the list of choices is empty.');
  return chosen;
}
