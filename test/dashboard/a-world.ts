/** An organization with a past, production runs over it, and what the page is served from. Time is the test's. */
import type { Failure } from '../../lib/core/failure.ts';
import type { Change } from '../../lib/core/fleet/change.ts';
import { createPast } from '../../lib/core/history/past.ts';
import { DAY, HOUR, instant, MINUTE } from '../../lib/core/time.ts';
import type { Source } from '../../lib/dashboard/source.ts';
import type { Story } from '../../lib/demo/past/happenings.ts';
import { liveNinetyDays } from '../../lib/demo/past/ninety-days.ts';
import { playStory } from '../../lib/demo/past/play.ts';
import { createQuickMonitor, type QuickMonitor } from '../../lib/demo/past/quick-monitor.ts';
import type { MemoryStore } from '../../lib/memory-store/memory-store.ts';
import type { Fleet } from '../../lib/simulator/fleet.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { memoryReader } from '../history/memory-past.ts';

export const ORGANIZATION = { id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' };
/** A Tuesday, half past two in the afternoon in Berlin. */
export const NOW = Date.parse('2026-11-24T13:30:00.000Z');

export interface World {
  readonly fleet: Fleet;
  readonly monitor: QuickMonitor;
  readonly source: Source;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The next scheduled run, a minute after the last. `failure`: it cannot see. */
  poll(failure?: Failure): Promise<void>;
  /** Time passes without runs. */
  wait(milliseconds: number): void;
}

/** The demo's organization with its ninety days, or fewer. */
export async function aDemoWorld(days = 90): Promise<World> {
  let now = NOW;
  const lived = await liveNinetyDays({ end: NOW, now: () => now, organization: ORGANIZATION, days });
  return worldOf(lived.fleet, lived.monitor, {
    get: () => now,
    set: (time) => {
      now = time;
    },
  });
}

/** So many groups, watched for some days, with one short outage a day. */
export async function aQuietWorld(groups: number, days = 90): Promise<World> {
  const [start, end] = [NOW - days * DAY, NOW];
  let now = start;
  const time = {
    get: () => now,
    set: (at: number) => {
      now = at;
    },
  };
  const fleet = aFleet({ groups, now: time.get });
  const monitor = createQuickMonitor({ fleet, organization: ORGANIZATION });
  const story = quietStory(fleet, days);
  await playStory({ story, fleet, monitor, start, end, setTime: time.set, heartbeat: DAY });
  return worldOf(fleet, monitor, time);
}

function quietStory({ groups }: Fleet, days: number): Story {
  const happenings = Array.from({ length: days - 1 }, (_, day) => {
    const id = groups[(day * 37) % groups.length]?.id ?? 0;
    const at = day * DAY + 5 * HOUR;
    return [
      { at, act: (fleet: Fleet) => fleet.drop(id) },
      { at: at + 20 * MINUTE, act: (fleet: Fleet) => fleet.restore(id) },
    ];
  }).flat();
  return { happenings, blind: [] };
}

interface Time {
  get(): number;
  set(time: number): void;
}

function worldOf(fleet: Fleet, monitor: QuickMonitor, time: Time): World {
  return {
    fleet,
    monitor,
    now: time.get,
    source: sourceOf(monitor.store, time.get),
    async poll(failure) {
      time.set((Math.floor(time.get() / MINUTE) + 1) * MINUTE);
      await monitor.run(time.get(), failure);
    },
    wait: (milliseconds) => time.set(time.get() + milliseconds),
  };
}

/** What production reads from a table, from the store in memory. */
function sourceOf(store: MemoryStore, now: () => number): Source {
  const reader = memoryReader(store);
  const allChanges = (organization: string): readonly Change[] =>
    store
      .contents(organization)
      .epochs.flatMap(({ id }) => store.epochRows(organization, id).changes)
      .sort((a, b) => (a.by < b.by ? -1 : 1));
  return {
    history: createPast({ reader, now: () => instant(now()), retention: 396 * DAY }),
    table: {
      head: (organization) => store.head(organization),
      groups: async (organization) => store.contents(organization).groups,
      alerts: async (organization, from, to) =>
        store.contents(organization).alerts.filter(({ at }) => from <= at && at <= to),
      acknowledgements: async () => [],
      changes: async (organization, from, to) =>
        allChanges(organization).filter(({ by }) => from <= by && by <= to),
      changeTimes: async (organization, group, before, count) =>
        allChanges(organization)
          .filter((change) => change.group === group && change.by < before)
          .reverse()
          .slice(0, count)
          .map(({ by }) => by),
    },
  };
}
