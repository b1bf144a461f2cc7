/** Lambda's processes: each with its own memory and its own clock. */
import { createWarmCache } from '../../../lib/adapters/system/warm-cache.ts';
import type { WarmCache } from '../../../lib/sync/ports.ts';

export interface Process {
  cache: WarmCache;
  /** Milliseconds by which its clock is ahead. */
  offset: number;
  /** A run is in it: Lambda gives it no other. */
  busy: boolean;
}

export interface Processes {
  /** The process with this number, or another one that is free: Lambda promises neither. */
  take(preferred: number): Process;
  /** It serves no run any more. What it remembers stays. */
  release(process: Process): void;
  /** It ended; whatever takes its place remembers nothing. */
  end(process: Process): void;
  /** Another one in the place of this one. */
  forget(number: number): void;
  setClock(number: number, offset: number): void;
  /** All clocks are right again. */
  setClocksRight(): void;
}

export function createProcesses(count: number): Processes {
  const all: Process[] = Array.from({ length: count }, fresh);
  const at = (number: number): Process | undefined => all[number % all.length];
  return {
    take: (preferred) => {
      const wanted = at(preferred);
      const free = wanted !== undefined && !wanted.busy ? wanted : all.find((each) => !each.busy);
      const process = free ?? fresh();
      if (free === undefined) all.push(process);
      process.busy = true;
      return process;
    },
    release: (process) => {
      process.busy = false;
    },
    end: (process) => {
      const place = all.indexOf(process);
      if (place !== -1) all[place] = fresh();
    },
    forget: (number) => {
      const process = at(number);
      if (process !== undefined && !process.busy) process.cache = createWarmCache();
    },
    setClock: (number, offset) => {
      const process = at(number);
      if (process !== undefined) process.offset = offset;
    },
    setClocksRight: () => {
      for (const process of all) process.offset = 0;
    },
  };
}

function fresh(): Process {
  return { cache: createWarmCache(), offset: 0, busy: false };
}
