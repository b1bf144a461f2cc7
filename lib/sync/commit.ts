/** Findings → the table. What is decided, and the duty to tell it, is stored here before anything is told. */
import type { Reading } from '../core/fleet/observation.ts';
import type { Decision } from '../core/rules/decide.ts';
import { firstEpoch } from '../core/rules/epoch.ts';
import type { Epoch, MonitorState } from '../core/rules/state.ts';
import type { Instant } from '../core/time.ts';
import { type Run, withStored } from './run.ts';

/** Stores what was decided: the gap first, then state, change and duty to tell of each group together. */
export async function commit(
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

/** Replaces the monitor's own state; `events` is how many of its events are new. */
export async function commitMonitor(
  run: Run,
  monitor: MonitorState,
  events = monitor.untold.length - run.head.monitor.untold.length,
): Promise<void> {
  run.isMonitorUnsure = true;
  await run.world.store.commitMonitor(run.lease, monitor);
  run.isMonitorUnsure = false;
  const known = new Set(run.head.monitor.untold.map(({ id }) => id));
  const fresh = monitor.untold.filter(({ id }) => !known.has(id));
  run.verdicts.push(...fresh.map(({ reason }) => ({ told: true, reason })));
  run.head = { ...run.head, monitor };
  run.summary = { ...run.summary, events: run.summary.events + events };
}

/**
 * A group that the table refused was seen and not recorded: what the next run finds there may be as old as the reading
 * before this one, so that is what it must be bounded by.
 */
export function readingToRemember(run: Run, reading: Reading): Reading {
  const earlier = run.head.lastComplete?.reading.from;
  return run.summary.refused > 0 && earlier !== undefined ? { ...reading, from: earlier } : reading;
}
