/** Puts one bug into the source and plays seeds until the simulation finds it. */
import { bundle } from '../bundle.ts';
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

/** The simulation with a bug in the source. */
export async function withBug(bug: Bug): Promise<typeof import('../simulate.ts')> {
  const { url, remove } = await bundle('simulate.ts', bug.mutations);
  const simulation = await import(url);
  await remove();
  return simulation;
}

export async function bite(bug: Bug, from: number, seedsMost: number): Promise<Bite> {
  const { simulate } = await withBug(bug);
  for (let seeds = 1; seeds <= seedsMost; seeds += 1) {
    const seed = from + seeds - 1;
    const { violation } = await simulate(seed);
    if (violation !== null) return { bug: bug.name, seed, seeds, ...violation };
  }
  return { bug: bug.name, seed: null, seeds: seedsMost, invariant: null, detail: null };
}
