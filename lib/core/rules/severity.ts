import type { Status } from '../fleet/group.ts';
import type { Bounds } from '../time.ts';
import { type Severity, type SeverityChanged, severityOf } from './event.ts';
import type { Incident } from './state.ts';

const RANK: Readonly<Record<Severity, number>> = { ok: 0, warning: 1, critical: 2 };

/**
 * An open incident whose status changed without ending it. Worse and less bad are told; a status that was unknown when
 * the incident opened and turns out no different in severity is only noted. `unknown` says neither: the incident goes on
 * as it was, until a status that says something follows. null where nothing changes.
 */
export function severityChange(
  incident: Incident,
  status: Status,
  since: Bounds,
): { readonly incident: Incident; readonly fact: SeverityChanged | null } | null {
  if (status === 'unknown' || status === 'connected' || status === incident.status) return null;
  const [before, after] = [severityOf(incident.status), severityOf(status)];
  const worst = RANK[after] >= RANK[severityOf(incident.worst)] ? status : incident.worst;
  const next: Incident = { ...incident, status, worst, told: after };
  if (before === after) return { incident: next, fact: null };
  const fact: SeverityChanged = {
    type: RANK[after] > RANK[before] ? 'escalated' : 'eased',
    incident: incident.id,
    status,
    previous: incident.status,
    severity: after,
    since,
    opened: incident.opened,
  };
  return { incident: next, fact };
}
