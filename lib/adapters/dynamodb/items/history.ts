/** The rows of history: snapshot rows, change rows, gaps, and the index of epochs. */
import * as v from 'valibot';
import type { Change, Gap } from '../../../core/fleet/change.ts';
import type { EpochEntry, EpochRows, SnapshotRow } from '../../../core/history/reader.ts';
import type { Epoch, GroupState, NextEpoch } from '../../../core/rules/state.ts';
import { type Instant, instant, SECOND } from '../../../core/time.ts';
import {
  changeKey,
  changesOfGroup,
  EPOCH_PREFIX,
  epochKey,
  gapKey,
  organizationKey,
  SNAPSHOT_PREFIX,
  snapshotKey,
} from '../keys.ts';
import {
  changeKindSchema,
  countSchema,
  groupAttributeEntries,
  instantSchema,
  presenceSchema,
  textSchema,
} from '../schemas.ts';
import { storable } from '../storable.ts';
import { differencesAttribute, differencesSchema, groupFacts } from './differences.ts';
import { groupAttributes, type Item, timeToLive } from './group.ts';
import { damaged, idInKey, parseItem, type RawItem } from './parse.ts';

/** The group at the start of an epoch, with the number of its last change. A removed group's row says that it is gone. */
export function snapshotItem(organization: string, next: NextEpoch, state: GroupState): Item {
  const { seq, presence, group } = state;
  return {
    ...snapshotKey(organization, next.id, state.id),
    ...storable({ ...groupAttributes(groupFacts(group)), seq, presence }),
    expires: timeToLive(next.expires),
  };
}

/** The only item with an attribute `group`, which is what the index of changes by group takes up. */
export function changeItem(organization: string, epoch: Epoch, change: Change): Item {
  const { group, by, differences, ...rest } = change;
  return {
    ...changeKey(organization, epoch.id, change),
    ...storable({ ...rest, differences: differencesAttribute(differences) }),
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

/** The organization in the list of all of them. It never expires, as the head does not. */
export function organizationItem(organization: string, since: Instant): Item {
  return { ...organizationKey(organization), since };
}

/** An epoch in the index, as it begins. Its end and its final bytes are written when the next one begins. */
export function epochItem(organization: string, epoch: Epoch): Item {
  const { id, start, snapshotBytes, changeBytes } = epoch;
  return {
    ...epochKey(organization, start),
    id,
    ends: null,
    gapsApart: true,
    snapshotBytes,
    changeBytes,
    expires: timeToLive(epoch.expires),
  };
}

const entrySchema = v.object({
  id: textSchema,
  ends: v.nullable(instantSchema),
  gapsApart: v.optional(v.boolean(), false),
  expires: countSchema,
});

/** The entry of the index that an item holds. Throws a `store` failure where it is damaged. */
export function parseEpoch(item: RawItem): EpochEntry {
  const { id, ends, gapsApart, expires } = parseItem(entrySchema, item, item);
  const start = parseItem(instantSchema, idInKey(item, EPOCH_PREFIX), item);
  return { id, start, ends, gapsApart, expires: instant(expires * SECOND) };
}

const snapshotSchema = v.object({ seq: countSchema, presence: presenceSchema, ...groupAttributeEntries });
const changeSchema = v.object({
  group: textSchema,
  seq: countSchema,
  after: v.nullable(instantSchema),
  at: instantSchema,
  kinds: v.array(changeKindSchema),
  differences: differencesSchema,
  incident: v.nullable(textSchema),
  events: v.array(textSchema),
});
const gapSchema = v.object({ from: instantSchema, to: instantSchema, why: textSchema });

/**
 * The rows that an epoch's items hold, in the order of the items: all gaps among them, those that begin after `upTo` left out.
 * Throws a `store` failure where one is damaged.
 */
export function parseRows(items: readonly RawItem[], upTo: Instant): EpochRows {
  const snapshot: SnapshotRow[] = [];
  const changes: Change[] = [];
  const gaps: Gap[] = [];
  for (const item of items) {
    const sortKey = idInKey(item, '');
    if (sortKey.startsWith(SNAPSHOT_PREFIX)) snapshot.push(parseSnapshotRow(item));
    else if (sortKey.endsWith('#GAP')) gaps.push(parseItem(gapSchema, item, item));
    else changes.push(parseChange(item));
  }
  return { snapshot, changes, gaps: gaps.filter(({ from }) => from <= upTo) };
}

const numberSchema = v.object({ seq: countSchema });

/** Group and change number of a snapshot row, of which no more was read. */
export function parseSnapshotNumber(item: RawItem): readonly [group: string, seq: number] {
  return [idInKey(item, SNAPSHOT_PREFIX), parseItem(numberSchema, item, item).seq];
}

function parseSnapshotRow(item: RawItem): SnapshotRow {
  const id = idInKey(item, SNAPSHOT_PREFIX);
  const { seq, presence, ...attributes } = parseItem(snapshotSchema, item, item);
  return { id, seq, presence, group: { id, ...attributes } };
}

function parseChange(item: RawItem): Change {
  const { group, at, ...rest } = parseItem(changeSchema, item, item);
  const [, id] = /#GROUP#(.+)$/.exec(group) ?? [];
  if (id === undefined) throw damaged(item, 'its attribute "group" names no group');
  return { ...rest, group: id, by: at };
}
