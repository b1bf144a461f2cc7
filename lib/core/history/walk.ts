/** Walks through what was stored of a range, once and in the order of time, and tells piece by piece what each group was. */
import type { Change, Facts, Gap } from '../fleet/change.ts';
import { type Bounds, epochMilliseconds, type Instant } from '../time.ts';
import type { PastReader, StretchPage } from './past-reader.ts';
import type { SeenStretch, Sight } from './range.ts';
import type { EpochRows, SnapshotRow } from './reader.ts';
import { clip, type Hole, turned } from './reconstruct.ts';
import { standingOf } from './standing.ts';

/** A stretch of time, in milliseconds since 1970, in which nothing changed about a group. Removed groups have none. */
export interface Piece {
  readonly group: string;
  readonly from: number;
  readonly to: number;
  readonly facts: Facts;
  /** The change that it began with; null where that was before what was read. */
  readonly began: Bounds | null;
  /** From here on until `to` the group may already have stood as it did afterwards: polling cannot tell. */
  readonly sureUntil: number;
  /** Rows that came before are lost, so the facts may be others. */
  readonly isLost: boolean;
}

/** What a walk meets. Pieces of one group come in the order of time; a gap comes before every piece that it touches. */
export interface Walker {
  readonly piece: (piece: Piece) => void;
  readonly gap: (gap: Gap) => void;
  /** Changes of the range alone. */
  readonly change: (change: Change) => void;
  readonly hole: (hole: Hole) => void;
}

/** Walks through what was seen of a range, of one group or of all. Memory holds a page of rows, and what each group is. */
export async function walk(
  reader: PastReader,
  organization: string,
  { seen, changesAfter }: Sight,
  group: string | null,
  walker: Walker,
): Promise<void> {
  const tracks = new Tracks(walker, changesAfter);
  const pages =
    group === null
      ? pagesOfAll(seen, ({ epoch, to }) => reader.pages(organization, epoch, to))
      : reader.pagesOfGroup(organization, seen, group);
  for await (const { stretch, rows } of pages) tracks.take(rows, stretch);
  tracks.end();
}

/** The pages of stretches that follow each other, each stretch's after those of the one before. */
export async function* pagesOfAll(
  seen: readonly SeenStretch[],
  pagesOf: (stretch: SeenStretch) => AsyncIterable<EpochRows>,
): AsyncGenerator<StretchPage> {
  for (const stretch of seen) for await (const rows of pagesOf(stretch)) yield { stretch, rows };
}

/** What a group is while rows stream by. */
interface Track {
  facts: Facts;
  seq: number;
  from: number;
  began: Bounds | null;
  isLost: boolean;
  /** The epoch whose rows last spoke of it. */
  epoch: string;
}

/** Every group of a walk, from row to row. */
class Tracks {
  readonly #tracks = new Map<string, Track>();
  readonly #walker: Walker;
  readonly #changesAfter: Instant;
  #stretch: SeenStretch | null = null;
  /** Nothing is told of before this, in milliseconds since 1970. */
  #begins = 0;
  #isSettled = true;

  constructor(walker: Walker, changesAfter: Instant) {
    this.#walker = walker;
    this.#changesAfter = changesAfter;
  }

  #enter(next: SeenStretch): void {
    if (this.#stretch === next) return;
    this.#leave();
    if (this.#stretch !== null && this.#stretch.to !== next.from) this.#closeAll(this.#stretch.to);
    if (this.#tracks.size === 0) this.#begins = epochMilliseconds(next.from);
    this.#stretch = next;
    this.#isSettled = false;
  }

  take({ snapshot, gaps, changes }: EpochRows, stretch: SeenStretch): void {
    this.#enter(stretch);
    for (const row of snapshot) this.#begin(row, stretch);
    for (const gap of gaps) {
      const clipped = clip(gap, stretch.epoch.start);
      if (clipped !== null) this.#walker.gap(clipped);
    }
    if (changes.length > 0) this.#leave();
    for (const change of changes) this.#turn(change, stretch);
  }

  /** Once the snapshot is read: groups that are not in it were removed, or their rows are lost. */
  #leave(): void {
    if (this.#stretch === null || this.#isSettled) return;
    this.#isSettled = true;
    const { epoch } = this.#stretch;
    for (const [group, track] of this.#tracks) {
      if (track.epoch === epoch.id) continue;
      if (track.facts.presence !== 'removed') {
        this.#walker.hole({ group, from: track.seq, to: track.seq });
        this.#close(group, track, epochMilliseconds(epoch.start));
      }
      this.#tracks.delete(group);
    }
  }

  end(): void {
    this.#leave();
    if (this.#stretch !== null) this.#closeAll(this.#stretch.to);
  }

  /** A group goes on as it was where the next epoch's snapshot knows of nothing newer. */
  #begin({ id, seq, presence, group }: SnapshotRow, { epoch }: SeenStretch): void {
    const known = this.#tracks.get(id);
    if (known?.seq === seq && !known.isLost) {
      known.epoch = epoch.id;
      return;
    }
    const from = epochMilliseconds(epoch.start);
    if (known !== undefined) {
      // Where the rows lost were named before, the snapshot only brings the group back whole.
      if (known.seq !== seq) this.#walker.hole({ group: id, from: known.seq + 1, to: seq });
      this.#close(id, { ...known, isLost: true }, from);
    }
    const facts = { presence, group };
    this.#tracks.set(id, { facts, seq, from, began: null, isLost: false, epoch: epoch.id });
  }

  #turn(change: Change, { epoch, to }: SeenStretch): void {
    const { group, seq, after, by } = change;
    const known = this.#tracks.get(group) ?? null;
    if (by > to || seq <= (known?.seq ?? 0)) return;
    const from = epochMilliseconds(by);
    const { facts, hole } = turned(known && { ...known.facts, seq: known.seq }, change);
    if (hole !== null) this.#walker.hole(hole);
    if (known !== null)
      this.#close(group, { ...known, isLost: known.isLost || hole !== null }, from, { facts, after });
    const isLost = change.differences.group === undefined && (hole !== null || known?.isLost === true);
    if (facts !== null) {
      const began = { after, by };
      this.#tracks.set(group, { facts, seq, from, began, isLost, epoch: epoch.id });
    } else if (known !== null) this.#tracks.set(group, { ...known, from, isLost });
    if (by > this.#changesAfter) this.#walker.change(change);
  }

  #closeAll(at: Instant): void {
    for (const [group, track] of this.#tracks) this.#close(group, track, epochMilliseconds(at));
    this.#tracks.clear();
  }

  /** `next`: what the group became, and since when it may have been so. */
  #close(
    group: string,
    { from, facts, began, isLost }: Track,
    to: number,
    next: { readonly facts: Facts | null; readonly after: Instant | null } = { facts: null, after: null },
  ): void {
    const begins = Math.max(from, this.#begins);
    if (to <= begins || facts.presence === 'removed') return;
    const differs = next.facts !== null && standingOf(next.facts) !== standingOf(facts);
    const doubt = differs && next.after !== null ? epochMilliseconds(next.after) : to;
    const sureUntil = Math.min(to, Math.max(begins, doubt));
    this.#walker.piece({ group, from: begins, to, facts, began, sureUntil, isLost });
  }
}
