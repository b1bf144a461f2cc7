/** One worker: plays its share of the seeds and reports. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Coverage, cover, noCoverage } from './coverage.ts';
import { quicken } from './quicken.ts';
import { shrink, simulate, tellCase } from './simulate.ts';

/** Which seeds: `first`, `first + stride`, … */
export interface Share {
  readonly first: number;
  readonly stride: number;
  readonly seeds: number;
}

/** A seed in which an invariant did not hold, and the shortest story in which it still does not. */
export interface Finding {
  readonly seed: number;
  readonly invariant: string;
  readonly detail: string;
  /** Steps and faults left of those there were. */
  readonly left: { readonly steps: number; readonly faults: number };
  readonly story: readonly string[];
}

export interface Report {
  readonly coverage: Coverage;
  readonly findings: readonly Finding[];
}

/** Findings after which a worker stops: more of the same help nobody. */
const FINDINGS_MOST = 3;

export async function playShare({ first, stride, seeds }: Share): Promise<Report> {
  quicken();
  const coverage = noCoverage();
  const findings: Finding[] = [];
  for (let index = 0; index < seeds && findings.length < FINDINGS_MOST; index += 1) {
    const seed = first + index * stride;
    const simulated = await simulate(seed);
    cover(coverage, simulated);
    const { violation } = simulated;
    if (violation === null) continue;
    const shortest = await shrink(simulated);
    const left = { steps: shortest.story.length, faults: shortest.injected.length };
    findings.push({ seed, ...violation, left, story: await tellCase(shortest) });
  }
  return { coverage, findings };
}

if (parentPort !== null) parentPort.postMessage(await playShare(workerData as Share));
