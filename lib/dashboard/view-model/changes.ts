/** What was seen to change, the latest first. */
import { nameOf } from '../../core/alerts/text.ts';
import type { Change, ChangeKind, Gap } from '../../core/fleet/change.ts';
import type { Group } from '../../core/fleet/group.ts';
import type { ChangesAnswer } from '../../core/history/changes.ts';
import type { Bounds } from '../../core/time.ts';
import { type DifferenceLine, differenceLines } from './differences.ts';

export interface ChangeRow extends Bounds {
  readonly group: string;
  readonly name: string;
  readonly seq: number;
  readonly kinds: readonly ChangeKind[];
  readonly lines: readonly DifferenceLine[];
  readonly incident: string | null;
}

export interface ChangesView {
  /** The latest first, at most so many. */
  readonly rows: readonly ChangeRow[];
  /** How many there are. */
  readonly total: number;
  readonly gaps: readonly Gap[];
}

/** More than anybody reads; the rest is for `tunnelwatch export`. */
const ROWS_MOST = 2_000;

/** `groupOf`: a group's record as of now; null where nothing is stored of it any more. */
export function changesView(
  { changes, gaps }: ChangesAnswer,
  groupOf: (id: string) => Group | null,
): ChangesView {
  const rows = changes
    .slice(-ROWS_MOST)
    .reverse()
    .map((change) => changeRow(change, groupOf(change.group)));
  return { rows, total: changes.length, gaps };
}

export function changeRow(change: Change, group: Group | null): ChangeRow {
  const { seq, kinds, incident, after, by } = change;
  return {
    ...{ group: change.group, seq, kinds, incident, after, by },
    name: group === null ? `group ${change.group}` : nameOf(group),
    lines: differenceLines(change.differences, group),
  };
}
