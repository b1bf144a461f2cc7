/** The true course of the fleet, as far as polls can tell: how every group stood at every complete poll. */
import type { Group } from '../../../lib/core/fleet/group.ts';
import { type Instant, MINUTE, millisecondsBetween } from '../../../lib/core/time.ts';
import type { Played, Poll } from '../stage/record.ts';
import { Past, type Stand } from './condition.ts';

export interface Sighting {
  /** The poll's place among all polls. */
  readonly poll: number;
  readonly at: Instant;
  readonly stand: Stand;
  /** The record as shown last. */
  readonly group: Group;
}

/** One complete poll. */
export interface Look {
  readonly poll: number;
  readonly at: Instant;
  /** Milliseconds before it in which nobody looked, where that is longer than a missed run explains. */
  readonly unobserved: number;
  /** By id, from its first appearance on. */
  readonly groups: ReadonlyMap<string, Sighting>;
  readonly counts: Readonly<Record<'connected' | 'warning' | 'disconnected' | 'unknown', number>>;
}

/** All complete polls, in order. */
export function looksOf({ polls, policy }: Played): readonly Look[] {
  const pasts = new Map<string, Past>();
  const looks: Look[] = [];
  let before: ReadonlyMap<string, Sighting> = new Map();
  for (const [poll, seen] of polls.entries()) {
    if (seen.shown === null) continue;
    const groups = new Map<string, Sighting>();
    for (const [id, group] of seen.shown) {
      const past = pasts.get(id) ?? new Past();
      pasts.set(id, past);
      groups.set(id, { poll, at: seen.to, stand: past.see(group), group });
    }
    for (const [id, was] of before) {
      if (groups.has(id)) continue;
      const stand = seen.gone.has(id) || was.stand === 'gone' ? 'gone' : 'absent';
      groups.set(id, { poll, at: seen.to, stand, group: was.group });
    }
    const gap = millisecondsBetween(looks.at(-1)?.at ?? seen.from, seen.from);
    const unobserved = gap > policy.gapIntervals * policy.interval ? gap : 0;
    looks.push({ poll, at: seen.to, unobserved, groups, counts: countsOf(groups.values()) });
    before = groups;
  }
  return looks;
}

/** Groups by the API's own words; absent ones are of unknown status, gone ones are not counted. */
function countsOf(sightings: Iterable<Sighting>): Look['counts'] {
  const counts = { connected: 0, warning: 0, disconnected: 0, unknown: 0 };
  for (const { stand, group } of sightings) {
    if (stand === 'absent') counts.unknown += 1;
    else if (stand !== 'gone') counts[group.status] += 1;
  }
  return counts;
}

/** Messages sent in the hour before a poll, by earlier runs. */
export function messagesBefore({ sent, polls }: Played, poll: number): number {
  const now = polls[poll]?.to;
  if (now === undefined) return 0;
  return sent.filter((one) => one.poll < poll && millisecondsBetween(one.at, now) < 60 * MINUTE).length;
}

/** The poll whose answers a time refers to. */
export function pollAt(polls: readonly Poll[], at: Instant): number {
  return polls.findIndex(({ to }) => to === at);
}

/** Counts in words, for comparing and for saying. */
export function countsText({ connected, warning, disconnected, unknown }: Look['counts']): string {
  return `${connected} connected, ${warning} in warning, ${disconnected} disconnected, ${unknown} unknown`;
}
