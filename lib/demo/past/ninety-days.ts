/** The demo organization with ninety days behind it. */
import { DAY, MINUTE } from '../../core/time.ts';
import { DEMO_CAST, demoFleet } from '../../simulator/demo-day.ts';
import type { Fleet } from '../../simulator/fleet.ts';
import type { RunRequest } from '../../sync/world.ts';
import { type Cast, drawStory } from './happenings.ts';
import { playStory } from './play.ts';
import { createQuickMonitor, type QuickMonitor } from './quick-monitor.ts';

export const PAST_DAYS = 90;

export interface Lived {
  /** As it stands at the end; later changes are stamped by `now`. */
  readonly fleet: Fleet;
  readonly monitor: QuickMonitor;
}

/** Lives through the days before `end` (milliseconds since 1970). From then on the fleet goes by `now`. */
export async function liveNinetyDays(args: {
  readonly end: number;
  readonly now: () => number;
  readonly organization: RunRequest['organization'];
  readonly groups?: number;
  readonly days?: number;
}): Promise<Lived> {
  const { now, organization, groups, days = PAST_DAYS } = args;
  const end = Math.floor(args.end / MINUTE) * MINUTE;
  const start = end - days * DAY;
  let time: number | null = start;
  const fleet = demoFleet({ now: () => time ?? now(), ...(groups !== undefined && { groups }) });
  const monitor = createQuickMonitor({ fleet, organization });
  const setTime = (at: number): void => {
    time = at;
  };
  await playStory({ story: drawStory(fleet, castOf(fleet), days), fleet, monitor, start, end, setTime });
  time = null;
  return { fleet, monitor };
}

function castOf(fleet: Fleet): Cast {
  const named = (name: string): number => fleet.named(name).id;
  const others = fleet.groups.filter(({ name }) => !Object.values<string>(DEMO_CAST).includes(name));
  const other = (index: number): number => others[index % others.length]?.id ?? 0;
  return {
    down: named(DEMO_CAST.falls),
    degraded: named(DEMO_CAST.losesHub),
    renamed: named(DEMO_CAST.renamed),
    removed: named(DEMO_CAST.removed),
    unknown: other(31),
    longDown: other(57),
    flapping: other(12),
  };
}
