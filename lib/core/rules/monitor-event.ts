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
): MonitorState {
  const envelope = {
    id,
    alert: alertId(run, alertKindOf(fact)),
    at,
    silenced: false,
    held: null,
    reason: REASONS[fact.type],
  };
  return { ...monitor, untold: [...monitor.untold, { ...fact, ...envelope }] };
}

const REASONS: Readonly<Record<MonitorFact['type'], string>> = {
  'watch began': 'the first complete run',
  'went blind': 'no complete run for too long',
  'sight returned': 'a complete run again',
  reminder: 'open for long',
  'key expires': 'the API key ends soon',
};
