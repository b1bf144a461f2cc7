/**
 * One run for one organization, in the order of the story:
 *
 *   lease → credentials, token, pages → observe → decide → commit → judge the monitor → tell → turn the epoch → finish → heartbeat
 *
 * What is decided, and the duty to tell it, is stored before anything is told; what is told is recorded before it is
 * forgotten. So a run may be killed between any two steps, and the next one completes what it left.
 */
import { failureOf } from '../core/failure.ts';
import { decide } from '../core/rules/decide.ts';
import { begin } from './begin.ts';
import { commit, readingToRemember } from './commit.ts';
import { type Ending, finish } from './finish.ts';
import { beatAfter } from './heartbeat.ts';
import { judgeKilledRuns, judgeSight, keepWatch } from './judge.ts';
import { Disagreement, observe } from './observe.ts';
import type { Run } from './run.ts';
import type { RunSummary } from './summary.ts';
import { tellBlindness, tellUntold } from './tell.ts';
import { turnEpoch } from './turn-epoch.ts';
import type { RunRequest, World } from './world.ts';

/**
 * Runs once. A failure that can be recorded is recorded, and the summary says so; throws where even that was impossible
 * (no table, a lease lost to another run).
 */
export async function sync(request: RunRequest, world: World): Promise<RunSummary> {
  const beginning = await begin(request, world);
  if (beginning.run === null) return beginning.skipped;
  const { run, previousUnfinished } = beginning;
  const summary = await finish(run, await attempt(run, previousUnfinished));
  await beatAfter(summary, request, world);
  return summary;
}

async function attempt(run: Run, previousUnfinished: boolean): Promise<Ending> {
  try {
    if (previousUnfinished) {
      await judgeKilledRuns(run);
      await tellBlindness(run);
    }
    return await complete(run);
  } catch (error) {
    return await fail(run, error);
  }
}

/** The stages of a run in which everything goes well. */
async function complete(run: Run): Promise<Ending> {
  const { request, world, head } = run;
  const { policy } = request;
  const seen = await observe({ ...world, ...request, head, groups: run.groups });
  const { observation } = seen;
  run.summary = { ...run.summary, pages: seen.pages, malformed: observation.malformed.length };
  if (observation.malformed.length > 0) {
    world.log.warn('Some records could not be read.', { malformed: observation.malformed.slice(0, 10) });
  }
  const known = { groups: await run.groups, silences: await run.silences };
  const decision = decide({ ...known, run: request.run, head, observation, policy });
  run.verdicts.push(...decision.verdicts);
  const bytes = await commit(run, decision, observation.reading.to);
  const counts = await keepWatch(run, observation.reading);
  await tellUntold(run, await run.groups);
  const rolledOver = await turnEpoch(run, observation.reading.to);
  return {
    complete: {
      reading: readingToRemember(run, observation.reading),
      counts,
      interval: policy.interval,
    },
    failure: null,
    disagreements: seen.disagreements,
    changeBytes: rolledOver ? 0 : bytes.changes,
    snapshotBytes: rolledOver ? 0 : bytes.snapshot,
  };
}

/** Records why, judges whether it has lasted too long, and tells what there is to tell all the same. */
async function fail(run: Run, error: unknown): Promise<Ending> {
  const failure = failureOf(error);
  run.troubled = true;
  run.summary = { ...run.summary, outcome: 'failed', failure };
  const stack = failure.kind === 'unexpected' && error instanceof Error ? error.stack : undefined;
  run.world.log.error(`The run failed: ${failure.kind}.`, { failure, stack });
  if (failure.kind === 'lease lost' || run.isMonitorUnsure) throw error;
  await judgeSight(run, run.head, failure);
  const groups = await run.groups.catch(() => null);
  await (groups === null ? tellBlindness(run) : tellUntold(run, groups));
  return {
    complete: null,
    failure,
    disagreements: error instanceof Disagreement ? run.head.disagreements + 1 : 0,
    changeBytes: 0,
    snapshotBytes: 0,
  };
}
