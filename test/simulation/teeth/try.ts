/** Puts one bug into the source and plays seeds until the simulation finds it. */
import { bundle } from '../bundle.ts';
import { inWorker } from '../workers.ts';
import type { Bug } from './bugs.ts';
import type { Catch, Ground } from './hunt.ts';

/** How a bug was found. */
export interface Bite extends Catch {
  readonly bug: string;
}

/** The simulation with a bug in the source. */
export async function withBug(bug: Bug): Promise<typeof import('../simulate.ts')> {
  const { url, remove } = await bundle('simulate.ts', bug.mutations);
  const simulation = await import(url);
  await remove();
  return simulation;
}

/** Plays seeds in a thread of their own. */
export async function bite(bug: Bug, from: number, seedsMost: number): Promise<Bite> {
  const { url, remove } = await bundle('teeth/hunt.ts', bug.mutations);
  const ground: Ground = { from, seedsMost };
  const found = await inWorker<Catch>(url, ground);
  await remove();
  return { bug: bug.name, ...found };
}
