/** The past of one group, without reading what became of the others. */
import type { StretchPage } from '../../core/history/past-reader.ts';
import type { SeenStretch } from '../../core/history/range.ts';
import { HOUR, instant } from '../../core/time.ts';
import type { Clock } from '../../sync/ports.ts';
import { batchGet } from './batch-get.ts';
import type { CallOptions, Calls } from './calls.ts';
import { parseRows } from './items/history.ts';
import type { RawItem } from './items/parse.ts';
import { epochPartition, type Key, snapshotKey } from './keys.ts';
import { changesOfGroupBetween, gapsOf, keysOfChanges } from './requests/history.ts';
import { getItem } from './requests/items.ts';

/**
 * The index follows the table by a moment, and a run's last write comes up to 15 minutes after the reading that it is
 * about. Changes younger than this are read from the table itself.
 */
const SETTLED_AFTER = HOUR;

/** Epochs whose rows are held in memory together. */
const EPOCHS_AT_ONCE = 25;

/** What is asked: the stretches in the order of time, and one group's id. */
export interface GroupAsked {
  readonly organization: string;
  readonly seen: readonly SeenStretch[];
  readonly group: string;
}

/** What it is read with; the clock says which changes are so young that the index may not have them yet. */
export type ReaderOptions = CallOptions & { readonly clock: Clock };

type Options = ReaderOptions & { readonly calls: Calls };

/**
 * One page for each stretch: the group's snapshot row, the epoch's gaps, and the group's changes up to the stretch's end,
 * found by the index of changes. Epochs that began before gaps were keyed apart are read whole.
 */
export async function* pagesOfGroup(options: Options, asked: GroupAsked): AsyncGenerator<StretchPage> {
  const isOld = ({ epoch }: SeenStretch): boolean => epoch.gapsApart !== true;
  const [old, found] = [asked.seen.filter(isOld), asked.seen.filter((stretch) => !isOld(stretch))];
  for (const stretch of old) yield page(stretch, await readWhole(options, asked, stretch));
  for (let from = 0; from < found.length; from += EPOCHS_AT_ONCE)
    yield* readByIndex(options, asked, found.slice(from, from + EPOCHS_AT_ONCE));
}

function page(stretch: SeenStretch, items: readonly RawItem[]): StretchPage {
  return { stretch, rows: parseRows(items, stretch.to) };
}

async function readWhole(
  { calls }: Options,
  { organization, group }: GroupAsked,
  { epoch, to }: SeenStretch,
): Promise<readonly RawItem[]> {
  const { table } = calls;
  const row = await calls.get(getItem(table, snapshotKey(organization, epoch.id, group)));
  const gaps = await calls.query(gapsOf(table, organization, epoch));
  const between = { after: null, upTo: to };
  const changes = await calls.query(changesOfGroupBetween(table, organization, epoch, group, between));
  return [...(row === null ? [] : [row]), ...gaps, ...changes];
}

async function* readByIndex(
  options: Options,
  { organization, group }: GroupAsked,
  seen: readonly SeenStretch[],
): AsyncGenerator<StretchPage> {
  const { calls, clock } = options;
  const { table } = calls;
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined) return;
  const settled = instant(clock.now() - SETTLED_AFTER);
  const indexed = { from: first.epoch.start, to: settled < last.to ? settled : last.to };
  const [keys, gaps, recent] = await Promise.all([
    indexed.from > indexed.to ? [] : calls.query(keysOfChanges(table, organization, group, indexed)),
    Promise.all(seen.map(({ epoch }) => calls.query(gapsOf(table, organization, epoch)))),
    Promise.all(
      seen.map(({ epoch, to }) =>
        to <= settled
          ? []
          : calls.query(
              changesOfGroupBetween(table, organization, epoch, group, { after: settled, upTo: to }),
            ),
      ),
    ),
  ]);
  const partitions = seen.map(({ epoch }) => epochPartition(organization, epoch.id));
  const rows = await batchGet(options, [
    ...seen.map(({ epoch }) => snapshotKey(organization, epoch.id, group)),
    ...keys.map(keyOf).filter(({ pk }) => partitions.includes(pk)),
  ]);
  const byPartition = inOrder(rows);
  for (const [index, stretch] of seen.entries()) {
    const ofEpoch = byPartition.get(partitions[index] ?? '') ?? [];
    yield page(stretch, [...ofEpoch, ...(gaps[index] ?? []), ...(recent[index] ?? [])]);
  }
}

function keyOf({ pk, sk }: RawItem): Key {
  return { pk: String(pk), sk: String(sk) };
}

/** Items by their partitions, in the order of their sort keys. */
function inOrder(items: readonly RawItem[]): ReadonlyMap<string, readonly RawItem[]> {
  const byPartition = new Map<string, RawItem[]>();
  for (const item of items) {
    const { pk } = keyOf(item);
    byPartition.set(pk, [...(byPartition.get(pk) ?? []), item]);
  }
  for (const rows of byPartition.values()) rows.sort((a, b) => (keyOf(a).sk < keyOf(b).sk ? -1 : 1));
  return byPartition;
}
