import type { Facts } from '../fleet/change.ts';
import type { Bounds } from '../time.ts';
import type { Ended, Removed } from './event.ts';
import type { Incident } from './state.ts';

/** The end of an incident. Only a positive `connected` ends one (after flapping: a steady one), or a confirmed removal. */
export function endOf(incident: Incident, how: Ended['how'], ended: Bounds): Ended {
  const { id, worst, opened, episode } = incident;
  return { type: 'ended', incident: id, how, worst, opened, ended, openings: episode?.openings ?? 1 };
}

/** The removal of a group without an incident is told too: somebody may not have meant it. */
export function removal(facts: Facts, removed: Bounds): Removed {
  return { type: 'removed', status: facts.group.status, removed };
}
