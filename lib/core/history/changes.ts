/** What changed in a range, group by group as it was seen. */
import type { Change, ChangeKind, Gap } from '../fleet/change.ts';
import type { Instant } from '../time.ts';
import type { PastReader } from './past-reader.ts';
import type { Range, SeenStretch, Sight, UnseenStretch } from './range.ts';
import { clip, type Hole } from './reconstruct.ts';
import { pagesOfAll } from './walk.ts';

/** Which changes are asked for. What is absent is not asked about. */
export interface ChangeFilter {
  /** A group's id. */
  readonly group?: string;
  /** Changes that are of any of these kinds, whatever else they are. */
  readonly kinds?: readonly ChangeKind[];
}

export interface ChangesAnswer {
  readonly answered: true;
  readonly range: Range;
  /** The last instant of the range that was looked at; null where none was. */
  readonly asOf: Instant | null;
  /** In the order of time, then of group and number. */
  readonly changes: readonly Change[];
  /** Stretches in which nobody looked, as far as they touch the range. */
  readonly gaps: readonly Gap[];
  readonly unseen: readonly UnseenStretch[];
  /** Numbers that are missing between two changes of a group. */
  readonly holes: readonly Hole[];
}

/** Some changes of a range, and the gaps that were met among them. */
export interface ChangesPage {
  readonly changes: readonly Change[];
  readonly gaps: readonly Gap[];
  readonly holes: readonly Hole[];
}

/** The changes and gaps of a range as they come, a page in memory at a time. */
export async function* changesIn(
  reader: PastReader,
  organization: string,
  sight: Sight,
  filter: ChangeFilter,
): AsyncGenerator<ChangesPage> {
  const { range, seen, changesAfter } = sight;
  let numbers = new Map<string, number>();
  let last: SeenStretch | undefined;
  let waiting: readonly Gap[] = [];
  const pages =
    filter.group === undefined
      ? pagesOfAll(seen, ({ epoch, to }) => reader.pagesOfChanges(organization, epoch, to))
      : reader.pagesOfGroup(organization, seen, filter.group);
  for await (const { stretch, rows } of pages) {
    // Across a stretch that nothing is known of, numbers may be missing.
    if (last !== undefined && last !== stretch && last.to !== stretch.from) numbers = new Map();
    last = stretch;
    const changes = rows.changes.filter(({ by }) => changesAfter < by && by <= stretch.to);
    waiting = [...waiting, ...rows.gaps.flatMap((gap) => clip(gap, stretch.epoch.start) ?? [])];
    // An epoch's gaps are read before its changes, and told among them.
    const reached = rows.changes.at(-1)?.by ?? stretch.from;
    const gaps = waiting.filter((gap) => gap.from <= reached);
    waiting = waiting.filter((gap) => gap.from > reached);
    const holes = changes.flatMap((change) => holeBefore(change, numbers) ?? []);
    yield {
      changes: changes.filter((change) => isAskedFor(change, filter)),
      gaps: gaps.filter((gap) => touches(gap, range)),
      holes,
    };
  }
  yield { changes: [], gaps: waiting.filter((gap) => touches(gap, range)), holes: [] };
}

function touches(gap: Gap, { from, to }: Range): boolean {
  return gap.from < to && gap.to > from;
}

/** All of them at once, with what is missing among them. */
export async function gather(sight: Sight, pages: AsyncIterable<ChangesPage>): Promise<ChangesAnswer> {
  const [changes, gaps, holes]: [Change[], Gap[], Hole[]] = [[], [], []];
  for await (const page of pages) {
    for (const change of page.changes) changes.push(change);
    gaps.push(...page.gaps);
    holes.push(...page.holes);
  }
  const { range, asOf, unseen } = sight;
  return { answered: true, range, asOf, changes, gaps, unseen, holes };
}

/** Whether a change is asked for. */
function isAskedFor(change: Change, { group, kinds }: ChangeFilter): boolean {
  if (group !== undefined && change.group !== group) return false;
  return kinds === undefined || kinds.some((kind) => change.kinds.includes(kind));
}

/** Numbers that are missing between a group's last change and this one; a group that stands whole again has lost nothing. */
function holeBefore({ group, seq, differences }: Change, numbers: Map<string, number>): Hole | null {
  const before = numbers.get(group) ?? null;
  numbers.set(group, seq);
  if (before === null || seq === before + 1 || differences.group !== undefined) return null;
  return { group, from: before + 1, to: seq - 1 };
}
