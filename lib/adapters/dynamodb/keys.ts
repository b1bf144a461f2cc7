/** Where everything is in the table. Docs: `docs/storage.md`. */
import type { Change, Gap } from '../../core/fleet/change.ts';
import type { Instant } from '../../core/time.ts';

/** Partition key and sort key of an item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The items of an organization that are as of now, and its index of epochs. */
export function organizationPartition(organization: string): string {
  return `ORG#${organization}`;
}

/** The list of all organizations: one item each, written with the beginning of its history. */
export const ORGANIZATIONS_PARTITION = 'ORGANIZATIONS';

export function organizationKey(organization: string): Key {
  return { pk: ORGANIZATIONS_PARTITION, sk: organization };
}

export function headKey(organization: string): Key {
  return { pk: organizationPartition(organization), sk: 'HEAD' };
}

/** What the sort keys of group states begin with. */
export const GROUP_PREFIX = 'GROUP#';

export function groupKey(organization: string, group: string): Key {
  return { pk: organizationPartition(organization), sk: `${GROUP_PREFIX}${group}` };
}

/** What the sort keys of silences begin with. */
export const SILENCE_PREFIX = 'SILENCE#';

export function silenceKey(organization: string, silence: string): Key {
  return { pk: organizationPartition(organization), sk: `${SILENCE_PREFIX}${silence}` };
}

/** What the sort keys of acknowledgements begin with. */
export const ACKNOWLEDGEMENT_PREFIX = 'ACK#';

export function acknowledgementKey(organization: string, incident: string): Key {
  return { pk: organizationPartition(organization), sk: `${ACKNOWLEDGEMENT_PREFIX}${incident}` };
}

/** What the sort keys of the index of epochs begin with. */
export const EPOCH_PREFIX = 'EPOCH#';

export function epochKey(organization: string, start: Instant): Key {
  return { pk: organizationPartition(organization), sk: `${EPOCH_PREFIX}${start}` };
}

/** The rows of one epoch: what is read together when the past is asked about. */
export function epochPartition(organization: string, epoch: string): string {
  return `EPOCH#${organization}#${epoch}`;
}

/** Snapshot rows sort before everything that came after the snapshot. */
export const SNAPSHOT_PREFIX = '0#';

export function snapshotKey(organization: string, epoch: string, group: string): Key {
  return { pk: epochPartition(organization, epoch), sk: `${SNAPSHOT_PREFIX}${group}` };
}

/** By the end of the reading that saw it, then by group. */
export function changeKey(organization: string, epoch: string, change: Change): Key {
  return {
    pk: epochPartition(organization, epoch),
    sk: `1#${change.by}#GROUP#${change.group}#${padded(change.seq)}`,
  };
}

/**
 * Gaps sort after the snapshot and before all changes: whoever reads up to an instant reads them too, and they can be read
 * without the changes. Version 1 of the table had them among the changes (`1#<from>#GAP`).
 */
export const GAP_PREFIX = '0~';

export function gapKey(organization: string, epoch: string, gap: Gap): Key {
  return { pk: epochPartition(organization, epoch), sk: `${GAP_PREFIX}${gap.from}#GAP` };
}

/** The greatest sort key that an epoch's rows up to an instant can have: `~` sorts after every character in use. */
export function lastRowUpTo(at: Instant): string {
  return `1#${at}#~`;
}

/** The least sort key that a change at an instant can have. */
export function firstRowFrom(at: Instant): string {
  return `1#${at}`;
}

/** The value by which the index of changes finds those of one group. */
export function changesOfGroup(organization: string, group: string): string {
  return `ORG#${organization}#GROUP#${group}`;
}

/** By month of the run's start, so that no partition grows for ever. */
export function runKey(organization: string, started: Instant, run: string): Key {
  return { pk: `RUN#${organization}#${started.slice(0, 'YYYY-MM'.length)}`, sk: `${started}#${run}` };
}

/** The alert log of an organization. */
export function alertPartition(organization: string): string {
  return `ALERT#${organization}`;
}

export function alertKey(organization: string, id: string): Key {
  return { pk: alertPartition(organization), sk: id };
}

/** Eight digits: a group would have to change every second for three years to need a ninth. */
function padded(seq: number): string {
  return String(seq).padStart(8, '0');
}
