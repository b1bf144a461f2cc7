/**
 * One run for one organization, in the order of the story:
 *
 *   lease → state and pages → decide → commit → judge the monitor → tell → roll over → finish
 *
 * What is decided, and the duty to tell it, is stored before anything is told; what is told is recorded before it is
 * forgotten. So a run may be killed between any two steps, and the next one completes what it left.
 */
import { type Failure, failureOf } from '../core/failure.ts';
import type { StatusCounts } from '../core/fleet/group.ts';
import type { Reading } from '../core/fleet/observation.ts';
import { runTimes } from '../core/policy.ts';
import { loseSight } from '../core/rules/blind.ts';
import { type Decision, decide, fleetCounts } from '../core/rules/decide.ts';
import { firstEpoch, rollOverDue } from '../core/rules/epoch.ts';
import { judgeMonitor } from '../core/rules/monitor.ts';
import type { Epoch, GroupState, Head, MonitorState } from '../core/rules/state.ts';
import { type Instant, instant, millisecondsBetween, plus } from '../core/time.ts';
import { Disagreement, observe } from './observe.ts';
import type { Finish } from './ports.ts';
import { rollOver } from './roll-over.ts';
import { type Run, withStored } from './run.ts';
import { blankSummary, type RunSummary, recordOf } from './summary.ts';
import { isBlindness, tell } from './tell.ts';
import type { RunRequest, World } from './world.ts';

/** How the head is to be left, except for what only the end of the run knows. */
type Ending = Omit<Finish, 'record'>;

/**
 * Runs once. A failure that can be recorded is recorded, and the summary says so; throws where even that was impossible
 * (no table, a lease lost to another run).
 */
export async function sync(request: RunRequest, world: World): Promise<RunSummary> {
  const { organization, policy } = request;
  const started = instant(world.clock.now());
  const blank = blankSummary(organization.id, request.run, started);
  const remembered = world.cache.take(organization.id);
  const outcome = await world.store.takeLease(
    organization.id,
    request.run,
    started,
    runTimes(policy.interval).lease,
  );
  if (!outcome.taken) {
    world.log.warn('Another run holds the lease; this one does nothing.', {
      heldBy: outcome.heldBy,
      until: outcome.until,
    });
    return { ...blank, outcome: 'skipped' };
  }
  const { head, lease, previousUnfinished } = outcome;
  const warm = remembered !== null && !previousUnfinished && remembered.revision === head.revision;
  const known = warm
    ? { groups: Promise.resolve(remembered.groups), silences: Promise.resolve(remembered.silences) }
    : load(organization.id, world);
  const run: Run = {
    request,
    world,
    lease,
    head,
    ...known,
    summary: { ...blank, warm },
    hasTold: false,
    isMonitorUnsure: false,
    troubled: false,
  };
  return conclude(run, await attempt(run, previousUnfinished));
}

/** Starts loading at once, beside the API's pages; a failure surfaces where the state is first needed. */
function load(organization: string, world: World): Pick<Run, 'groups' | 'silences'> {
  const loading = world.store.loadGroups(organization);
  const groups = loading.then((states) => new Map(states.map((state) => [state.id, state])));
  const silences = world.store.loadSilences(organization);
  for (const promise of [groups, silences]) promise.catch(() => undefined);
  return { groups, silences };
}

/** A run that dies every time never gets to say so: the next one says it, before it does anything that might kill it too. */
async function judgeKilledRuns(run: Run): Promise<void> {
  const before: Head = { ...run.head, attempts: run.head.attempts - 1 };
  await judgeSight(
    run,
    before,
    run.head.lastFailure ?? { kind: 'run killed', detail: 'The last run began and did not end.' },
  );
  await tellBlindness(run);
}

async function attempt(run: Run, previousUnfinished: boolean): Promise<Ending> {
  try {
    if (previousUnfinished) await judgeKilledRuns(run);
    return await complete(run);
  } catch (error) {
    return await fail(run, error);
  }
}

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
  const bytes = await commit(run, decision, observation.reading.to);
  const counts = await keepWatch(run, observation.reading);
  await tellUntold(run, await run.groups);
  const rolledOver = await turnEpoch(run, observation.reading.to);
  return {
    complete: { reading: readingToRemember(run, observation.reading), counts },
    failure: null,
    disagreements: seen.disagreements,
    changeBytes: rolledOver ? 0 : bytes.changes,
    snapshotBytes: rolledOver ? 0 : bytes.snapshot,
  };
}

/** Stores what was decided: the gap first, then state, change and duty to tell of each group together. */
async function commit(
  run: Run,
  decision: Decision,
  now: Instant,
): Promise<{ readonly changes: number; readonly snapshot: number }> {
  const { world, lease, request } = run;
  const epoch = run.head.epoch ?? firstEpoch(now, request.policy);
  if (run.head.epoch === null) await world.store.beginHistory(lease, epoch);
  if (decision.gap !== null) await world.store.commitGap(lease, epoch, decision.gap);
  const outcome = await world.store.commitGroups(lease, epoch, decision.writes);
  for (const refused of outcome.refused)
    world.log.error('The table refused a group; the next run tries again.', refused);

  run.groups = Promise.resolve(withStored(await run.groups, outcome.stored));
  run.troubled ||= outcome.refused.length > 0;
  const stored = new Set(outcome.stored.map((state) => state.id));
  const changes = decision.writes.flatMap((write) =>
    write.change !== null && stored.has(write.next.id) ? [write.change] : [],
  );
  run.summary = {
    ...run.summary,
    gap: decision.gap,
    changes: changes.length,
    refused: outcome.refused.length,
    events: changes.reduce((sum, change) => sum + change.events.length, 0),
  };
  // What the first run finds appears in place of a snapshot, and is counted as one.
  const snapshot = run.head.monitor.watching === null ? outcome.appearedBytes : 0;
  const bytes = { changes: outcome.changeBytes - snapshot, snapshot };
  const grown: Epoch = {
    ...epoch,
    snapshotBytes: epoch.snapshotBytes + bytes.snapshot,
    changeBytes: epoch.changeBytes + bytes.changes,
  };
  run.head = { ...run.head, epoch: grown };
  return bytes;
}

/** A complete run has seen: the watch has begun, sight has returned, something is due to be told of itself. */
async function keepWatch(run: Run, reading: Reading): Promise<StatusCounts> {
  const { head, request, summary } = run;
  const [groups, silences] = [await run.groups, await run.silences];
  const counts = fleetCounts(groups.values());
  const { policy, run: id } = request;
  const monitor = judgeMonitor({
    run: id,
    monitor: head.monitor,
    reading,
    gap: summary.gap,
    groups,
    counts,
    silences,
    policy,
  });
  run.summary = { ...summary, outcome: 'complete', counts };
  if (monitor !== head.monitor) await commitMonitor(run, monitor);
  return counts;
}

/** Publishes what is untold, this run's and what earlier runs left, and remembers what is cleared. */
async function tellUntold(
  run: Run,
  groups: ReadonlyMap<string, GroupState>,
  about: 'everything' | 'blindness' = 'everything',
): Promise<void> {
  const again = run.hasTold;
  run.hasTold = true;
  const told = await tell(run.request, run.world, {
    groups: groups.values(),
    monitor: run.head.monitor,
    about,
    again,
    counts: run.summary.counts ?? run.head.lastComplete?.counts ?? null,
  });
  if (told.monitor !== run.head.monitor) await commitMonitor(run, told.monitor, 0);
  if (told.cleared.length > 0) run.groups = Promise.resolve(withStored(groups, told.cleared));
  run.troubled ||= told.failed > 0 || told.overtaken;
  run.summary = {
    ...run.summary,
    alerts: run.summary.alerts + told.published,
    alertsFailed: run.summary.alertsFailed + told.failed,
  };
}

/** Where the groups are not known; a digest, for one, would name none of those that are down. */
async function tellBlindness(run: Run): Promise<void> {
  if (run.head.monitor.untold.some(isBlindness)) await tellUntold(run, new Map(), 'blindness');
}

/** A new epoch is good for reading later, never worth failing a run for: what is cut short is taken up by the next run. */
async function turnEpoch(run: Run, now: Instant): Promise<boolean> {
  const { world, lease, request, head } = run;
  if (head.epoch === null || !rollOverDue(head.epoch, now, request.policy)) return false;
  try {
    const groups = [...(await run.groups).values()];
    const epoch = await rollOver({
      ...request,
      store: world.store,
      lease,
      epoch: head.epoch,
      prepared: head.nextEpoch,
      groups,
      now,
    });
    world.log.info('A new epoch of history begins.', { epoch });
    run.head = { ...head, epoch, nextEpoch: null };
    return true;
  } catch (error) {
    run.troubled = true;
    world.log.warn('The new epoch is not finished; the next run goes on with it.', {
      failure: failureOf(error),
    });
    return false;
  }
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

async function judgeSight(run: Run, head: Head, failure: Failure): Promise<void> {
  const now = instant(run.world.clock.now());
  const monitor = loseSight({ run: run.request.run, head, failure, now, policy: run.request.policy });
  if (monitor !== null) await commitMonitor(run, monitor);
}

async function commitMonitor(
  run: Run,
  monitor: MonitorState,
  events = monitor.untold.length - run.head.monitor.untold.length,
): Promise<void> {
  run.isMonitorUnsure = true;
  await run.world.store.commitMonitor(run.lease, monitor);
  run.isMonitorUnsure = false;
  run.head = { ...run.head, monitor };
  run.summary = { ...run.summary, events: run.summary.events + events };
}

/**
 * A group that the table refused was seen and not recorded: what the next run finds there may be as old as the reading
 * before this one, so that is what it must be bounded by.
 */
function readingToRemember(run: Run, reading: Reading): Reading {
  const earlier = run.head.lastComplete?.reading.from;
  return run.summary.refused > 0 && earlier !== undefined ? { ...reading, from: earlier } : reading;
}

/** Leaves the head in order, and this process's memory only if nothing at all went wrong. */
async function conclude(run: Run, ending: Ending): Promise<RunSummary> {
  const { world, request, lease } = run;
  const ended = instant(world.clock.now());
  const groups = await run.groups.catch(() => new Map<string, GroupState>());
  const oldestUntold = ageOfOldestUntold(groups, run.head.monitor, ended);
  const summary: RunSummary = { ...run.summary, ended, oldestUntold, usage: world.api.takeUsage() };
  const expires = plus(ended, request.policy.history.retention);
  const revision = await world.store.finish(lease, { ...ending, record: recordOf(summary) }, expires);
  if (!run.troubled && revision === run.head.revision + 1)
    world.cache.put(lease.organization, { revision, groups, silences: await run.silences });
  return summary;
}

function ageOfOldestUntold(
  groups: ReadonlyMap<string, GroupState>,
  monitor: MonitorState,
  now: Instant,
): number {
  const events = [...monitor.untold, ...[...groups.values()].flatMap((state) => state.untold)];
  return events.reduce((oldest, event) => Math.max(oldest, millisecondsBetween(event.at, now)), 0);
}
