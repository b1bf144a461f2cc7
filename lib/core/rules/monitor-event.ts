import type { Instant } from '../time.ts';
import { alertId, alertKindOf, type MonitorFact } from './event.ts';
import type { MonitorState } from './state.ts';

/** The monitor with one more event to tell. `id` is made from the cause. The monitor's own events are never silenced or held. */
export function withMonitorEvent(
  monitor: MonitorState,
  fact: MonitorFact,
  id: string,
  run: string,
  at: Instant,
  reason: string,
): MonitorState {
  const envelope = {
    id,
    alert: alertId(run, alertKindOf(fact)),
    at,
    silenced: false,
    held: null,
    reason,
  };
  return { ...monitor, untold: [...monitor.untold, { ...fact, ...envelope }] };
}
