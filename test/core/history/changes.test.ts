import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../lib/core/fleet/change.ts';
import { type ChangeFilter, changesIn, gather } from '../../../lib/core/history/changes.ts';
import type { PastReader } from '../../../lib/core/history/past-reader.ts';
import type { SeenStretch, Sight } from '../../../lib/core/history/range.ts';
import type { EpochEntry, EpochRows } from '../../../lib/core/history/reader.ts';
import { aGroup, anEpoch, at, epochEntry } from '../../support/builders.ts';

const gap = (from: number, to: number) => ({ from: at(from), to: at(to), why: 'No run was started.' });

function change(group: string, seq: number, minutes: number, override: Partial<Change> = {}): Change {
  return {
    ...{ group, seq, after: at(minutes - 1), by: at(minutes), kinds: ['status'] },
    ...{ differences: { status: ['connected', 'warning'] }, incident: null, events: [] },
    ...override,
  };
}

const first = epochEntry(anEpoch(), { ends: at(40) });
const second = epochEntry(anEpoch({ id: 'e2', start: at(40) }));

/** Minutes 10 to 60, of which two epochs answer for the parts before and after minute 40. */
const sight: Sight = {
  range: { from: at(10), to: at(60) },
  seen: [
    { epoch: first, from: at(10), to: at(40) },
    { epoch: second, from: at(40), to: at(60) },
  ],
  unseen: [],
  asOf: at(60),
  changesAfter: at(10),
  isNow: false,
};

type Rows = Partial<EpochRows>;

/** Reads each epoch's rows as one page, and notes which were asked for of one group alone. */
function reader(e1: Rows, e2: Rows = {}): PastReader & { readonly asked: string[] } {
  const asked: string[] = [];
  const rowsOf = ({ id }: EpochEntry): EpochRows => ({
    ...{ snapshot: [], changes: [], gaps: [] },
    ...(id === first.id ? e1 : e2),
  });
  const pages = {
    asked,
    async *pagesOfChanges(_organization: string, epoch: EpochEntry) {
      yield rowsOf(epoch);
    },
    async *pagesOfGroup(_organization: string, seen: readonly SeenStretch[], group: string) {
      for (const stretch of seen) {
        asked.push(`${group} in ${stretch.epoch.id}`);
        yield { stretch, rows: rowsOf(stretch.epoch) };
      }
    },
  };
  return pages as unknown as PastReader & { readonly asked: string[] };
}

const changes = (e1: Rows, e2: Rows = {}, filter: ChangeFilter = {}, seen: Sight = sight) =>
  gather(seen, changesIn(reader(e1, e2), 'acme', seen, filter));
const numbers = ({ changes: found }: { readonly changes: readonly Change[] }): readonly string[] =>
  found.map(({ group, seq }) => `${group}-${seq}`);

describe('the changes of a range', () => {
  test('are those after its beginning, up to its end, epoch after epoch', async () => {
    const e1 = { changes: [change('7', 1, 10), change('7', 2, 11), change('7', 3, 40), change('7', 4, 41)] };
    const e2 = { changes: [change('7', 4, 41), change('7', 5, 60), change('7', 6, 61)] };
    const answer = await changes(e1, e2);
    expect(numbers(answer)).toEqual(['7-2', '7-3', '7-4', '7-5']);
    expect(answer).toMatchObject({
      ...{ answered: true, range: sight.range, asOf: at(60), unseen: [], holes: [] },
    });
  });

  test('can be those of some kinds, whatever else they are', async () => {
    const renamed = change('7', 2, 20, { kinds: ['status', 'configuration'] });
    const e1 = { changes: [change('7', 1, 15), renamed, change('8', 1, 25, { kinds: ['hub'] })] };
    expect(numbers(await changes(e1, {}, { kinds: ['configuration', 'hub'] }))).toEqual(['7-2', '8-1']);
    expect(numbers(await changes(e1, {}, { kinds: [] }))).toEqual([]);
  });

  test('can be those of one group, which is all that is read then', async () => {
    const asked = reader({ changes: [change('7', 1, 15), change('8', 1, 25)] });
    const pages = changesIn(asked, 'acme', sight, { group: '8' });
    expect(numbers(await gather(sight, pages))).toEqual(['8-1']);
    expect(asked.asked).toEqual(['8 in e1', '8 in e2']);
  });
});

describe('gaps among the changes', () => {
  test.each([
    ['ends where the range begins is none of it', gap(0, 10), []],
    ['reaches into the range stands whole', gap(5, 12), [gap(5, 12)]],
    ['reaches out of it stands whole', gap(55, 70), [gap(55, 70)]],
    ['begins where the range ends is none of it', gap(60, 70), []],
  ])('one that %s', async (_what, one, met) => {
    expect((await changes({ gaps: [one] })).gaps).toEqual(met);
  });

  test('begin no earlier than the epoch that has them', async () => {
    expect((await changes({}, { gaps: [gap(35, 45), gap(30, 40)] })).gaps).toEqual([gap(40, 45)]);
  });
});

describe('numbers that are missing between two changes of a group', () => {
  test('are named, by group', async () => {
    const e1 = { changes: [change('7', 2, 15), change('8', 9, 16), change('7', 5, 17)] };
    const e2 = { changes: [change('7', 6, 45), change('8', 11, 46)] };
    expect((await changes(e1, e2)).holes).toEqual([
      { group: '7', from: 3, to: 4 },
      { group: '8', from: 10, to: 10 },
    ]);
  });

  test('are no loss where the group comes whole again', async () => {
    const whole = change('7', 5, 17, { differences: { group: [null, aGroup({ id: '7' })] } });
    expect((await changes({ changes: [change('7', 2, 15), whole] })).holes).toEqual([]);
  });

  test('are not known across a stretch of which nothing is known', async () => {
    const [one, two] = sight.seen;
    if (one === undefined || two === undefined) throw new Error('Two stretches are seen.');
    const apart = { ...sight, seen: [{ ...one, to: at(35) }, two] };
    const rows = [{ changes: [change('7', 2, 15)] }, { changes: [change('7', 5, 45)] }] as const;
    expect((await changes(...rows, {}, apart)).holes).toEqual([]);
    expect((await changes(...rows)).holes).toEqual([{ group: '7', from: 3, to: 4 }]);
  });
});
