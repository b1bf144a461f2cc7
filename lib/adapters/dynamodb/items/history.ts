/** The rows of history: snapshot rows, change rows, gaps, and the index of epochs. */
import type { Change, Differences, Gap } from '../../../core/fleet/change.ts';
import type { Group, Hub } from '../../../core/fleet/group.ts';
import type { Epoch, GroupState, NextEpoch } from '../../../core/rules/state.ts';
import type { Instant } from '../../../core/time.ts';
import { changeKey, changesOfGroup, epochKey, gapKey, snapshotKey } from '../keys.ts';
import { storable } from '../storable.ts';
import { groupAttributes, hubAttributes, type Item, timeToLive } from './group.ts';

/** The group at the start of an epoch, with the number of its last change. A removed group's row says that it is gone. */
export function snapshotItem(organization: string, next: NextEpoch, state: GroupState): Item {
  const attributes = groupAttributes(groupFacts(state.group));
  return {
    ...snapshotKey(organization, next.id, state.id),
    ...storable({ ...attributes, seq: state.seq, presence: state.presence }),
    expires: timeToLive(next.expires),
  };
}

/** The only item with an attribute `group`, which is what the index of changes by group takes up. */
export function changeItem(organization: string, epoch: Epoch, change: Change): Item {
  const { group, by, differences, ...rest } = change;
  return {
    ...changeKey(organization, epoch.id, change),
    ...storable({ ...rest, differences: attributesOf(differencesOfFacts(differences)) }),
    group: changesOfGroup(organization, group),
    at: by,
    expires: timeToLive(epoch.expires),
  };
}

export function gapItem(organization: string, epoch: Epoch, gap: Gap): Item {
  return {
    ...gapKey(organization, epoch.id, gap),
    ...storable({ ...gap }),
    expires: timeToLive(epoch.expires),
  };
}

/** An epoch in the index. Its end and the bytes of its changes are known, and written, when the next one begins. */
export function epochItem(organization: string, epoch: Epoch, ends: Instant | null): Item {
  return {
    ...epochKey(organization, epoch.start),
    id: epoch.id,
    ends,
    snapshotBytes: epoch.snapshotBytes,
    changeBytes: epoch.changeBytes,
    expires: timeToLive(epoch.expires),
  };
}

/**
 * A group without what it carries: history keeps facts. Carried values move without a change, so a past value of them
 * would be of some other time than the one asked about.
 */
export function groupFacts(group: Group): Group {
  return { ...group, carried: {}, hubs: group.hubs.map(hubFacts) };
}

function hubFacts(hub: Hub): Hub {
  return { ...hub, carried: {} };
}

/** Differences as history keeps them: groups and hubs that stand whole in them without what they carry. */
export function differencesOfFacts(differences: Differences): Differences {
  return mapWhole(differences, groupFacts, hubFacts);
}

function attributesOf(differences: Differences): Differences {
  return mapWhole(
    differences,
    (group) => ({ ...groupAttributes(group), id: group.id }),
    (hub) => hubAttributes(hub),
  );
}

/** Replaces the groups and hubs that stand whole in differences; no other value has both an `id` and a `carried`. */
function mapWhole(
  differences: Differences,
  ofGroup: (group: Group) => unknown,
  ofHub: (hub: Hub) => unknown,
): Differences {
  const mapped = (path: string, value: unknown): unknown => {
    if (path === 'group' && isWhole<Group>(value)) return ofGroup(value);
    return path.startsWith('hub.') && isWhole<Hub>(value) ? ofHub(value) : value;
  };
  return Object.fromEntries(
    Object.entries(differences).map(([path, [before, after]]) => [
      path,
      [mapped(path, before), mapped(path, after)],
    ]),
  );
}

function isWhole<T extends Group | Hub>(value: unknown): value is T {
  return typeof value === 'object' && value !== null && 'carried' in value;
}
