import type { PastReader } from '../../core/history/past-reader.ts';
import type { Range } from '../../core/history/range.ts';
import { type Instant, instant } from '../../core/time.ts';
import { createCalls } from './calls.ts';
import { readHead } from './head.ts';
import { parseGroup } from './items/group.ts';
import { parseEpoch, parseRows } from './items/history.ts';
import { idInKey } from './items/parse.ts';
import { parseRun } from './items/run.ts';
import { parseSilence } from './items/silence.ts';
import { groupKey, runKey } from './keys.ts';
import { pagesOfGroup, type ReaderOptions } from './past-of-group.ts';
import { queryPages } from './query-pages.ts';
import { changesUpTo, runsOfMonth } from './requests/history.ts';
import { epochBegunBy, getItem, groupsOf, rowsUpTo, silencesOf } from './requests/items.ts';
import { allOrganizations, epochsOf } from './requests/operator.ts';

/** A reader of the past on a DynamoDB table. It writes nothing, and needs no lease. */
export function createHistoryReader(options: ReaderOptions): PastReader {
  const calls = createCalls(options);
  const { table } = calls;
  return {
    async organizations() {
      return (await calls.query(allOrganizations(table))).map((item) => idInKey(item, ''));
    },

    async head(organization) {
      return (await readHead(calls, organization))?.head ?? null;
    },

    async epochAt(organization, at) {
      const [item] = await calls.query(epochBegunBy(table, organization, at));
      return item === undefined ? null : parseEpoch(item);
    },

    async epochs(organization) {
      return (await calls.query(epochsOf(table, organization))).map(parseEpoch);
    },

    async rows(organization, epoch, upTo) {
      return parseRows(await calls.query(rowsUpTo(table, organization, epoch, upTo)), upTo);
    },

    async *pages(organization, epoch, upTo) {
      for await (const items of queryPages(options, rowsUpTo(table, organization, epoch, upTo)))
        yield parseRows(items, upTo);
    },

    async *pagesOfChanges(organization, epoch, upTo) {
      for await (const items of queryPages(options, changesUpTo(table, organization, epoch, upTo)))
        yield parseRows(items, upTo);
    },

    pagesOfGroup: (organization, seen, group) =>
      pagesOfGroup({ ...options, calls }, { organization, seen, group }),

    async *runs(organization, range) {
      for (const month of monthsOf(range)) {
        const query = runsOfMonth(table, runKey(organization, month, '').pk, range.from, range.to);
        for await (const items of queryPages(options, query)) yield items.map(parseRun);
      }
    },

    async groups(organization) {
      return (await calls.query(groupsOf(table, organization))).map(parseGroup);
    },

    async group(organization, id) {
      const item = await calls.get(getItem(table, groupKey(organization, id)));
      return item === null ? null : parseGroup(item);
    },

    async silences(organization) {
      return (await calls.query(silencesOf(table, organization))).map(parseSilence);
    },
  };
}

/** An instant in each calendar month (UTC) that a range touches: runs are in partitions by month. */
function* monthsOf({ from, to }: Range): Generator<Instant> {
  const first = new Date(from);
  for (let month = 0; ; month += 1) {
    const at = instant(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1));
    if (at > to) return;
    yield at;
  }
}
