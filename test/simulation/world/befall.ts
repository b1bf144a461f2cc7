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

/** What there is to wait for until the call is over; nothing where it ends at once. */
export function befall<T>(
  kind: FaultKind,
  act: Act<T>,
  {
    hearing,
    random,
    means,
  }: { readonly hearing: Hearing<T>; readonly random: Random; readonly means: Means },
): Promise<void> | undefined {
  switch (kind) {
    case 'killed before':
      means.kill();
      return undefined;
    case 'killed after':
      return performUnheard(act).then(means.kill);
    case 'refused':
      hearing.reject(act.error(random));
      return undefined;
    case 'answer lost':
      return performUnheard(act).then(() => hearing.reject(act.error(random)));
    case 'arrives late':
      means.later(random.between(1, 40), () => performUnheard(act, true));
      hearing.reject(act.error(random));
      return undefined;
    case 'stalled':
      means.stall(random.between(3, 40), () => answer(act, hearing));
      return undefined;
    case 'one group refused':
      return answer(act, hearing, () => act.performWithoutOne?.(random) ?? act.perform());
    case 'slow':
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
