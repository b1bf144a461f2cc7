/** How much memory an export holds, whatever its length: rows are made as they are asked for, so that only the export keeps any. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { changeItem, parseRows } from '../../lib/adapters/dynamodb/items/history.ts';
import { createPast } from '../../lib/core/history/past.ts';
import type { PastReader } from '../../lib/core/history/past-reader.ts';
import type { EpochRows } from '../../lib/core/history/reader.ts';
import { INITIAL_MONITOR } from '../../lib/core/rules/state.ts';
import { DAY, type Instant, plus } from '../../lib/core/time.ts';
import { asLines, exported } from '../../lib/history/index.ts';
import { BEGINNING, createFleet } from './fleet.ts';
import { ORGANIZATION } from './ours.ts';

/** As many rows as a query's page of 1 MB has. */
const PAGE_ROWS = 2_000;

export interface ExportMeasured {
  readonly records: number;
  readonly megabytes: number;
  /** The largest heap in use after a collection, in MB. */
  readonly heap: number;
}

/** Exports so many changes, and looks at the heap all the while. */
export async function measureExport(records: number): Promise<ExportMeasured> {
  const expires = plus(BEGINNING, 1_000 * DAY);
  const epoch = { id: BEGINNING, start: BEGINNING, ends: null, expires };
  const end = plus(BEGINNING, 600 * DAY);
  const absent = async (): Promise<never> => {
    throw new Error('An export of changes does not ask for this.');
  };
  const nothing = async function* (): AsyncGenerator<never> {};
  const reader: PastReader = {
    ...{
      organizations: absent,
      epochAt: absent,
      rows: absent,
      groups: absent,
      group: absent,
      silences: absent,
    },
    ...{ pages: nothing, pagesOfGroup: nothing, runs: nothing },
    head: async () => ({
      ...{
        revision: 1,
        created: BEGINNING,
        attempts: 0,
        lastFailure: null,
        accounted: end,
        disagreements: 0,
      },
      lastComplete: {
        reading: { from: end, to: end },
        counts: { connected: 0, warning: 0, disconnected: 0, unknown: 0 },
      },
      ...{ epoch: null, nextEpoch: null, monitor: { ...INITIAL_MONITOR, watching: BEGINNING } },
    }),
    epochs: async () => [epoch],
    pagesOfChanges: () => pagesOf(records, expires),
  };
  const past = createPast({ reader, now: () => end, retention: 1_000 * DAY });
  const sight = await past.sight(ORGANIZATION, { from: BEGINNING, to: end });
  if ('why' in sight) throw new Error(sight.detail);
  let [bytes, lines, pages, heap] = [0, 0, 0, 0];
  const asked = { organization: ORGANIZATION, what: 'changes', sight } as const;
  for await (const text of asLines('changes', 'csv', exported(past, asked))) {
    bytes += text.length;
    lines += text.split('\r\n').length - 1;
    pages += 1;
    if (pages % 10 === 0) heap = Math.max(heap, inUse());
  }
  if (lines !== records + 1) throw new Error(`${lines} lines were written for ${records} records.`);
  return { records, megabytes: bytes / 1e6, heap };
}

/** Pages of items as the table gives them, parsed anew each time: one page's items, over and over. */
async function* pagesOf(records: number, expires: Instant): AsyncGenerator<EpochRows> {
  const epoch = { id: BEGINNING, start: BEGINNING, expires, snapshotBytes: 0, changeBytes: 0 };
  const polls = [...createFleet(PAGE_ROWS).days(1)];
  const items = polls.flatMap(({ changes }) =>
    changes.map(({ change }) => changeItem(ORGANIZATION, epoch, change)),
  );
  for (let left = records; left > 0; left -= items.length) yield parseRows(items.slice(0, left), expires);
}

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** Megabytes of the heap that are in use after a collection. */
function inUse(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / 1e6;
}
