/** The fleet at many instants, in one walk. */
import type { Gap } from '../fleet/change.ts';
import { type Instant, plus } from '../time.ts';
import type { PastReader } from './past-reader.ts';
import type { Range, Sight } from './range.ts';
import { clip, createReplay, gapAround, type PastFleet } from './reconstruct.ts';

/** The fleet as it was at an instant. */
export interface FleetAt extends PastFleet {
  readonly at: Instant;
}

/**
 * The fleet at each of some instants, which come in the order of time. Instants that nothing is known of are left out: the
 * sight says which these are. Each epoch is read once; memory holds one fleet and one page of rows.
 */
export async function* fleetsAt(
  reader: PastReader,
  organization: string,
  { seen }: Sight,
  instants: Iterable<Instant>,
): AsyncGenerator<FleetAt> {
  const due = instants[Symbol.iterator]();
  let next = due.next();
  for (const [index, { epoch, from, to }] of seen.entries()) {
    const following = seen[index + 1];
    // Where the next epoch begins its own snapshot answers.
    const isLast = following === undefined || following.from > to;
    const within = (at: Instant): boolean => at < to || (isLast && at === to);
    while (!next.done && next.value < from) next = due.next();
    if (next.done) return;
    if (!within(next.value)) continue;
    const replay = createReplay();
    const gaps: Gap[] = [];
    const fleet = (at: Instant): FleetAt => ({ at, ...replay.fleet(), gap: gapAround(gaps, at) });
    for await (const page of reader.pages(organization, epoch, to)) {
      for (const row of page.snapshot) replay.begin(row);
      gaps.push(...page.gaps.flatMap((gap) => clip(gap, epoch.start) ?? []));
      for (const change of page.changes) {
        while (!next.done && next.value < change.by) {
          yield fleet(next.value);
          next = due.next();
        }
        replay.turn(change);
      }
    }
    while (!next.done && within(next.value)) {
      yield fleet(next.value);
      next = due.next();
    }
  }
}

/** Instants every so many milliseconds of a range: its beginning, and its end where a step falls there. */
export function* everyStep({ from, to }: Range, step: number): Generator<Instant> {
  for (let at = from; at <= to; at = plus(at, step)) yield at;
}
