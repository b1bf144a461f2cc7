/** The memory of the largest runs, and what each memory size would cost. */
import { execFileSync } from 'node:child_process';
import { pagesOf } from '../../lib/core/rate/interval.ts';
import { FUNCTION_MEMORY_MB } from '../../lib/infra/size.ts';
import type { Extent } from '../options.ts';
import { figure, promise, type Row, rounded, type Section } from '../report.ts';
import { nodes } from '../start/nodes.ts';
import { payloadFor } from '../world/open.ts';
import { type LargeStage, largest, openLarge, TUNNELS } from './stage.ts';

/** Warm runs after the cold one: what they leave behind is collected, or grows. */
const WARM_RUNS = 4;

export async function memory(extent: Extent): Promise<Section> {
  const stage = await openLarge(largest(extent));
  const [node] = nodes(true);
  if (node === undefined) throw new Error('There is no Node to measure with.');
  const peak = peakOf(stage, node.path);
  await stage.world.close();
  const what = `${stage.groups.toLocaleString('en-US')} groups, ${TUNNELS} tunnels a hub`;
  const of = `of ${FUNCTION_MEMORY_MB} MB`;
  return {
    name: `Memory, Node ${node.version}`,
    how: `Peak: the largest resident set of a fresh process of the bundle, a cold run and ${WARM_RUNS} warm ones, everything unchanged. ${SIMULATED}`,
    rows: [
      promise(
        `${what}: peak`,
        `${rounded(peak.megabytes)} MB`,
        of,
        peak.megabytes < FUNCTION_MEMORY_MB * ROOM,
      ),
      ...sizes(peak, stage.groups),
    ],
  };
}

/** What is free of the memory at the peak. */
const ROOM = 0.9;

interface Peak {
  readonly megabytes: number;
  /** CPU time in milliseconds: to load the bundle, of a cold run, and of a warm one. */
  readonly load: number;
  readonly cold: number;
  readonly warm: number;
}

function peakOf(stage: LargeStage, node: string): Peak {
  const code = `
    const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
    const begun = cpu();
    const { handler } = require(${JSON.stringify(stage.bundle)});
    const loaded = cpu();
    const event = ${JSON.stringify(payloadFor(stage.world))};
    const run = () => handler(event, { awsRequestId: 'memory', getRemainingTimeInMillis: () => 3600000 });
    (async () => {
      const cold = await run();
      const first = cpu();
      for (let time = 0; time < ${WARM_RUNS}; time += 1) await run();
      const figures = { megabytes: process.resourceUsage().maxRSS / 1024, load: loaded - begun, cold: first - loaded, warm: (cpu() - first) / ${WARM_RUNS} };
      if (cold.outcome !== 'complete') throw new Error(JSON.stringify(cold));
      require('fs').writeSync(1, '\\n' + JSON.stringify(figures));
      process.exit(0);
    })();`;
  const text = execFileSync(node, [...HEAP, '-e', code], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
}

/**
 * What Lambda starts Node with, by the memory of the function: a tenth of it for young objects, in two halves, the rest for old ones
 * (`bootstrap` of the run time's public container images).
 */
const HEAP = [
  `--max-semi-space-size=${Math.floor(FUNCTION_MEMORY_MB / 20)}`,
  `--max-old-space-size=${FUNCTION_MEMORY_MB - Math.floor(FUNCTION_MEMORY_MB / 10)}`,
];

/** Memory sizes that are weighed, in MB. */
const SIZES = [128, 256, 512, 1_024];
/** A function has a whole processor at this size, and its share of one below it (AWS, "Configure Lambda function memory"). */
const WHOLE_PROCESSOR_MB = 1_769;
/** us-east-1, arm64: dollars for a GB-second and for a request (AWS Lambda pricing). */
const PRICE = { gigabyteSecond: 0.000_013_333_4, request: 0.000_000_2 };
/** Of a page of the API, and of the two writes of a run together: what is waited for whatever the processor. */
const PAGE_MILLISECONDS = 100;
const STORE_MILLISECONDS = 20;
const RUNS_A_MONTH = 43_800;

const SIMULATED = `Sizes: simulated, not measured on Lambda: waiting (${PAGE_MILLISECONDS} ms a page, ${STORE_MILLISECONDS} ms for the table) plus the CPU time measured here, divided by the
share of a processor that AWS gives that size (MB by ${WHOLE_PROCESSOR_MB}); dollars for a run a minute, arm64, us-east-1. 1,000 groups are taken as
a share of the fleet above.`;

function sizes(peak: Peak, groups: number): readonly Row[] {
  return [1_000, groups].flatMap((fleet) =>
    SIZES.map((megabytes) => {
      const share = Math.min(1, megabytes / WHOLE_PROCESSOR_MB);
      const waits = pagesOf(fleet) * PAGE_MILLISECONDS + STORE_MILLISECONDS;
      const warm = waits + (peak.warm * fleet) / groups / share;
      const cold = waits + (peak.load + (peak.cold * fleet) / groups) / share;
      const dollars =
        RUNS_A_MONTH * ((warm / 1_000) * (megabytes / 1_024) * PRICE.gigabyteSecond + PRICE.request);
      return figure(
        `${fleet.toLocaleString('en-US')} groups at ${megabytes} MB`,
        `${rounded(warm)} ms warm, ${rounded(cold)} ms cold`,
        `$${dollars.toFixed(2)} a month`,
        { megabytes, groups: fleet, warm, cold, dollars },
      );
    }),
  );
}
