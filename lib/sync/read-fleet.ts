/** Pages → one reading whose counts agree. */
import { RunFailure } from '../core/failure.ts';
import {
  disagreement,
  emptyWalk,
  isLastPage,
  PAGE_LIMIT,
  PAGES_MAX,
  type Walk,
  withPage,
} from '../core/fleet/pages.ts';
import type { Deadline, SecureAccess } from './ports.ts';

/** The walk that counts, and what is wrong with it if even the second one contradicts itself. */
export interface FleetReading {
  readonly walk: Walk;
  readonly disagreement: string | null;
  /** Pages read in all. */
  readonly pages: number;
}

/**
 * Reads all pages; where they contradict each other (groups came, went or moved meanwhile) reads them once more. Throws
 * the API's failures, and `incomplete` for a list without end.
 */
export async function readFleet(api: SecureAccess, deadline: Deadline): Promise<FleetReading> {
  const first = await walkPages(api, deadline);
  if (disagreement(first) === null) return { walk: first, disagreement: null, pages: first.pages };
  const second = await walkPages(api, deadline);
  return { walk: second, disagreement: disagreement(second), pages: first.pages + second.pages };
}

async function walkPages(api: SecureAccess, deadline: Deadline): Promise<Walk> {
  let walk = emptyWalk();
  while (walk.pages < PAGES_MAX) {
    const page = await api.page(walk.records, deadline);
    walk = withPage(walk, page);
    if (isLastPage(walk, page.records.length, PAGE_LIMIT)) return walk;
  }
  throw new RunFailure({
    kind: 'incomplete',
    detail: `The list of groups did not end after ${PAGES_MAX} pages of ${PAGE_LIMIT}; the API's total was ${walk.total ?? 'not given'}.`,
  });
}
