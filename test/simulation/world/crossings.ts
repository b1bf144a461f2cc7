/**
 * The scheduler. Every call that leaves a process stops here until it is let through, one at a time, in an order drawn from
 * the seed; so two runs meet at every await. Time passes only here, and so do faults. No timers, no real time.
 */
import type { Deadline } from '../../../lib/sync/ports.ts';
import type { FaultKind, FaultSource, Injected } from '../faults.ts';
import { createRandom, type Random } from '../random.ts';
import { failure } from './conditions.ts';
import type { Process } from './processes.ts';

/** One run in one process. */
export interface Thread {
  readonly run: string;
  readonly step: number;
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
  performWithoutOne?(random: Random): T | Promise<T>;
  readonly deadline?: Deadline;
}

/** Time, and how many calls went through so far. */
export interface Clockwork {
  now: number;
  calls: number;
}

export interface Crossings {
  cross<T>(thread: Thread, call: string, act: Act<T>): Promise<T>;
  /** Lets calls through until no run can go on: each has ended, was killed, or stands still. */
  drive(): Promise<void>;
  /** What was given up and stood still happens now. */
  drain(): Promise<void>;
}

export interface CrossingsOptions {
  readonly seed: number;
  readonly clockwork: Clockwork;
  readonly faults: () => FaultSource;
  /** Milliseconds after which Lambda ends a process. */
  readonly functionTime: number;
  readonly killed: (thread: Thread) => void;
  readonly injected: (fault: Injected) => void;
  readonly passed: (thread: Thread, call: string, what: string) => void;
  /** Nothing more need happen. */
  readonly over: () => boolean;
}

interface Parked {
  readonly thread: Thread;
  readonly call: string;
  /** Lets it through. */
  readonly go: () => Promise<void>;
}

export function createCrossings(options: CrossingsOptions): Crossings {
  const { clockwork, seed } = options;
  const parked: Parked[] = [];
  const asleep: { readonly due: number; readonly wake: () => void }[] = [];
  const late: { readonly due: number; readonly arrive: () => Promise<void> }[] = [];

  const kill = (thread: Thread): void => {
    thread.state = 'killed';
    for (let index = parked.length - 1; index >= 0; index -= 1)
      if (parked[index]?.thread === thread) parked.splice(index, 1);
    options.killed(thread);
  };

  const go = async <T>(thread: Thread, call: string, act: Act<T>, hear: Hearing<T>): Promise<void> => {
    const place = { step: thread.step, twin: thread.twin, ordinal: thread.calls };
    thread.calls += 1;
    clockwork.calls += 1;
    const random = createRandom(seed, place.step, place.twin, place.ordinal);
    let latency = random.between(5, 300);
    const kind = options.faults()(place, call, random);
    if (kind !== null) options.injected({ ...place, call, kind });
    if (kind === 'slow') latency = random.between(3_000, random.chance(0.3) ? 90_000 : 20_000);
    const left =
      act.deadline === undefined ? latency : act.deadline.at - clockwork.now - thread.process.offset;
    clockwork.now += Math.max(0, Math.min(latency, left));
    options.passed(thread, call, kind ?? '');
    const outOfTime = !thread.thawed && clockwork.now - thread.beganAt > options.functionTime;
    if (outOfTime) {
      if (random.chance(0.5)) await perform(act).catch(() => undefined);
      kill(thread);
    } else if (left < latency) {
      hear.reject(failure('deadline', 'The run has no time left.'));
    } else {
      await befall(kind, thread, act, hear, random);
    }
  };

  const befall = async <T>(
    kind: FaultKind | null,
    thread: Thread,
    act: Act<T>,
    hear: Hearing<T>,
    random: Random,
  ): Promise<void> => {
    switch (kind) {
      case 'killed before':
        return kill(thread);
      case 'killed after':
        await perform(act).catch(() => undefined);
        return kill(thread);
      case 'refused':
        return hear.reject(act.error(random));
      case 'answer lost':
        await perform(act).catch(() => undefined);
        return hear.reject(act.error(random));
      case 'arrives late':
        late.push({
          due: clockwork.calls + random.between(1, 40),
          arrive: () => perform(act, true).then(nothing, nothing),
        });
        return hear.reject(act.error(random));
      case 'stalled': {
        thread.state = 'stalled';
        const wake = (): void => {
          thread.state = 'running';
          thread.thawed = true;
          parked.push({ thread, call: 'wakes', go: () => answer(act, hear) });
        };
        asleep.push({ due: clockwork.calls + random.between(3, 40), wake });
        return;
      }
      case 'one group refused':
        return answer({ ...act, perform: () => act.performWithoutOne?.(random) ?? act.perform() }, hear);
      default:
        return answer(act, hear);
    }
  };

  const step = async (): Promise<boolean> => {
    await microtasks();
    for (const due of takeDue(late, clockwork.calls)) await due.arrive();
    for (const due of takeDue(asleep, clockwork.calls)) due.wake();
    const ready = parked.filter(({ thread }) => thread.state === 'running');
    if (ready.length === 0 || options.over()) return false;
    const choice =
      ready.length === 1 ? 0 : createRandom(seed, clockwork.calls, 7).between(0, ready.length - 1);
    const next = ready[choice];
    if (next === undefined) return false;
    parked.splice(parked.indexOf(next), 1);
    await next.go();
    return true;
  };

  const drive = async (): Promise<void> => {
    while (await step());
  };

  return {
    cross: (thread, call, act) =>
      new Promise((resolve, reject) => {
        if (thread.state === 'killed') return;
        parked.push({ thread, call, go: () => go(thread, call, act, { resolve, reject }) });
      }),
    drive,
    drain: async () => {
      while (late.length + asleep.length > 0 && !options.over()) {
        clockwork.calls = Math.min(...[...late, ...asleep].map(({ due }) => due));
        await drive();
      }
    },
  };
}

interface Hearing<T> {
  resolve(result: T): void;
  reject(error: unknown): void;
}

async function answer<T>(act: Act<T>, hear: Hearing<T>): Promise<void> {
  try {
    const result = await perform(act);
    act.heard?.(result);
    hear.resolve(result);
  } catch (error) {
    hear.reject(error);
  }
}

async function perform<T>(act: Act<T>, late = false): Promise<T> {
  const result = await act.perform();
  act.landed?.(result, late);
  return result;
}

function takeDue<T extends { readonly due: number }>(list: T[], now: number): readonly T[] {
  if (!list.some(({ due }) => due <= now)) return [];
  const due = list.filter((each) => each.due <= now);
  list.splice(0, list.length, ...list.filter((each) => each.due > now));
  return due;
}

/** Resolves when everything that was able to go on has: Node.js turns to this queue only when there are no more microtasks. */
export function microtasks(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}

function nothing(): void {}
