import type { Clock } from '../sync/ports.ts';

/** A clock that stands at a minute of the simulated day and runs on from there at the speed of real time; waiting costs none. */
export interface DemoClock extends Clock {
  /** Moves the clock to a moment: milliseconds since 1970. */
  set(epochMilliseconds: number): void;
}

/** `elapsed` gives real milliseconds since some fixed moment. */
export function demoClock(start: number, elapsed: () => number): DemoClock {
  let base = start;
  let since = elapsed();
  const now = (): number => Math.round(base + elapsed() - since);
  const set = (epochMilliseconds: number): void => {
    base = epochMilliseconds;
    since = elapsed();
  };
  return {
    now,
    set,
    sleep: async (milliseconds) => {
      set(now() + milliseconds);
    },
  };
}
