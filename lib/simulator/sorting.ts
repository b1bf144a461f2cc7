import type { Fleet } from './fleet.ts';
import type { Group } from './group.ts';
import type { Page } from './query.ts';

type Order = Pick<Page, 'sortBy' | 'descending'>;

/** What each value of `sortBy` compares. Times compare as numbers, texts by code unit. */
const SORT_KEYS: Readonly<Record<string, (group: Group) => string | number>> = {
  name: (group) => group.name,
  status: (group) => group.status,
  createdAt: (group) => group.createdAt,
  modifiedAt: (group) => group.modifiedAt,
};

interface Sorted {
  readonly revision: number;
  readonly groups: readonly Group[];
}

// A walk of 50 pages asks for the same order 50 times; sorting 10,000 groups each time would cost more than answering.
const cache = new WeakMap<Fleet, Map<string, Sorted>>();

/** All groups in that order, equal ones by id. (How the live API orders equal ones is not published.) */
export function inOrder(fleet: Fleet, order: Order): readonly Group[] {
  const orders = cache.get(fleet) ?? new Map<string, Sorted>();
  cache.set(fleet, orders);
  const name = `${order.sortBy} ${order.descending}`;
  const known = orders.get(name);
  if (known?.revision === fleet.revision) return known.groups;
  const sorted = { revision: fleet.revision, groups: sortGroups(fleet.groups, order) };
  orders.set(name, sorted);
  return sorted.groups;
}

function sortGroups(groups: readonly Group[], { sortBy, descending }: Order): readonly Group[] {
  const keyOf = SORT_KEYS[sortBy];
  if (!keyOf) throw new RangeError(`There is no order by "${sortBy}".`);
  const sign = descending ? -1 : 1;
  return groups.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (a === b) return one.id - other.id;
    return a < b ? -sign : sign;
  });
}
