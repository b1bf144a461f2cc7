import { EPOCH_SLACK } from '../fixed-policy.ts';
import type { Policy } from '../policy.ts';
import { type Instant, millisecondsBetween, plus } from '../time.ts';
import type { Epoch, NextEpoch } from './state.ts';

/** The first epoch. It has no snapshot: its groups appear in it. */
export function firstEpoch(start: Instant, policy: Policy): Epoch {
  return { ...nextEpoch(start, policy), start, snapshotBytes: 0, changeBytes: 0 };
}

/** An epoch to prepare. Its end of life is fixed here, for every row of it: TTL drops whole epochs, never parts of one. */
export function nextEpoch(prepared: Instant, policy: Policy): NextEpoch {
  const { epoch, retention } = policy.history;
  return { id: prepared, expires: plus(prepared, epoch + EPOCH_SLACK + retention) };
}

/** Whether a new snapshot is due: the changes outweigh the last one, or it has got old. */
export function rollOverDue(epoch: Epoch, now: Instant, policy: Policy): boolean {
  const outweighed = epoch.changeBytes > Math.max(policy.history.epochBytes, epoch.snapshotBytes);
  return outweighed || millisecondsBetween(epoch.start, now) >= policy.history.epoch;
}
