/** What AWS Lambda runs: plugs the adapters into the run and decides nothing. */
import { systemClock } from '../../lib/adapters/system/clock.ts';
import { embeddedMetrics, type RunMetrics } from '../../lib/adapters/system/metrics.ts';
import { durationOf, type RunSummary } from '../../lib/sync/summary.ts';
import { sync } from '../../lib/sync/sync.ts';
import type { InvocationContext, Machine } from './machine.ts';
import { createProcess, type Process } from './process.ts';

export type Handler = (event: unknown, context: InvocationContext) => Promise<RunSummary>;

/**
 * A handler with a process of its own: environment and clients are made at the first invocation, and token, connections and
 * state are kept for those after it.
 *
 * A run that failed and could say so is no error of the function: its failure is stored, logged, and told when it lasts. The
 * handler throws, so that the function's error alarm speaks, only where nothing could be recorded: wrong environment or
 * payload, no table, a lost lease.
 */
export function createHandler(machine: Machine): Handler {
  let plugged: Process | null = null;
  return async (event, context) => {
    plugged ??= createProcess(machine);
    const { installation } = plugged.environment;
    const { request, world } = plugged.plug(event, context);
    const summary = await sync(request, world);
    world.log.info('Run ended.', { ...summary, durationMs: durationOf(summary) });
    if (summary.outcome !== 'skipped') machine.write(embeddedMetrics(metricsOf(summary, installation)));
    return summary;
  };
}

function metricsOf(summary: RunSummary, installation: string | null): RunMetrics {
  return {
    installation,
    organization: summary.organization,
    at: Date.parse(summary.ended),
    oldestUntold: summary.oldestUntold,
    alertsFailed: summary.alertsFailed,
    decisions: summary.decisions,
  };
}

/** The function's entry point. */
export const handler: Handler = createHandler({
  clock: systemClock,
  random: Math.random,
  // Not console.log: in front of its lines Lambda's run time writes time, request and level, and a metric would be none.
  write: (line) => void process.stdout.write(`${line}\n`),
  variables: process.env,
});
