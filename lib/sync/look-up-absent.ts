/** Known groups that the list no longer names: asked for by id, because a list may err and only a 404 means gone. */
import { failureOf } from '../core/failure.ts';
import { compareIds } from '../core/fleet/change.ts';
import type { Group } from '../core/fleet/group.ts';
import type { ListRecord } from '../core/fleet/pages.ts';
import type { GroupState } from '../core/rules/state.ts';
import type { Deadline, Log, SecureAccess } from './ports.ts';

/** Ids in one filtered request: its address stays well under the 8 KB that gateways take. */
const IDS_PER_REQUEST = 50;

export interface LookedUp {
  /** Groups that are there after all. */
  readonly found: readonly Group[];
  /** Groups that answered 404. */
  readonly gone: readonly string[];
}

/**
 * Looks up the groups that are known, not removed, and not `listed`, those missing longest first: many at once by the
 * list's filter, then up to `lookUps` of the rest one by one. A failing look-up ends the looking, not the run; what was not
 * looked up stays missing and its turn comes in a later run.
 */
export async function lookUpAbsent(args: {
  readonly api: SecureAccess;
  readonly known: ReadonlyMap<string, GroupState>;
  readonly listed: ReadonlySet<string>;
  readonly lookUps: number;
  readonly deadline: Deadline;
  readonly log: Log;
}): Promise<LookedUp> {
  const absent = absentIds(args.known, args.listed);
  const found = new Map<string, Group>();
  const gone: string[] = [];
  if (absent.length === 0) return { found: [], gone };
  try {
    const asked = absent.slice(0, IDS_PER_REQUEST);
    for (const record of await args.api.groupsWithIds(asked, args.deadline)) keep(found, record);
    for (const id of asked.filter((id) => !found.has(id)).slice(0, args.lookUps)) {
      const record = await args.api.group(id, args.deadline);
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
  const missingSince = (state: GroupState): string => (state.presence === 'missing' ? state.reading.to : '~');
  return absent
    .sort((a, b) =>
      missingSince(a) < missingSince(b) ? -1 : missingSince(a) > missingSince(b) ? 1 : compareIds(a.id, b.id),
    )
    .map((state) => state.id);
}
