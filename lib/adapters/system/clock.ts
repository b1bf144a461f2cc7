import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../sync/ports.ts';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds) => {
    await wait(milliseconds);
  },
};
