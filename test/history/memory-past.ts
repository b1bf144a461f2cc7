/** The reader of the past over the store in memory, with what its own reader of instants does not have. */
import { createPast, type Past } from '../../lib/core/history/past.ts';
import type { PastReader, PastRun } from '../../lib/core/history/past-reader.ts';
import type { EpochEntry, EpochRows } from '../../lib/core/history/reader.ts';
import type { Instant } from '../../lib/core/time.ts';
import type { MemoryStore } from '../../lib/memory-store/memory-store.ts';

/** Rows come in pages of so many, so that tests see what crosses the edge of one. */
const PAGE_ROWS = 3;

/** `expires` of runs: the store in memory keeps it to itself, and these tests keep runs for ever. */
const NEVER = '9999-12-31T23:59:59.000Z' as Instant;

export function memoryReader(store: MemoryStore): PastReader {
  const upTo = async (organization: string, epoch: EpochEntry, to: Instant): Promise<EpochRows> =>
    store.rows(organization, epoch, to);
  return {
    organizations: async () => ['acme'],
    head: (organization) => store.head(organization),
    epochAt: (organization, at) => store.epochAt(organization, at),
    rows: (organization, epoch, to) => store.rows(organization, epoch, to),
    epochs: async (organization) => store.contents(organization).epochs,
    async *pages(organization, epoch, to) {
      yield* paged(await upTo(organization, epoch, to));
    },
    async *pagesOfChanges(organization, epoch, to) {
      yield* paged({ ...(await upTo(organization, epoch, to)), snapshot: [] });
    },
    async *pagesOfGroup(organization, seen, group) {
      for (const stretch of seen) {
        const { snapshot, changes, gaps } = await upTo(organization, stretch.epoch, stretch.to);
        const ofGroup = changes.filter((change) => change.group === group);
        const rows = { snapshot: snapshot.filter(({ id }) => id === group), changes: ofGroup, gaps };
        for (const page of paged(rows)) yield { stretch, rows: page };
      }
    },
    async *runs(organization, { from, to }) {
      const runs = store.contents(organization).runs.filter(({ started }) => from < started && started <= to);
      yield runs.map((run): PastRun => ({ ...run, expires: NEVER }));
    },
    groups: async (organization) => store.contents(organization).groups,
    group: async (organization, id) =>
      store.contents(organization).groups.find((one) => one.id === id) ?? null,
    silences: (organization) => store.loadSilences(organization),
  };
}

/** Questions about what the store in memory holds. */
export function memoryPast(store: MemoryStore, now: () => Instant, retention: () => number): Past {
  const reader = memoryReader(store);
  const ask = (): Past => createPast({ reader, now, retention: retention() });
  return new Proxy(ask(), { get: (_target, method) => Reflect.get(ask(), method) });
}

/** Pages in the order of keys: the snapshot, then gaps, then changes. */
function* paged({ snapshot, changes, gaps }: EpochRows): Generator<EpochRows> {
  yield { snapshot: [], changes: [], gaps: [] };
  for (let from = 0; from < snapshot.length; from += PAGE_ROWS)
    yield { snapshot: snapshot.slice(from, from + PAGE_ROWS), changes: [], gaps: [] };
  const rows = [
    ...gaps.map((gap) => ({ gap, change: null })),
    ...changes.map((change) => ({ gap: null, change })),
  ];
  for (let from = 0; from < rows.length; from += PAGE_ROWS) {
    const page = rows.slice(from, from + PAGE_ROWS);
    yield {
      snapshot: [],
      changes: page.flatMap(({ change }) => change ?? []),
      gaps: page.flatMap(({ gap }) => gap ?? []),
    };
  }
}
