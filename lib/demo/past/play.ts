/** Lives through a story at full speed. */
import { HOUR, MINUTE } from '../../core/time.ts';
import type { Fleet } from '../../simulator/fleet.ts';
import type { Blindness, Story } from './happenings.ts';
import type { QuickMonitor } from './quick-monitor.ts';

/** Runs that are really made around something that happens: rules confirm what they saw over three polls. */
const POLLS_AFTER = [0, 1, 2] as const;
/** And besides: reminders, and what is over when it has lasted, go by the clock alone. */
const HEARTBEAT = HOUR;

/**
 * Plays a story from `start` to `end` (milliseconds since 1970). Of the runs each minute only those are made at which something
 * can be different: the minutes after something happened, and one an hour. `setTime` turns the fleet's clock.
 */
export async function playStory(args: {
  readonly story: Story;
  readonly fleet: Fleet;
  readonly monitor: QuickMonitor;
  readonly start: number;
  readonly end: number;
  readonly setTime: (time: number) => void;
  /** Milliseconds from one of the runs that are made in any case to the next. @default an hour */
  readonly heartbeat?: number;
}): Promise<void> {
  const { story, fleet, monitor, start, end, setTime, heartbeat = HEARTBEAT } = args;
  let next = 0;
  for (const minute of pollMinutes(story, end - start, heartbeat)) {
    const at = start + minute * MINUTE;
    for (; next < story.happenings.length; next += 1) {
      const happening = story.happenings[next];
      if (happening === undefined || start + happening.at > at) break;
      setTime(start + happening.at);
      happening.act(fleet);
    }
    setTime(at);
    const blind = blindAt(story.blind, minute);
    if (blindAt(story.blind, minute - 1) === null) await monitor.rest(at - MINUTE);
    if (blind !== null && blind.failure === null) continue;
    await monitor.run(at, blind?.failure ?? undefined);
  }
}

/** What happens within a minute is first seen by the run at its end. */
function pollMinutes({ happenings, blind }: Story, length: number, heartbeat: number): readonly number[] {
  const last = Math.floor(length / MINUTE);
  const minutes = new Set<number>([last]);
  for (let at = 0; at < length; at += heartbeat) minutes.add(Math.floor(at / MINUTE));
  for (const { at } of happenings) {
    for (const after of POLLS_AFTER) minutes.add(Math.ceil(at / MINUTE) + after);
  }
  // While sight is lost every run counts its own failure.
  for (const { from, to } of blind)
    for (let at = Math.floor(from / MINUTE); at <= Math.ceil(to / MINUTE) + 1; at += 1) minutes.add(at);
  return [...minutes].filter((minute) => minute <= last).sort((a, b) => a - b);
}

function blindAt(blind: readonly Blindness[], minute: number): Blindness | null {
  return blind.find(({ from, to }) => from <= minute * MINUTE && minute * MINUTE < to) ?? null;
}
