/** `npm run simulate -- --engine embedded`: the same seeds on both engines, which must make the same of them. */
import { cover, noCoverage } from '../coverage.ts';
import type { Options } from '../options.ts';
import { reportLines, stopwatch } from '../print.ts';
import { type Simulated, simulate } from '../simulate.ts';
import type { Finding } from '../worker.ts';
import { startEmbedded } from './engine.ts';

export async function simulateEmbedded({ from, seeds, json }: Options): Promise<boolean> {
  // The SDK's warning about Node 20 says nothing about what is simulated.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const elapsed = stopwatch();
  const coverage = noCoverage();
  const findings: Finding[] = [];
  const embedded = await startEmbedded();
  try {
    for (let seed = from; seed < from + seeds; seed += 1) {
      const simulated = await simulate(seed, { engine: await embedded.engine(seed) });
      cover(coverage, simulated);
      const wrong = simulated.violation ?? difference(await simulate(seed), simulated);
      const left = { steps: simulated.story.length, faults: simulated.injected.length };
      if (wrong !== null) findings.push({ seed, ...wrong, left, story: [] });
    }
  } finally {
    await embedded.close();
  }
  const took = elapsed();
  const report = { coverage, findings };
  if (json) console.log(JSON.stringify({ ...report, ...took }));
  else for (const line of reportLines(report, took, 'npm run simulate --')) console.log(line);
  return findings.length === 0;
}

/** Stories with expiry may differ: which rows are dropped first is chance, and the engines draw it in different orders. */
function difference(
  memory: Simulated,
  embedded: Simulated,
): { readonly invariant: string; readonly detail: string } | null {
  if (memory.story.some(({ kind }) => kind === 'expire')) return null;
  const [a, b] = [outcomeOf(memory), outcomeOf(embedded)];
  return a === b
    ? null
    : { invariant: 'that both engines behave alike', detail: `in memory: ${a}\nembedded: ${b}` };
}

function outcomeOf({ endings, told, injected }: Simulated): string {
  return JSON.stringify({ endings, told, injected: injected.length });
}
