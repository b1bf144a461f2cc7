import type { Fleet } from './fleet.ts';

/** Minutes from one fall to the next, and that a group stays down. */
const [FALLS_EVERY, DOWN_FOR] = [6, 3];

/**
 * Something falls now and then, and returns: what nothing moves on shows nothing. Gives what happens in this minute, the first
 * of which is 1; null where nothing does.
 */
export function happening(fleet: Fleet, minute: number): string | null {
  const round = Math.floor(minute / FALLS_EVERY);
  const group = fleet.groups[(41 + round * 17) % fleet.size];
  if (group === undefined) return null;
  if (minute % FALLS_EVERY === 2 && group.status === 'connected') {
    fleet.drop(group.id);
    return `${group.name} falls`;
  }
  if (minute % FALLS_EVERY === 2 + DOWN_FOR && group.status === 'disconnected') {
    fleet.restore(group.id);
    return `${group.name} returns`;
  }
  return null;
}
