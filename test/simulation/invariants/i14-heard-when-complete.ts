/**
 * I14: outside it is heard of each complete run once, after all of it took effect, and of no other: by that the dead-man alarm knows
 * whether anybody watches.
 */
import type { CreateChecker } from '../checker.ts';

export const heardWhenComplete: CreateChecker = (_view, verdict) => {
  /** Runs whose end is stored, and says that they are complete. */
  const complete = new Set<string>();
  const heard = new Set<string>();
  return {
    see: (happening) => {
      const { run } = happening;
      if (happening.type === 'landed' && happening.landed.call === 'finish') {
        if (happening.landed.args[1].complete !== null) complete.add(run);
      } else if (happening.type === 'heard') {
        if (!complete.has(run)) verdict.violated(`${run} is heard of, and is not complete.`);
        else if (heard.has(run)) verdict.violated(`${run} is heard of twice.`);
        else verdict.checked();
        heard.add(run);
      } else if (happening.type === 'ended' && happening.how === 'complete' && !heard.has(run))
        verdict.violated(`${run} is complete, and nobody heard of it.`);
    },
  };
};
