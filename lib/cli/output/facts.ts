/** What is known of a group, as documents and columns show it. */
import { word } from '../../core/alerts/text.ts';
import type { Group, Hub } from '../../core/fleet/group.ts';

/** A group's record without what history does not keep. */
export function factsDocument({ id: _id, carried: _notKept, hubs, ...facts }: Group) {
  return { ...facts, hubs: hubs.map(({ carried: _notKeptEither, ...hub }) => hub) };
}

/** `sse-use-1-1-1 up, sse-use-1-1-0 down`, the primary first. */
export function hubWords(hubs: readonly Hub[]): string {
  return hubs.map((hub) => `${placeOfHub(hub)} ${hub.status}`).join(', ');
}

/** All hubs in one word where that says everything: `2 up`. */
export function hubsInShort(hubs: readonly Hub[]): string {
  const allUp = hubs.length > 0 && hubs.every(({ status, tunnels }) => status === 'up' && tunnels !== 'none');
  return allUp ? `${hubs.length} up` : hubWords(hubs);
}

/** A hub's data center; its id where none is given. */
export function placeOfHub({ id, datacenter }: Pick<Hub, 'id' | 'datacenter'>): string {
  return word(datacenter) ?? `hub ${word(id) ?? ''}`;
}
