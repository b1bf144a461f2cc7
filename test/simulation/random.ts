/** Numbers that look random and come from a seed: the same on every machine, in every version of Node.js. */

/** A sequence of numbers. Drawing changes it; nothing else does. */
export interface Random {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  /** One of the items; throws a RangeError where there are none. */
  pick<T>(items: readonly T[]): T;
}

/** A sequence of its own for every list of numbers: `createRandom(seed, step, call)` is the same whatever was drawn before. */
export function createRandom(...seeds: readonly number[]): Random {
  return new Mulberry32(mixed(seeds));
}

/** By Tommy Ettinger, public domain: 32 bits of state, enough for the few draws of one step. */
class Mulberry32 implements Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    const { state } = this;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.fraction() * items.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }
}

/** Murmur3's finalizer over each number in turn: seeds that differ in one bit differ in all. */
function mixed(seeds: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const seed of seeds) {
    hash = Math.imul(hash ^ seed, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}
