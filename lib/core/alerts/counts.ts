/** How the whole fleet stands, in words. `unknown` is neither connected nor not: it is said beside. */
import type { StatusCounts } from '../fleet/group.ts';
import { number, plural } from './duration.ts';

/** All groups that are counted. */
export function totalOf(counts: StatusCounts): number {
  return counts.connected + counts.warning + counts.disconnected + counts.unknown;
}

/** For a subject line: `3 not connected, 1 unknown`, or `all connected`. */
export function standingOf(counts: StatusCounts): string {
  const down = counts.disconnected + counts.warning;
  const parts = [
    ...(down > 0 ? [`${number(down)} not connected`] : []),
    ...(counts.unknown > 0 ? [`${number(counts.unknown)} unknown`] : []),
  ];
  return parts.join(', ') || (totalOf(counts) === 0 ? 'nothing to watch' : 'all connected');
}

/** For a message: `3 of 212 groups are not connected (2 disconnected, 1 in warning).` */
export function fleetSentence(counts: StatusCounts): string {
  const total = totalOf(counts);
  if (total === 0) return 'The organization has no network tunnel groups.';
  const down = counts.disconnected + counts.warning;
  const unknown =
    counts.unknown === 0
      ? ''
      : ` The status of ${number(counts.unknown)} ${down > 0 ? 'more ' : ''}is unknown.`;
  if (down > 0) {
    const kinds = [
      ...(counts.disconnected > 0 ? [`${number(counts.disconnected)} disconnected`] : []),
      ...(counts.warning > 0 ? [`${number(counts.warning)} in warning`] : []),
    ];
    if (total === 1) return `The only group is not connected (${kinds.join(', ')}).`;
    const verb = down === 1 ? 'is' : 'are';
    return `${number(down)} of ${plural(total, 'group')} ${verb} not connected (${kinds.join(', ')}).${unknown}`;
  }
  if (unknown === '')
    return total === 1 ? 'The only group is connected.' : `All ${number(total)} groups are connected.`;
  if (total === 1) return 'The status of the only group is unknown.';
  return `${number(counts.connected)} of ${plural(total, 'group')} are connected.${unknown}`;
}
