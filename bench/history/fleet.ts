/** A fleet and what becomes of it, drawn from a seed: the same for every design. */
import { type Change, difference, kindsOf } from '../../lib/core/fleet/change.ts';
import type { Group, Hub, Status } from '../../lib/core/fleet/group.ts';
import type { GroupState } from '../../lib/core/rules/state.ts';
import { DAY, type Instant, instant, MINUTE, plus, SECOND } from '../../lib/core/time.ts';

export const INTERVAL = 5 * MINUTE;
export const GROUPS = 1_000;
export const POLLS_A_DAY = DAY / INTERVAL;
/** A Monday. */
export const BEGINNING = instant(Date.UTC(2025, 1, 3));

/** What one poll found different. */
export interface Poll {
  readonly at: Instant;
  readonly changes: readonly {
    readonly before: GroupState;
    readonly after: GroupState;
    readonly change: Change;
  }[];
}

export interface Fleet {
  /** As of the last poll that was drawn. */
  readonly states: Map<string, GroupState>;
  /** Polls that found something, day after day. */
  days(count: number): Generator<Poll>;
}

/** `changesADay`: in the whole fleet. */
export function createFleet(changesADay: number, seed = 1): Fleet {
  const random = createRandom(seed);
  const states = new Map<string, GroupState>();
  for (let number = 0; number < GROUPS; number += 1) {
    const state = first(number);
    states.set(state.id, state);
  }
  const ids = [...states.keys()];
  let drawn = 0;
  return {
    states,
    *days(count) {
      for (let poll = drawn * POLLS_A_DAY; poll < (drawn + count) * POLLS_A_DAY; poll += 1) {
        // Each poll has its share of the day's changes, with the rest carried on.
        const due = share(poll + 1, changesADay) - share(poll, changesADay);
        if (due === 0) continue;
        const at = pollAt(poll);
        const chosen = new Set<string>();
        while (chosen.size < due) chosen.add(ids[Math.floor(random() * ids.length)] ?? '');
        yield { at, changes: [...chosen].map((id) => change(states, id, at, random())) };
      }
      drawn += count;
    },
  };
}

/** The end of the reading of a poll, by its number from 0. The first run's is the beginning. */
export function pollAt(number: number): Instant {
  return plus(BEGINNING, (number + 1) * INTERVAL);
}

function share(poll: number, changesADay: number): number {
  return Math.floor((poll * changesADay) / POLLS_A_DAY);
}

/** As large as groups are in published examples: two hubs, a static route, ids beyond 32 bits. */
function first(number: number): GroupState {
  const id = String(5_120_000_000 + number);
  const hub = (place: number): Hub => ({
    id: String(7_200_000_000 + number * 2 + place),
    primary: place === 0,
    datacenter: `sse-use-1-1-${place}`,
    authId: `branch-${number}@8242525-${id}-umbrella.com`,
    status: 'up',
    tunnels: 'some',
    carried: {},
  });
  const group: Group = {
    id,
    name: `Branch ${number} Osaka West`,
    deviceType: 'ISR',
    region: number % 3 === 0 ? 'ap-northeast-1' : 'us-east-1',
    status: 'connected',
    statusSeen: null,
    routing: { type: 'static', data: { networkCIDRs: [`10.${number >> 8}.${number & 255}.0/24`] } },
    hubs: [hub(0), hub(1)],
    carried: {},
  };
  return {
    id,
    rev: 0,
    seq: 1,
    presence: 'listed',
    group,
    firstSeen: BEGINNING,
    since: { after: null, by: BEGINNING },
    reading: readingTo(BEGINNING),
    watch: 'watched',
    baseline: { up: [], withTunnels: [] },
    pending: null,
    incident: null,
    openings: [],
    untold: [],
  };
}

/** A group that is connected loses one hub or both; any other is connected again. */
function change(
  states: Map<string, GroupState>,
  id: string,
  at: Instant,
  drawn: number,
): Poll['changes'][number] {
  const before = states.get(id);
  if (before === undefined) throw new Error(`There is no group ${id}.`);
  const isUp = before.group.status === 'connected';
  const status: Status = isUp ? (drawn < 0.3 ? 'disconnected' : 'warning') : 'connected';
  const lost = status === 'connected' ? 0 : status === 'warning' ? 1 : 2;
  const hubs = before.group.hubs.map(
    (hub, place): Hub =>
      place >= 2 - lost
        ? { ...hub, status: 'down', tunnels: 'none' }
        : { ...hub, status: 'up', tunnels: 'some' },
  );
  const after = {
    ...before,
    group: { ...before.group, status, hubs },
    seq: before.seq + 1,
    reading: readingTo(at),
  };
  const differences = difference(before, after) ?? {};
  const incident = isUp ? `${id}-${after.seq}` : `${id}-${before.seq}`;
  states.set(id, after);
  return {
    before,
    after,
    change: {
      group: id,
      seq: after.seq,
      after: plus(at, -INTERVAL - 2 * SECOND),
      by: at,
      kinds: kindsOf(differences),
      differences,
      incident,
      events: [`${id}-${after.seq}.${isUp ? 'opened' : 'ended'}`],
    },
  };
}

function readingTo(to: Instant): GroupState['reading'] {
  return { from: plus(to, -2 * SECOND), to };
}

/** Mulberry32: a small generator with a seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
