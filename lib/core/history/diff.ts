/** What is different between two instants, field by field. */
import { type ChangeKind, compareIds, type Differences, difference, kindsOf } from '../fleet/change.ts';
import type { FleetAnswer } from './fleet-at.ts';
import type { PastGroup } from './reconstruct.ts';

/** A group that is not the same at both instants. */
export interface GroupDifference {
  readonly group: string;
  /** As it is called at the later instant where it is there then; else at the earlier one. */
  readonly name: string;
  /** `appeared` and `removed`: it is at one of the instants alone. */
  readonly kinds: readonly ChangeKind[];
  /** From and to of every fact that differs, by path (see `Differences`). What happened in between and back is not in it. */
  readonly differences: Differences;
  /** How many changes lie between the two, by the group's numbers; null where it is at one of the instants alone. */
  readonly changes: number | null;
}

export interface DiffAnswer {
  readonly answered: true;
  readonly from: FleetAnswer;
  readonly to: FleetAnswer;
  /** In the order of ids. Groups that are the same at both are not among them. */
  readonly groups: readonly GroupDifference[];
}

/** Compares the fleet at two instants. */
export function diffOf(from: FleetAnswer, to: FleetAnswer): DiffAnswer {
  const earlier = new Map(from.groups.map((group) => [group.id, group]));
  const later = new Map(to.groups.map((group) => [group.id, group]));
  const ids = [...new Set([...earlier.keys(), ...later.keys()])].sort(compareIds);
  const groups = ids.flatMap((id) => differenceOf(id, earlier.get(id) ?? null, later.get(id) ?? null) ?? []);
  return { answered: true, from, to, groups };
}

function differenceOf(group: string, was: PastGroup | null, is: PastGroup | null): GroupDifference | null {
  const name = (is ?? was)?.group.name ?? group;
  if (was !== null && is === null) {
    const differences = { presence: [was.presence, 'removed'], group: [was.group, null] } as const;
    return { group, name, kinds: ['removed'], differences, changes: null };
  }
  const differences = is && difference(was, is);
  if (differences === null || is === null) return null;
  const changes = was === null ? null : is.seq - was.seq;
  return { group, name, kinds: kindsOf(differences), differences, changes };
}
