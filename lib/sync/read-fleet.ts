/** Pages → one reading whose counts agree. */
import { RunFailure } from '../core/failure.ts';
import { PAGES_MAX } from '../core/fixed-policy.ts';
import {
  disagreement,
  emptyWalk,
  isLastPage,
  type ListRecord,
  PAGE_LIMIT,
  type Walk,
  withPage,
} from '../core/fleet/pages.ts';
import { sharing } from '../core/fleet/sharing.ts';
import type { GroupState } from '../core/rules/state.ts';
import type { Deadline, SecureAccess } from './ports.ts';

/** The walk that counts, and what is wrong with it if even the second one contradicts itself. */
export interface FleetReading {
  readonly walk: Walk;
  readonly disagreement: string | null;
  /** Pages read in all. */
  readonly pages: number;
}

/** The groups as they are stored; null while they are still loading. */
export type Known = () => ReadonlyMap<string, GroupState> | null;

/**
 * Reads all pages; where they contradict each other (groups came, went or moved meanwhile) reads them once more. What is read
 * equals what the API says, and shares with what is known whatever is the same. Throws the API's failures, and `incomplete` for a
 * list without end.
 */
export async function readFleet(
  api: SecureAccess,
  deadline: Deadline,
  known: Known = () => null,
): Promise<FleetReading> {
  const first = await walkPages(api, deadline, known);
  if (disagreement(first) === null) return { walk: first, disagreement: null, pages: first.pages };
  const second = await walkPages(api, deadline, known);
  return { walk: second, disagreement: disagreement(second), pages: first.pages + second.pages };
}

async function walkPages(api: SecureAccess, deadline: Deadline, known: Known): Promise<Walk> {
  let walk = emptyWalk();
  while (walk.pages < PAGES_MAX) {
    const page = await api.page(walk.records, deadline);
    walk = withPage(walk, { ...page, records: page.records.map((record) => shared(record, known())) });
    if (isLastPage(walk, page.records.length, PAGE_LIMIT)) return walk;
  }
  throw new RunFailure({
    kind: 'incomplete',
    detail: `The list of groups did not end after ${PAGES_MAX} pages of ${PAGE_LIMIT}; the API's total was ${walk.total ?? 'not given'}.`,
  });
}

function shared(record: ListRecord, known: ReturnType<Known>): ListRecord {
  if (!('group' in record)) return record;
  return { group: sharing(record.group, known?.get(record.group.id)?.group) };
}
