/** Puts one bug into the source and plays seeds until the simulation finds it. */
import { bundle } from '../bundle.ts';
import type { Simulated } from '../simulate.ts';
import type { Bug } from './bugs.ts';

/** How a bug was found; `seed` is null where it was not. */
export interface Bite {
  readonly bug: string;
  readonly seed: number | null;
  /** Seeds played. */
  readonly seeds: number;
  readonly invariant: string | null;
  readonly detail: string | null;
}

export async function bite(bug: Bug, from: number, seedsMost: number): Promise<Bite> {
  const { simulate }: { simulate: (seed: number) => Promise<Simulated> } = await import(
    await bundle('simulate.ts', bug.mutations)
  );
  for (let seeds = 1; seeds <= seedsMost; seeds += 1) {
    const seed = from + seeds - 1;
    const { violation } = await simulate(seed);
    if (violation !== null) return { bug: bug.name, seed, seeds, ...violation };
  }
  return { bug: bug.name, seed: null, seeds: seedsMost, invariant: null, detail: null };
}
