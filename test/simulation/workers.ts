/** Many seeds on several cores. */
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { bundle, type Mutation } from './bundle.ts';
import { add, noCoverage } from './coverage.ts';
import type { Report, Share } from './worker.ts';

/** Most of what a seed makes is dropped with it: a nursery of some size saves time, and one beyond the processor's cache costs it. */
const MEMORY = { maxYoungGenerationSizeMb: 96 };

/**
 * For the whole process: V8 compiles hot functions together with those that they call, and a simulation has a thousand hot
 * functions. With little of that it spends half as much on compiling, which is a quarter of the time of a few thousand seeds.
 */
setFlagsFromString('--max-inlined-bytecode-size-cumulative=100');

/** Plays `seeds` seeds from `from` on, shared out among workers, with mutations of the source if there are any. */
export async function playSeeds(
  from: number,
  seeds: number,
  workers: number,
  mutations: readonly Mutation[] = [],
): Promise<Report> {
  const { url, remove } = await bundle('worker.ts', mutations);
  const shares = Array.from(
    { length: Math.min(workers, seeds) },
    (_, index): Share => ({
      first: from + index,
      stride: workers,
      seeds: Math.ceil((seeds - index) / workers),
    }),
  );
  const reports = await Promise.all(shares.map((share) => inWorker<Report>(url, share)));
  await remove();
  const coverage = noCoverage();
  for (const report of reports) add(coverage, report.coverage);
  const findings = reports.flatMap((report) => report.findings).sort((a, b) => a.seed - b.seed);
  return { coverage, findings };
}

/** What a bundled worker reports. */
export function inWorker<Result>(url: string, workerData: unknown): Promise<Result> {
  const worker = new Worker(new URL(url), { workerData, resourceLimits: MEMORY });
  return new Promise((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A worker ended with code ${code} and without a report.`)));
  });
}
