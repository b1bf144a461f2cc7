/** What a fault does to a call. */
import type { FaultKind } from '../faults.ts';
import type { Random } from '../random.ts';
import { type Act, answer, type Hearing, performUnheard, type Thread } from './thread.ts';

/** What the scheduler lends to a fault. */
export interface Means {
  readonly kill: () => void;
  /** The call is given up, and takes effect so many calls later. */
  readonly later: (calls: number, arrive: () => Promise<void>) => void;
  /** The run stands still for so many calls of others, and then goes on with this. */
  readonly stall: (calls: number, goOn: () => Promise<void>) => void;
}

export async function befall<T>(
  kind: FaultKind | null,
  act: Act<T>,
  {
    hearing,
    random,
    means,
  }: { readonly hearing: Hearing<T>; readonly random: Random; readonly means: Means },
): Promise<void> {
  switch (kind) {
    case 'killed before':
      return means.kill();
    case 'killed after':
      await performUnheard(act);
      return means.kill();
    case 'refused':
      return hearing.reject(act.error(random));
    case 'answer lost':
      await performUnheard(act);
      return hearing.reject(act.error(random));
    case 'arrives late':
      means.later(random.between(1, 40), () => performUnheard(act, true));
      return hearing.reject(act.error(random));
    case 'stalled':
      return means.stall(random.between(3, 40), () => answer(act, hearing));
    case 'one group refused':
      return answer({ ...act, perform: () => act.performWithoutOne?.(random) ?? act.perform() }, hearing);
    default:
      return answer(act, hearing);
  }
}

/** Whether the end of the function's time, which kills the process, falls on this side of the call or on that. */
export async function endOfTime(
  act: Act<unknown>,
  thread: Thread,
  random: Random,
  kill: () => void,
): Promise<void> {
  if (thread.state === 'running' && random.chance(0.5)) await performUnheard(act);
  kill();
}
