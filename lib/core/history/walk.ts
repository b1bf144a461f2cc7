/** Walks through what was stored of a range, once and in the order of time, and tells piece by piece what each group was. */
import type { Change, Facts, Gap } from '../fleet/change.ts';
import { type Bounds, epochMilliseconds, type Instant } from '../time.ts';
import type { PastReader } from './past-reader.ts';
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
  const tracks = createTracks(walker, changesAfter);
  for (const stretch of seen) {
    const { epoch, to } = stretch;
    tracks.enter(stretch);
    const pages =
      group === null
        ? reader.pages(organization, epoch, to)
        : reader.pagesOfGroup(organization, epoch, group, to);
    for await (const page of pages) tracks.take(page);
    tracks.leave();
  }
  tracks.end();
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

function createTracks(walker: Walker, changesAfter: Instant) {
  const tracks = new Map<string, Track>();
  let stretch: SeenStretch | null = null;
  let [begins, isSettled] = [0, true];

  const close = (
    group: string,
    track: Track,
    at: number,
    next: Facts | null,
    after: Instant | null,
  ): void => {
    const from = Math.max(track.from, begins);
    const { facts, isLost, began } = track;
    if (at <= from || facts.presence === 'removed') return;
    const differs = next !== null && standingOf(next) !== standingOf(facts);
    const doubt = differs && after !== null ? epochMilliseconds(after) : at;
    const sureUntil = Math.min(at, Math.max(from, doubt));
    walker.piece({ group, from, to: at, facts, began, sureUntil, isLost });
  };

  /** A group goes on as it was where the next epoch's snapshot knows of nothing newer. */
  const begin = ({ id, seq, presence, group }: SnapshotRow, { epoch }: SeenStretch): void => {
    const known = tracks.get(id);
    if (known?.seq === seq && !known.isLost) {
      known.epoch = epoch.id;
      return;
    }
    const from = epochMilliseconds(epoch.start);
    if (known !== undefined) {
      walker.hole({ group: id, from: known.seq + 1, to: seq });
      close(id, { ...known, isLost: true }, from, null, null);
    }
    tracks.set(id, { facts: { presence, group }, seq, from, began: null, isLost: false, epoch: epoch.id });
  };

  /** Once the snapshot is read: groups that are not in it were removed, or their rows are lost. */
  const settle = ({ epoch }: SeenStretch): void => {
    if (isSettled) return;
    isSettled = true;
    for (const [group, track] of tracks) {
      if (track.epoch === epoch.id) continue;
      if (track.facts.presence !== 'removed') {
        walker.hole({ group, from: track.seq, to: track.seq });
        close(group, track, epochMilliseconds(epoch.start), null, null);
      }
      tracks.delete(group);
    }
  };

  const turn = (change: Change, { epoch, to }: SeenStretch): void => {
    const { group, seq, after, by } = change;
    const known = tracks.get(group) ?? null;
    if (by > to || seq <= (known?.seq ?? 0)) return;
    const at = epochMilliseconds(by);
    const { facts, hole } = turned(known && { ...known.facts, seq: known.seq }, change);
    if (hole !== null) walker.hole(hole);
    if (known !== null) close(group, { ...known, isLost: known.isLost || hole !== null }, at, facts, after);
    const isLost = change.differences.group === undefined && (hole !== null || known?.isLost === true);
    const began = { after, by };
    if (facts !== null) tracks.set(group, { facts, seq, from: at, began, isLost, epoch: epoch.id });
    else if (known !== null) tracks.set(group, { ...known, from: at, isLost });
    if (by > changesAfter) walker.change(change);
  };

  const closeAll = (at: Instant): void => {
    for (const [group, track] of tracks) close(group, track, epochMilliseconds(at), null, null);
    tracks.clear();
  };

  return {
    enter(next: SeenStretch): void {
      if (stretch !== null && stretch.to !== next.from) closeAll(stretch.to);
      if (tracks.size === 0) begins = epochMilliseconds(next.from);
      stretch = next;
      isSettled = false;
    },
    take({ snapshot, gaps, changes }: EpochRows): void {
      if (stretch === null) return;
      for (const row of snapshot) begin(row, stretch);
      for (const gap of gaps) {
        const clipped = clip(gap, stretch.epoch.start);
        if (clipped !== null) walker.gap(clipped);
      }
      if (changes.length > 0) settle(stretch);
      for (const change of changes) turn(change, stretch);
    },
    leave(): void {
      if (stretch !== null) settle(stretch);
    },
    end(): void {
      if (stretch !== null) closeAll(stretch.to);
    },
  };
}
