/** I3: a run that is not complete changes nothing about any group, except by a total that was contradicted often enough. */
import type { CreateChecker } from '../checker.ts';

export const incompleteChangesNothing: CreateChecker = ({ oracle, policy }, verdict) => ({
  see: (happening) => {
    if (happening.type === 'ended') return verdict.checked();
    if (happening.type !== 'landed' || happening.landed.call !== 'commitGroups') return;
    const { run, landed } = happening;
    if (oracle.seen(run).agrees) return;
    if (oracle.disagreements() + 1 < policy.disagreements)
      return verdict.violated(
        `${run} wrote groups, although its pages contradict their total for the ${oracle.disagreements() + 1}. time.`,
      );
    const absent = landed.result.stored.find(({ presence }) => presence !== 'listed');
    if (absent !== undefined)
      verdict.violated(
        `${run} did not believe the total, and yet counted group ${absent.id} as ${absent.presence}.`,
      );
  },
});
