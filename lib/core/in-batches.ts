/** Calls at a time: quick enough for thousands, gentle enough for one partition. */
const AT_ONCE = 25;

/** The results in the order of the items, some at a time. Nothing new begins after a failure. */
export async function inBatches<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return results;
}
