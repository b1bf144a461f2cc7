/** How a group stood, read from what the API showed and from nothing else. */
import type { Group } from '../../../lib/core/fleet/group.ts';

/** `halved`: the API says connected, and a hub that was up before is not. `absent`: not listed, and nobody knows why. */
export type Stand = 'ok' | 'halved' | 'warning' | 'disconnected' | 'unknown' | 'absent' | 'gone';
export type Badness = 'ok' | 'warning' | 'critical';

const RANK = { ok: 0, warning: 1, critical: 2 } as const;

export function badness(stand: Stand): Badness {
  if (stand === 'disconnected') return 'critical';
  return stand === 'halved' || stand === 'warning' || stand === 'unknown' ? 'warning' : 'ok';
}

export function isWorse(one: Badness, than: Badness): boolean {
  return RANK[one] > RANK[than];
}

/** What one group has ever been shown with: hubs that were up, or carried tunnels. */
export class Past {
  readonly #was = new Set<string>();

  /** How the group stands; from here on it has been seen so. */
  see(group: Group): Stand {
    for (const { id, status, tunnels } of group.hubs) {
      if (status === 'up') this.#was.add(`${id} up`);
      if (tunnels === 'some') this.#was.add(`${id} carrying`);
    }
    if (group.status !== 'connected') return group.status;
    const isLost = group.hubs.some(
      ({ id, status, tunnels }) =>
        (status === 'down' && this.#was.has(`${id} up`)) ||
        (tunnels === 'none' && this.#was.has(`${id} carrying`)),
    );
    return isLost ? 'halved' : 'ok';
  }
}
