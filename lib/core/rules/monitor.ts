/** What a complete run, once its findings are stored, means for the monitor itself. */
import type { Gap } from '../fleet/change.ts';
import type { StatusCounts } from '../fleet/group.ts';
import type { Reading } from '../fleet/observation.ts';
import type { Policy } from '../policy.ts';
import { keepSight } from './blind.ts';
import { expiryDue } from './key-expiry.ts';
import { withMonitorEvent } from './monitor-event.ts';
import { keyEnds, openFor } from './reasons.ts';
import { type About, reminderDue } from './reminder.ts';
import type { Silence } from './silence.ts';
import type { GroupState, MonitorState } from './state.ts';

export interface CompletedRun {
  readonly run: string;
  readonly monitor: MonitorState;
  readonly reading: Reading;
  readonly gap: Gap | null;
  /** As stored. */
  readonly groups: ReadonlyMap<string, GroupState>;
  readonly counts: StatusCounts;
  readonly silences: readonly Silence[];
  readonly policy: Policy;
}

/** The monitor after a complete run, with what there is to tell of it; the same object where nothing is new. */
export function judgeMonitor(completed: CompletedRun): MonitorState {
  const began = watchBegan(completed);
  const sighted = keepSight({ ...completed, monitor: began, groups: completed.groups.values() }) ?? began;
  const reminded = (['critical', 'redundancy'] as const).reduce(
    (monitor, about) => remind(completed, monitor, about),
    sighted,
  );
  return warnOfExpiry(completed, reminded);
}

function watchBegan({ monitor, counts, run, reading }: CompletedRun): MonitorState {
  if (monitor.watching !== null) return monitor;
  const watching = { ...monitor, watching: reading.to };
  return withMonitorEvent(
    watching,
    { type: 'watch began', counts },
    'watch-began',
    run,
    reading.to,
    'the first complete run',
  );
}

/** Not beside the first digest, which names everything that is open. */
function remind(completed: CompletedRun, monitor: MonitorState, about: About): MonitorState {
  if (completed.monitor.watching === null) return monitor;
  const now = completed.reading.to;
  const reminder = reminderDue({ ...completed, about, monitor, groups: completed.groups.values(), now });
  if (reminder === null) return monitor;
  const next = { ...monitor, reminded: { ...monitor.reminded, [about]: now } };
  return withMonitorEvent(
    next,
    reminder,
    `reminder-${about}-at-${now}`,
    completed.run,
    now,
    openFor(completed.policy.reminders[about]),
  );
}

function warnOfExpiry({ run, reading, policy }: CompletedRun, monitor: MonitorState): MonitorState {
  const due = expiryDue(monitor.keyExpiry, reading.to, policy);
  if (due === null) return monitor;
  const id = `key-expires-${due.expires}-${due.days}`;
  return withMonitorEvent(
    { ...monitor, keyExpiry: due },
    { type: 'key expires', ...due },
    id,
    run,
    reading.to,
    keyEnds(due.days),
  );
}
