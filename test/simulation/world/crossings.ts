/**
 * The scheduler. Every call that leaves a process stops here until it is let through, one at a time, in an order drawn from
 * the seed; so two runs meet at every await. Time passes only here, and so do faults. No timers, no real time.
 */
import type { FaultSource, Injected } from '../faults.ts';
import { createRandom, type Random } from '../random.ts';
import { befall, endOfTime, type Means } from './befall.ts';
import { failure } from './conditions.ts';
import { type Act, answer, type Hearing, type Thread } from './thread.ts';

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
  /** A call passes; what there is to wait for before it goes on, if anything. */
  readonly passed: (thread: Thread, call: string, fault: string) => Promise<void> | undefined;
  /** Nothing more need happen. */
  readonly over: () => boolean;
}

interface Waiting {
  readonly thread: Thread;
  readonly go: () => Promise<void> | undefined;
}

interface Due<T> {
  /** The number of calls after which it happens. */
  readonly at: number;
  readonly what: T;
}

interface Board {
  readonly options: CrossingsOptions;
  readonly waiting: Waiting[];
  readonly stalled: Due<Waiting>[];
  readonly late: Due<() => Promise<void>>[];
}

export function createCrossings(options: CrossingsOptions): Crossings {
  const board: Board = { options, waiting: [], stalled: [], late: [] };
  const drive = async (): Promise<void> => {
    do await microtasks();
    while (await letOneThrough(board));
  };
  return {
    cross: (thread, call, act) =>
      new Promise((resolve, reject) => {
        if (thread.state === 'killed') return;
        board.waiting.push({ thread, go: () => pass(board, thread, call, act, { resolve, reject }) });
      }),
    drive,
    drain: async () => {
      const { late, stalled } = board;
      while (late.length + stalled.length > 0 && !options.over()) {
        options.clockwork.calls = Math.min(...[...late, ...stalled].map(({ at }) => at));
        await drive();
      }
    },
  };
}

/** False where no run can go on. */
async function letOneThrough(board: Board): Promise<boolean> {
  const { options, waiting, stalled, late } = board;
  const { clockwork, seed, over } = options;
  for (const arrive of takeDue(late, clockwork.calls)) await arrive();
  for (const { thread, go } of takeDue(stalled, clockwork.calls)) {
    thread.state = 'running';
    thread.thawed = true;
    waiting.push({ thread, go });
  }
  const ready = waiting.filter(({ thread }) => thread.state === 'running');
  const [only] = ready;
  if (only === undefined || over()) return false;
  const next = ready.length === 1 ? only : createRandom(seed, clockwork.calls, 7).pick(ready);
  waiting.splice(waiting.indexOf(next), 1);
  await next.go();
  return true;
}

/** Lets a call through: time passes, and whatever goes wrong does. What there is to wait for until it is over, if anything. */
function pass<T>(
  board: Board,
  thread: Thread,
  call: string,
  act: Act<T>,
  hearing: Hearing<T>,
): Promise<void> | undefined {
  const { seed, clockwork, faults, injected, functionTime, passed } = board.options;
  const place = { step: thread.step, twin: thread.twin, ordinal: thread.calls };
  thread.calls += 1;
  clockwork.calls += 1;
  const random = createRandom(seed, place.step, place.twin, place.ordinal);
  const usual = random.between(5, 300);
  const kind = faults()(place, call, random);
  if (kind !== null) injected({ ...place, call, kind });
  const latency = kind === 'slow' ? slowness(random) : usual;
  const left = act.deadline === undefined ? latency : act.deadline.at - clockwork.now - thread.process.offset;
  clockwork.now += Math.max(0, Math.min(latency, left));
  const goOn = (): Promise<void> | undefined => {
    const kill = (): void => killThread(board, thread);
    if (!thread.thawed && clockwork.now - thread.beganAt > functionTime)
      return endOfTime(act, thread, random, kill);
    if (left < latency) {
      hearing.reject(failure('deadline', 'The run has no time left.'));
      return undefined;
    }
    if (kind === null) return answer(act, hearing);
    return befall(kind, act, { hearing, random, means: meansOf(board, thread, kill) });
  };
  return passed(thread, call, kind ?? '')?.then(goOn) ?? goOn();
}

function meansOf({ options, late, stalled }: Board, thread: Thread, kill: () => void): Means {
  const { clockwork } = options;
  return {
    kill,
    later: (calls, arrive) => late.push({ at: clockwork.calls + calls, what: arrive }),
    stall: (calls, go) => {
      thread.state = 'stalled';
      stalled.push({ at: clockwork.calls + calls, what: { thread, go } });
    },
  };
}

/** Seconds, and sometimes more than any deadline. */
function slowness(random: Random): number {
  return random.between(3_000, random.chance(0.3) ? 90_000 : 20_000);
}

function killThread({ options, waiting }: Board, thread: Thread): void {
  thread.state = 'killed';
  waiting.splice(0, waiting.length, ...waiting.filter((each) => each.thread !== thread));
  options.killed(thread);
}

const NOTHING: readonly never[] = [];

function takeDue<T>(list: Due<T>[], now: number): readonly T[] {
  if (list.length === 0 || list.every(({ at }) => at > now)) return NOTHING;
  const due = list.filter(({ at }) => at <= now);
  list.splice(0, list.length, ...list.filter(({ at }) => at > now));
  return due.map(({ what }) => what);
}

/** Resolves when everything that was able to go on has: Node.js turns to this queue only when there are no more microtasks. */
function microtasks(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}
