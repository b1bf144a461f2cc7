import type { Facts } from '../fleet/change.ts';
import type { Bounds } from '../time.ts';
import type { Ended, Removed } from './event.ts';
import type { Incident } from './state.ts';

/** Only a positive `connected`, or a confirmed removal, ends an incident. null while it goes on. */
export function ending(incident: Incident, facts: Facts, ended: Bounds): Ended | null {
  const how = endOf(facts);
  if (how === null) return null;
  return { type: 'ended', incident: incident.id, how, worst: incident.worst, opened: incident.opened, ended };
}

/** The removal of a group without an incident is told too: somebody may not have meant it. */
export function removal(facts: Facts, removed: Bounds): Removed | null {
  return facts.presence === 'removed' ? { type: 'removed', status: facts.group.status, removed } : null;
}

function endOf(facts: Facts): Ended['how'] | null {
  if (facts.presence === 'removed') return 'removed';
  return facts.presence === 'listed' && facts.group.status === 'connected' ? 'connected' : null;
}
