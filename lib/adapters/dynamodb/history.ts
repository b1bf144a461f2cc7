import type { HistoryReader } from '../../core/history/reader.ts';
import { type CallOptions, createCalls } from './calls.ts';
import { readHead } from './head.ts';
import { parseEpoch, parseRows } from './items/history.ts';
import { epochBegunBy, rowsUpTo } from './requests/items.ts';

/** A reader of the past on a DynamoDB table. It writes nothing, and needs no lease. */
export function createHistoryReader(options: CallOptions): HistoryReader {
  const calls = createCalls(options);
  return {
    async head(organization) {
      return (await readHead(calls, organization))?.head ?? null;
    },

    async epochAt(organization, at) {
      const [item] = await calls.query(epochBegunBy(calls.table, organization, at));
      return item === undefined ? null : parseEpoch(item);
    },

    async rows(organization, epoch, upTo) {
      return parseRows(await calls.query(rowsUpTo(calls.table, organization, epoch, upTo)));
    },
  };
}
