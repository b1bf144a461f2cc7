import { type MaintenanceWindow, type Silence, silencedBy } from '../rules/silence.ts';
import type { Instant } from '../time.ts';
import type { IncidentReport } from './report.ts';

/** An incident, and what keeps it quiet. */
export interface SilencedReport extends IncidentReport {
  /** As people know it: `silence wp7dkv: works`. null where the incident was told or has ended, and where nothing is known that does. */
  readonly silencedBy: string | null;
}

/** What may keep incidents quiet. */
export interface Quieting {
  readonly silences: readonly Silence[];
  readonly windows: readonly MaintenanceWindow[];
  /** The last time that a run saw the fleet: had nothing kept an incident quiet then, it had been told. null where none has. */
  readonly seenUntil: Instant | null;
}

/** Says it of an incident that is open, and of which nobody was told. */
export function withSilence(
  report: IncidentReport,
  { silences, windows, seenUntil }: Quieting,
): SilencedReport {
  const { open, told, record } = report;
  const isUntold = open && told === null && record !== null && seenUntil !== null;
  return { ...report, silencedBy: isUntold ? silencedBy(record, seenUntil, silences, windows) : null };
}
