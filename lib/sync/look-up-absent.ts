/** Known groups that the list no longer names: asked for by id, because a list may err and only a 404 means gone. */
import { failureOf } from '../core/failure.ts';
import { LOOK_UP_IDS, LOOK_UP_TIME } from '../core/fixed-policy.ts';
import { compareIds } from '../core/fleet/change.ts';
import type { Group } from '../core/fleet/group.ts';
import type { ListRecord } from '../core/fleet/pages.ts';
import type { Policy } from '../core/policy.ts';
import { lookUpsWithin } from '../core/rate/look-ups.ts';
import type { GroupState } from '../core/rules/state.ts';
import type { Clock, Deadline, Log, SecureAccess } from './ports.ts';

export interface LookedUp {
  /** Groups that are there after all. */
  readonly found: readonly Group[];
  /** Groups that answered 404. */
  readonly gone: readonly string[];
}

/**
 * Looks up the groups that are known, not removed, and not `listed`, those with an open incident first, then those missing
 * longest: many at once by the list's filter, then one by one as many as the API's limits leave room for beside `pages`. A
 * failing look-up ends the looking, not the run; what was not looked up stays missing and its turn comes in a later run.
 */
export async function lookUpAbsent(args: {
  readonly api: SecureAccess;
  readonly known: ReadonlyMap<string, GroupState>;
  readonly listed: ReadonlySet<string>;
  readonly pages: number;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly log: Log;
}): Promise<LookedUp> {
  const { policy, clock } = args;
  const absent = absentIds(args.known, args.listed);
  const found = new Map<string, Group>();
  const gone: string[] = [];
  if (absent.length === 0) return { found: [], gone };
  const deadline: Deadline = { at: Math.min(args.deadline.at, clock.now() + LOOK_UP_TIME) };
  const most = lookUpsWithin(args.pages, policy.interval, policy.removals.lookUps);
  try {
    const asked = absent.slice(0, LOOK_UP_IDS);
    for (const record of await args.api.groupsWithIds(asked, deadline)) keep(found, record);
    for (const id of asked.filter((id) => !found.has(id)).slice(0, most)) {
      const record = await args.api.group(id, deadline);
      if (record === null) gone.push(id);
      else keep(found, record);
    }
  } catch (error) {
    args.log.warn('Looking up absent groups ended early; they stay missing until a later run.', {
      failure: failureOf(error),
    });
  }
  return { found: [...found.values()].filter((group) => absent.includes(group.id)), gone };
}

function keep(found: Map<string, Group>, record: ListRecord): void {
  if ('group' in record) found.set(record.group.id, record.group);
}

function absentIds(known: ReadonlyMap<string, GroupState>, listed: ReadonlySet<string>): readonly string[] {
  const absent = [...known.values()].filter((state) => state.presence !== 'removed' && !listed.has(state.id));
  const turn = ({ incident, presence, reading }: GroupState): string =>
    `${incident === null ? 1 : 0} ${presence === 'missing' ? reading.to : '~'}`;
  return absent
    .sort((a, b) => (turn(a) < turn(b) ? -1 : turn(a) > turn(b) ? 1 : compareIds(a.id, b.id)))
    .map((state) => state.id);
}
