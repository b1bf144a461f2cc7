/**
 * Keeps every observation of a simulated fleet, and answers questions by looking at all of them. It shares no code with what
 * it judges: no snapshots, no changes, no epochs to rebuild anything from. Of the store it hears when a run was complete,
 * and which epochs there are, because these say when the past may be forgotten.
 */
import type { Group } from '../../lib/core/fleet/group.ts';
import type { Entry } from './entry.ts';

/** What was seen of a group by one complete run. */
export interface Sighting {
  /** End of the reading, milliseconds since 1970. */
  readonly at: number;
  readonly presence: 'listed' | 'missing' | 'removed';
  readonly group: Group;
}

/** A stretch of time, milliseconds since 1970. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A reading that was stored. */
export interface Reading extends Stretch {
  /** What later changes may be as old as: its beginning, or that of the one before where the table refused a group. */
  readonly remembered: number;
}

/** What a group was counted as, in the words of `docs/history.md`. */
export interface Count {
  readonly standing: 'connected' | 'degraded' | 'down' | 'unknown';
  readonly why: string | null;
}

export interface Oracle {
  runBegins(now: number): void;
  heardList(fleet: ReadonlyMap<string, Entry>): void;
  heardGone(id: string): void;
  /** A call of the store took effect. */
  landed(call: string, args: readonly unknown[], result: unknown): void;
  readonly readings: readonly Reading[];
  readonly gaps: readonly Stretch[];
  readonly epochs: readonly { readonly start: number; readonly expires: number; readonly prepared: number }[];
  /** Every group that was ever seen, and its sightings in the order of time. */
  readonly lives: ReadonlyMap<string, readonly Sighting[]>;
  /** When the first complete run ended; null before that. */
  watching(): number | null;
  /** Why nothing can be said of an instant; null where something can. */
  unseen(at: number, now: number, retention: number): string | null;
  /** The last sighting of a group at an instant. */
  sighting(id: string, at: number): Sighting | null;
  isInGap(at: number): boolean;
  /** What a group counts as at an instant. */
  count(id: string, at: number, now: number, retention: number): Count;
}

/** What one run hears of the API. */
interface Hearing {
  readonly begun: number;
  readonly listed: Map<string, Group>;
  readonly unreadable: Set<string>;
  /** Groups whose write the table refused: what was seen of them is not stored, and the next run tries again. */
  readonly refused: Set<string>;
}

function newHearing(begun: number): Hearing {
  return { begun, listed: new Map(), unreadable: new Set(), refused: new Set() };
}

const WORDS = {
  connected: 'connected',
  warning: 'degraded',
  disconnected: 'down',
  unknown: 'unknown',
} as const;

export function createOracle(interval: number): Oracle {
  const lives = new Map<string, Sighting[]>();
  const readings: Reading[] = [];
  const gaps: Stretch[] = [];
  const epochs: { start: number; expires: number; prepared: number }[] = [];
  /** Answered 404 since they were last listed; a run that was killed afterwards may have stored it, and none asks again. */
  const gone = new Set<string>();
  let hearing = newHearing(0);

  const sighting = (id: string, at: number): Sighting | null =>
    lives.get(id)?.findLast((one) => one.at <= at) ?? null;
  const isInGap = (at: number): boolean => gaps.some(({ from, to }) => from < at && at < to);

  const sawAll = (reading: Reading): void => {
    const before = readings.at(-1);
    if (before !== undefined && reading.from - before.to > 2.5 * interval)
      gaps.push({ from: before.to, to: reading.from });
    readings.push(reading);
    const see = (id: string, presence: Sighting['presence'], group: Group): void => {
      const life = lives.get(id) ?? [];
      lives.set(id, life);
      if (!hearing.refused.has(id)) life.push({ at: reading.to, presence, group });
    };
    for (const [id, group] of hearing.listed) see(id, 'listed', group);
    for (const [id, life] of lives) {
      const last = life.at(-1);
      if (last === undefined || last.at === reading.to || hearing.listed.has(id)) continue;
      const silent: Group = { ...last.group, status: 'unknown', statusSeen: null };
      if (hearing.unreadable.has(id)) see(id, 'listed', silent);
      else if (gone.has(id)) see(id, 'removed', last.group);
      else if (last.presence === 'removed') see(id, 'removed', last.group);
      else see(id, 'missing', silent);
    }
  };

  const oracle: Oracle = {
    readings,
    gaps,
    epochs,
    lives,
    sighting,
    isInGap,
    watching: () => readings[0]?.to ?? null,
    runBegins: (now) => {
      hearing = newHearing(now);
    },
    heardList: (fleet) => {
      for (const [id, entry] of fleet) {
        if ('listed' in entry || 'unreadable' in entry) gone.delete(id);
        if ('listed' in entry) hearing.listed.set(id, entry.listed);
        if ('unreadable' in entry) hearing.unreadable.add(id);
      }
    },
    heardGone: (id) => gone.add(id),
    landed: (call, args, result) => {
      const [, second, third] = args as { [name: string]: unknown }[];
      if (call === 'beginHistory' && epochs.length === 0) epochs.push(epochOf(second ?? {}));
      if (call === 'switchEpoch') epochs.push(epochOf(third ?? {}));
      const complete =
        call === 'finish' ? (second?.complete as { reading: { from: string; to: string } } | null) : null;
      if (call === 'commitGroups')
        for (const { id } of (result as { refused: { id: string }[] }).refused) hearing.refused.add(id);
      if (complete === null) return;
      const [remembered, to] = [Date.parse(complete.reading.from), Date.parse(complete.reading.to)];
      sawAll({ from: hearing.begun, to, remembered });
    },
    unseen: (at, now, retention) => {
      const [first, last] = [readings[0], readings.at(-1)];
      if (first === undefined || last === undefined || at < first.to) return 'before the watch';
      if (at > last.to) return 'not seen yet';
      if (at < now - retention) return 'expired';
      const epoch = epochs.findLast(({ start }) => start <= at);
      return epoch === undefined || Math.ceil(epoch.expires / 1_000) * 1_000 <= now ? 'expired' : null;
    },
    count: (id, at, now, retention) => {
      const unseen = oracle.unseen(at, now, retention);
      if (unseen !== null) return { standing: 'unknown', why: unseen };
      const seen = sighting(id, at);
      if (seen === null || seen.presence === 'removed') return { standing: 'unknown', why: 'not there' };
      if (isInGap(at)) return { standing: 'unknown', why: 'gap' };
      if (seen.presence === 'missing') return { standing: 'unknown', why: 'missing' };
      const standing = WORDS[seen.group.status];
      return { standing, why: standing === 'unknown' ? 'no word' : null };
    },
  };
  return oracle;
}

function epochOf({ id, start, expires }: { [name: string]: unknown }): Oracle['epochs'][number] {
  return {
    start: Date.parse(String(start)),
    expires: Date.parse(String(expires)),
    prepared: Date.parse(String(id)),
  };
}

/** The facts of a group as one text, in which the order of a map's keys does not count. */
export function factsOf(presence: string, group: Group): string {
  const { id, name, deviceType, region, status, statusSeen, routing } = group;
  const hubs = group.hubs.map((hub) => [
    hub.id,
    hub.primary,
    hub.datacenter,
    hub.authId,
    hub.status,
    hub.tunnels,
  ]);
  const routes = routing && [routing.type, routing.data];
  return JSON.stringify([presence, id, name, deviceType, region, status, statusSeen, routes, hubs]);
}
