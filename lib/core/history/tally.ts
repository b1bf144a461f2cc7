/** One group's time in one range, added up segment by segment. */
import type { Bounds } from '../time.ts';
import type { Segment } from './segments.ts';
import { REASONS, type Reason, STANDINGS } from './standing.ts';
import { type Outage, type Times, zeros } from './times.ts';

/** An outage, over however many ranges it lies in. Only a group that is positively not down any more ends it. */
export interface OpenOutage {
  readonly began: Bounds | null;
  ended: Bounds | null;
}

export interface Tally {
  /** Adds a segment of the range. `outage` is the one that it belongs to, if it is down. */
  add(segment: Segment, isMaintenance: boolean, outage: OpenOutage | null): void;
  /**
   * What was added. `length` is that of the range, `unseen` the part of it of which nothing is known for any group, and
   * `incidents` the number of those that something happened in.
   */
  times(length: number, unseen: Readonly<Partial<Record<Reason, number>>>, incidents: number): Times;
}

export function createTally(group: string): Tally {
  const standing = zeros(STANDINGS);
  const because = zeros(REASONS);
  const outages = new Map<OpenOutage, number>();
  let [maintenance, reduced, uncertain] = [0, 0, 0];
  return {
    add(segment, isMaintenance, outage) {
      const length = segment.to - segment.from;
      if (isMaintenance) {
        maintenance += length;
        return;
      }
      standing[segment.standing] += length;
      if (segment.why === null)
        uncertain += segment.to - Math.min(segment.to, Math.max(segment.from, segment.sureUntil));
      else because[segment.why] += length;
      if (isReduced(segment)) reduced += length;
      if (outage !== null) outages.set(outage, (outages.get(outage) ?? 0) + length);
    },
    times(length, unseen, incidents) {
      const unknownBecause = zeros(REASONS);
      for (const reason of REASONS) unknownBecause[reason] = because[reason] + (unseen[reason] ?? 0);
      const { connected, degraded, down } = standing;
      const unknown = length - connected - degraded - down - maintenance;
      const explained = REASONS.reduce((total, reason) => total + unknownBecause[reason], 0);
      unknownBecause['not there'] += unknown - explained;
      const longestOutage = longest(group, outages);
      return {
        ...{ connected, degraded, down, unknown, maintenance, unknownBecause, reduced, uncertain },
        ...{ incidents, outages: outages.size, longestOutage },
      };
    },
  };
}

/** A hub that is positively down under a group that is connected. */
function isReduced({ standing, facts }: Segment): boolean {
  return standing === 'connected' && facts.group.hubs.some(({ status }) => status === 'down');
}

function longest(group: string, outages: ReadonlyMap<OpenOutage, number>): Outage | null {
  let found: Outage | null = null;
  for (const [{ began, ended }, down] of outages)
    if (found === null || down > found.down) found = { group, began, ended, down };
  return found;
}
