/** Runs under way, and the calls by which they touch the world. */
import type { Deadline } from '../../../lib/sync/ports.ts';
import type { Random } from '../random.ts';
import type { Process } from './processes.ts';

/** One run in one process. */
export interface Thread {
  readonly run: string;
  readonly step: number;
  /** Which of the two runs that the step began. */
  readonly twin: 0 | 1;
  readonly process: Process;
  readonly beganAt: number;
  calls: number;
  state: 'running' | 'stalled' | 'killed' | 'ended';
  /** It stood still once, and the end of the function's time did not find it. */
  thawed: boolean;
}

/** One call, as the world knows it. */
export interface Act<T> {
  perform(): T | Promise<T>;
  /** It took effect, whether or not the run will hear of it; `late` where it was given up long before. */
  landed?(result: T, late: boolean): void;
  /** The run heard. */
  heard?(result: T): void;
  /** What the run is told where it fails. */
  error(random: Random): Error;
  /** Takes effect for all but one of what it is about. */
  readonly performWithoutOne?: ((random: Random) => T | Promise<T>) | undefined;
  readonly deadline?: Deadline;
}

/** Where the run waits for the answer. */
export interface Hearing<T> {
  resolve(result: T): void;
  reject(error: unknown): void;
}

/** It takes effect, and nobody hears of it. */
export async function performUnheard<T>(act: Act<T>, late = false): Promise<void> {
  try {
    const result = await act.perform();
    act.landed?.(result, late);
  } catch {
    // Whoever asked is not there any more.
  }
}

/** It takes effect or fails by itself, and the run hears which. */
export async function answer<T>(
  act: Act<T>,
  hearing: Hearing<T>,
  perform: () => T | Promise<T> = () => act.perform(),
): Promise<void> {
  try {
    const result = await perform();
    act.landed?.(result, false);
    act.heard?.(result);
    hearing.resolve(result);
  } catch (error) {
    hearing.reject(error);
  }
}
