/** I4: an incident ends only on a positive `connected` (flapping: on a steady one), or on confirmed removal, and then says so. */
import type { GroupState } from '../../../lib/core/rules/state.ts';
import type { CreateChecker } from '../checker.ts';

export const onlyConnectedEnds: CreateChecker = ({ oracle }, verdict) => {
  const judge = (run: string, state: GroupState): void => {
    const open = oracle.known.get(state.id)?.incident ?? null;
    if (open === null || state.incident?.id === open.id) return;
    const { listed, found, gone } = oracle.seen(run);
    const isUp = (listed.get(state.id) ?? found.get(state.id))?.status === 'connected';
    const event = state.untold.find((each) => each.type === 'ended' && each.incident === open.id);
    const how = event?.type === 'ended' ? event.how : null;
    if (!isUp && !gone.has(state.id))
      verdict.violated(`${run} ended incident ${open.id} without having seen it connected or gone.`);
    else if (
      oracle.watching() &&
      open.told > 0 &&
      how !== (isUp ? (open.episode === null ? 'connected' : 'steady') : 'removed')
    )
      verdict.violated(`${run} ended incident ${open.id} and says ${how ?? 'nothing'}.`);
    else verdict.checked();
  };
  return {
    see: (happening) => {
      if (happening.type !== 'landed' || happening.landed.call !== 'commitGroups') return;
      for (const state of happening.landed.result.stored) judge(happening.run, state);
    },
  };
};
