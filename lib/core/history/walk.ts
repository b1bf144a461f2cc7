/** Walks through what was stored of a range, once and in the order of time, and tells piece by piece what each group was. */
import type { Change, Facts, Gap } from '../fleet/change.ts';
import { type Bounds, epochMilliseconds, type Instant } from '../time.ts';
import type { PastReader } from './past-reader.ts';
import type { SeenStretch } from './range.ts';
import type { EpochRows, SnapshotRow } from './reader.ts';
import { clip, type Hole, turned } from './reconstruct.ts';
import { standingOf } from './standing.ts';

/** A stretch of time, in milliseconds since 1970, in which nothing changed about a group. Removed groups have none. */
export interface Piece {
  readonly group: string;
  readonly from: number;
  readonly to: number;
  readonly facts: Facts;
  /** The change that it began with; null where it began with what an epoch's snapshot says, or before the range. */
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
  readonly change?: (change: Change) => void;
  readonly hole: (hole: Hole) => void;
}

interface Track {
  facts: Facts;
  seq: number;
  from: number;
  began: Bounds | null;
  isLost: boolean;
}

/** Walks the stretches one after another, of one group or of all. A page of rows is in memory at a time. */
export async function walk(
  reader: PastReader,
  organization: string,
  stretches: readonly SeenStretch[],
  group: string | null,
  walker: Walker,
): Promise<void> {
  for (const stretch of stretches) {
    const walked = walkStretch(stretch, walker);
    const { epoch, to } = stretch;
    const pages =
      group === null
        ? reader.pages(organization, epoch, to)
        : reader.pagesOfGroup(organization, epoch, group, to);
    for await (const page of pages) walked.take(page);
    walked.end();
  }
}

/** One epoch's part of a walk. */
function walkStretch({ epoch, from, to }: SeenStretch, walker: Walker) {
  const begins = epochMilliseconds(from);
  const tracks = new Map<string, Track>();

  const close = (
    group: string,
    track: Track,
    at: number,
    next: Facts | null,
    after: Instant | null,
  ): void => {
    const start = Math.max(track.from, begins);
    if (at <= start) return;
    const differs = next !== null && standingOf(next) !== standingOf(track.facts);
    const doubt = differs && after !== null ? epochMilliseconds(after) : at;
    const sureUntil = Math.min(at, Math.max(start, doubt));
    const { facts, isLost, began } = track;
    if (facts.presence === 'removed') return;
    walker.piece({ group, from: start, to: at, facts, began, sureUntil, isLost });
  };

  const begin = (row: SnapshotRow): void => {
    const { id, seq, presence, group } = row;
    const facts = { presence, group };
    tracks.set(id, { facts, seq, from: epochMilliseconds(epoch.start), began: null, isLost: false });
  };

  const turn = (change: Change): void => {
    const { group, seq, after, by } = change;
    if (by > to) return;
    const known = tracks.get(group);
    if (seq <= (known?.seq ?? 0)) return;
    const at = epochMilliseconds(by);
    const { facts, hole } = turned(known === undefined ? null : { ...known.facts, seq: known.seq }, change);
    if (hole !== null) walker.hole(hole);
    if (known !== undefined) {
      if (hole !== null) known.isLost = true;
      close(group, known, at, facts, after);
    }
    if (facts !== null) {
      const isWhole = change.differences.group !== undefined;
      const isLost = !isWhole && (hole !== null || known?.isLost === true);
      tracks.set(group, { facts, seq, from: at, began: { after, by }, isLost });
    } else if (known !== undefined) {
      known.from = Math.max(known.from, at);
    }
    if (by > from) walker.change?.(change);
  };

  return {
    take({ snapshot, gaps, changes }: EpochRows): void {
      for (const row of snapshot) begin(row);
      for (const gap of gaps) {
        const clipped = clip(gap, epoch.start);
        if (clipped !== null) walker.gap(clipped);
      }
      for (const change of changes) turn(change);
    },
    end(): void {
      for (const [group, track] of tracks) close(group, track, epochMilliseconds(to), null, null);
    },
  };
}
