/** Puts the pages of one walk together and judges whether they can all be true at once. */
import type { Group } from './group.ts';
import type { MalformedRecord } from './observation.ts';

/** Records asked for at a time: the API's largest page. */
export const PAGE_LIMIT = 200;

/** One record of a page. */
export type ListRecord = { readonly group: Group } | { readonly malformed: MalformedRecord };

/** What one walk over the pages saw. */
export interface Walk {
  readonly groups: ReadonlyMap<string, Group>;
  readonly malformed: readonly MalformedRecord[];
  /** The last total the API gave; null where it gave none. */
  readonly total: number | null;
  /** The total was another on a later page. */
  readonly totalMoved: boolean;
  readonly pages: number;
  /** Records read, repetitions included: where the next page begins. */
  readonly records: number;
}

/** A walk that pages are still added to. */
export interface WalkUnderWay extends Walk {
  readonly groups: Map<string, Group>;
  readonly malformed: MalformedRecord[];
}

export function emptyWalk(): WalkUnderWay {
  return { groups: new Map(), malformed: [], total: null, totalMoved: false, pages: 0, records: 0 };
}

/**
 * The walk with one more page, in place of the walk given, whose groups it takes over: copied for each page, 10,000 groups
 * cost 25 times their number. A group listed twice counts once; its later reading stands.
 */
export function withPage(
  walk: WalkUnderWay,
  page: { readonly records: readonly ListRecord[]; readonly total: number | null },
): WalkUnderWay {
  const { groups, malformed } = walk;
  for (const record of page.records) {
    if ('group' in record) groups.set(record.group.id, record.group);
    else malformed.push(record.malformed);
  }
  return {
    groups,
    malformed,
    total: page.total ?? walk.total,
    totalMoved: walk.totalMoved || (walk.pages > 0 && page.total !== walk.total),
    pages: walk.pages + 1,
    records: walk.records + page.records.length,
  };
}

/** Whether there is nothing more to ask for after a page of `received` records. */
export function isLastPage(walk: Walk, received: number, limit: number): boolean {
  if (received === 0) return true;
  return walk.total === null ? received < limit : walk.records >= walk.total;
}

/** Why the pages cannot all be true at once; null where they agree. */
export function disagreement(walk: Walk): string | null {
  if (walk.totalMoved) return 'the total changed from page to page';
  const distinct = walk.groups.size + walk.malformed.length;
  if (walk.total !== null && distinct !== walk.total)
    return `the API counts ${walk.total} groups and lists ${distinct} different ones`;
  if (distinct !== walk.records) return `${walk.records - distinct} groups were listed twice`;
  return null;
}
