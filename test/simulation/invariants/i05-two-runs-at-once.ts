/**
 * I5: two runs at once leave the state that one of them alone would have left. Watched here: nothing takes effect but under
 * the lease. That two runs leave what one leaves is played twice and compared in `play-alone.ts`.
 */
import type { CreateChecker } from '../checker.ts';
import type { Landed } from '../happening.ts';

/** Writes that need no lease: each is bound to a group's `rev`, to a row's `seq`, or writes the same whoever does it. */
const FREE: ReadonlySet<Landed['call']> = new Set([
  'takeLease',
  'loadGroups',
  'loadSilences',
  'findAlert',
  'recordAlerts',
  'clearGroupEvents',
  'snapshotRows',
  'writeSnapshot',
]);

export const twoRunsAtOnce: CreateChecker = ({ oracle }, verdict) => ({
  see: (happening) => {
    if (happening.type !== 'landed' || FREE.has(happening.landed.call)) return;
    const { landed, run } = happening;
    if (landed.call === 'commitGroups' && landed.result.stored.length === 0) return;
    if (oracle.holder() === run) verdict.checked();
    else
      verdict.violated(
        `${landed.call} of ${run} took effect while ${oracle.holder() ?? 'nobody'} held the lease.`,
      );
  },
});
