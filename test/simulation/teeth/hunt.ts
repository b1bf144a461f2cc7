/** A worker that plays seeds until one breaks an invariant. */
import { parentPort, workerData } from 'node:worker_threads';
import { quicken } from '../quicken.ts';
import { simulate } from '../simulate.ts';

/** Which seeds. */
export interface Ground {
  readonly from: number;
  readonly seedsMost: number;
}

/** What was found; `seed` is null where nothing was. */
export interface Catch {
  readonly seed: number | null;
  /** Seeds played. */
  readonly seeds: number;
  readonly invariant: string | null;
  readonly detail: string | null;
}

async function hunt({ from, seedsMost }: Ground): Promise<Catch> {
  quicken();
  for (let seeds = 1; seeds <= seedsMost; seeds += 1) {
    const seed = from + seeds - 1;
    const { violation } = await simulate(seed);
    if (violation !== null) return { seed, seeds, ...violation };
  }
  return { seed: null, seeds: seedsMost, invariant: null, detail: null };
}

if (parentPort !== null) parentPort.postMessage(await hunt(workerData as Ground));
