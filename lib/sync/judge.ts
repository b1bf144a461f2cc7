/** What a run means for the monitor itself: the watch has begun, sight is lost or has returned, something is due. */
import type { Failure } from '../core/failure.ts';
import type { StatusCounts } from '../core/fleet/group.ts';
import type { Reading } from '../core/fleet/observation.ts';
import type { Policy } from '../core/policy.ts';
import { loseSight } from '../core/rules/blind.ts';
import { fleetCounts } from '../core/rules/decide.ts';
import { judgeMonitor } from '../core/rules/monitor.ts';
import { notBlindYet, unsteady } from '../core/rules/reasons.ts';
import type { Head, MonitorState } from '../core/rules/state.ts';
import { instant } from '../core/time.ts';
import { commitMonitor } from './commit.ts';
import { policyWithKeyEnd } from './key-end.ts';
import type { Run } from './run.ts';

/** A complete run has seen: the watch has begun, sight has returned, something is due to be told of itself. */
export async function keepWatch(run: Run, reading: Reading): Promise<StatusCounts> {
  const { head, request, summary } = run;
  const [groups, silences] = [await run.groups, await run.silences];
  const counts = fleetCounts(groups.values());
  const policy = await policyWithKeyEnd(run, reading.to);
  const monitor = judgeMonitor({
    run: request.run,
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

/** A run that dies every time never gets to say so: the next one says it, before it does anything that might kill it too. */
export async function judgeKilledRuns(run: Run): Promise<void> {
  const before: Head = { ...run.head, attempts: run.head.attempts - 1 };
  await judgeSight(
    run,
    before,
    run.head.lastFailure ?? { kind: 'run killed', detail: 'The last run began and did not end.' },
  );
}

/** Judges after a failure whether nobody has seen the tunnels for too long. */
export async function judgeSight(run: Run, head: Head, failure: Failure): Promise<void> {
  const now = instant(run.world.clock.now());
  const monitor = loseSight({ run: run.request.run, head, failure, now, policy: run.request.policy });
  if (monitor !== null) await commitMonitor(run, monitor);
  const reason = whyNotBlind(head.monitor, run.head.monitor, run.request.policy);
  if (reason !== null) run.verdicts.push({ told: false, reason });
}

/** Why a failure is not told; null where it is, or where its blindness was told before. */
function whyNotBlind(before: MonitorState, after: MonitorState, policy: Policy): string | null {
  if (after.untold.length > before.untold.length || after.blind?.told === true) return null;
  return after.blind === null ? notBlindYet(policy) : unsteady(policy);
}
