/** The memory of the largest runs, and what each memory size would cost. */
import { execFileSync } from 'node:child_process';
import { pagesOf } from '../../lib/core/rate/interval.ts';
import { FUNCTION_ALLOCATION, FUNCTION_MEMORY_MB } from '../../lib/infra/size.ts';
import { ASSUMED, billedMilliseconds, MINUTES_A_MONTH } from '../cost/bill.ts';
import { PRICES } from '../cost/prices.ts';
import type { Extent } from '../options.ts';
import { figure, promise, type Row, rounded, type Section } from '../report.ts';
import { nodes } from '../start/nodes.ts';
import { payloadFor } from '../world/open.ts';
import { type LargeStage, largest, openLarge, TUNNELS } from './stage.ts';

/** Milliseconds of a page: the state is read meanwhile, as it is where the API is far away. */
const FAR_MILLISECONDS = 100;

/** Warm runs after the cold one: what they leave behind is collected, or grows. */
const WARM_RUNS = 4;

export async function memory(extent: Extent): Promise<Section> {
  const stage = await openLarge(largest(extent));
  const node = nodes(true).at(-1);
  if (node === undefined) throw new Error('There is no Node to measure with.');
  await stage.world.ask('latency', FAR_MILLISECONDS);
  const peak = peakOf(stage, node.path);
  await stage.world.close();
  const what = `${stage.groups.toLocaleString('en-US')} groups, ${TUNNELS} tunnels a hub`;
  const of = `of ${FUNCTION_MEMORY_MB} MB`;
  return {
    name: `Memory, Node ${node.version}`,
    how: `Peak: the largest resident set of a fresh process of the bundle, a cold run and ${WARM_RUNS} warm ones, everything unchanged,\n${FAR_MILLISECONDS} ms a page. ${SIMULATED}`,
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
  const text = execFileSync(node, [...HEAP, '-e', code], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, ...FUNCTION_ALLOCATION },
  });
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
/** Calls of AWS that an unchanged run waits for: two of DynamoDB, one of SQS. */
const CALLS = 3;

const SIMULATED = `Sizes: simulated, not measured on Lambda: waiting (${ASSUMED.page} ms a page, ${ASSUMED.call} ms a call of AWS) plus the CPU time measured here, divided by the
share of a processor that AWS gives that size (MB by ${ASSUMED.wholeProcessorMegabytes}); dollars for a run a minute, prices as in npm run cost. 1,000 groups are taken
as a share of the fleet above.`;

function sizes(peak: Peak, groups: number): readonly Row[] {
  return [...new Set([1_000, groups])].flatMap((fleet) =>
    SIZES.map((megabytes) => {
      const billed = (processorMilliseconds: number): number =>
        billedMilliseconds(
          { ...UNUSED, pages: pagesOf(fleet), calls: CALLS, processorMilliseconds },
          megabytes,
        );
      const warm = billed((peak.warm * fleet) / groups);
      const cold = billed(peak.load + (peak.cold * fleet) / groups);
      const second = (megabytes / 1_024) * PRICES.lambdaGigabyteSecond;
      const dollars = MINUTES_A_MONTH * ((warm / 1_000) * second + PRICES.lambdaRequest);
      return figure(
        `${fleet.toLocaleString('en-US')} groups at ${megabytes} MB`,
        `${rounded(warm)} ms warm, ${rounded(cold)} ms cold`,
        `$${dollars.toFixed(2)} a month`,
        { megabytes, groups: fleet, warm, cold, dollars },
      );
    }),
  );
}

/** What the time of a run does not depend on. */
const UNUSED = { writes: 0, reads: 0, logBytes: 0, sentBytes: 0, queued: 0 };
