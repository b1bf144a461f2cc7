import type { Facts } from '../fleet/change.ts';
import type { Group } from '../fleet/group.ts';
import type { Observation } from '../fleet/observation.ts';
import type { GroupState } from './state.ts';

/**
 * What an observation says about every group, known or new, by id. A group that it says nothing about is left out.
 *
 * - listed: as read;
 * - listed but unreadable: still there, status unknown;
 * - not listed, and its look-up answered 404: removed;
 * - not listed otherwise: missing, status unknown, unless the run's absences do not count.
 */
export function observedFacts(
  known: ReadonlyMap<string, GroupState>,
  observation: Observation,
): ReadonlyMap<string, Facts> {
  const facts = new Map<string, Facts>();
  for (const group of observation.groups) facts.set(group.id, { presence: 'listed', group });
  for (const { id } of observation.malformed) {
    const before = id === null ? undefined : known.get(id);
    if (before !== undefined && !facts.has(before.id))
      facts.set(before.id, { presence: 'listed', group: withoutStatus(before.group) });
  }
  for (const id of observation.gone) {
    const before = known.get(id);
    if (before !== undefined && !facts.has(id)) facts.set(id, { presence: 'removed', group: before.group });
  }
  if (observation.absences === 'counted') {
    for (const before of known.values()) {
      if (before.presence === 'listed' && !facts.has(before.id))
        facts.set(before.id, { presence: 'missing', group: withoutStatus(before.group) });
    }
  }
  return facts;
}

function withoutStatus(group: Group): Group {
  return { ...group, status: 'unknown', statusSeen: null };
}
