import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../lib/core/fleet/change.ts';
import { everyStep, fleetsAt } from '../../../lib/core/history/fleets.ts';
import type { PastReader } from '../../../lib/core/history/past-reader.ts';
import type { SeenStretch, Sight } from '../../../lib/core/history/range.ts';
import type { EpochEntry, EpochRows } from '../../../lib/core/history/reader.ts';
import { type Instant, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, anEpoch, at, epochEntry } from '../../support/builders.ts';

const named = (name: string) => aGroup({ id: '7', name });
const renamed = (seq: number, minutes: number, from: string, to: string): Change => ({
  ...{ group: '7', seq, after: at(minutes - 1), by: at(minutes), kinds: ['configuration'] },
  ...{ differences: { name: [from, to] }, incident: null, events: [] },
});
const gap = { from: at(12), to: at(18), why: 'No run was started.' };

/** Two epochs; the group is called by what it was called last: `A` from 0, `B` from 20, `C` from 40, `D` from 60. */
const ROWS: Readonly<Record<string, readonly EpochRows[]>> = {
  e1: [
    { snapshot: [{ id: '7', seq: 1, presence: 'listed', group: named('A') }], changes: [], gaps: [gap] },
    { snapshot: [], changes: [renamed(2, 20, 'A', 'B')], gaps: [] },
  ],
  e2: [
    {
      snapshot: [{ id: '7', seq: 3, presence: 'listed', group: named('C') }],
      changes: [renamed(4, 60, 'C', 'D')],
      gaps: [],
    },
  ],
};
const first = { epoch: epochEntry(anEpoch(), { ends: at(40) }), from: at(0), to: at(40) };
const second = { epoch: epochEntry(anEpoch({ id: 'e2', start: at(40) })), from: at(40), to: at(90) };

async function ask(seen: readonly SeenStretch[], instants: readonly Instant[]) {
  const read: string[] = [];
  const reader = {
    async *pages(_organization: string, { id }: EpochEntry) {
      read.push(id);
      yield* ROWS[id] ?? [];
    },
  } as unknown as PastReader;
  const range = { from: at(0), to: at(90) };
  const sight: Sight = { range, seen, unseen: [], asOf: at(90), changesAfter: at(0), isNow: false };
  const fleets: string[] = [];
  for await (const fleet of fleetsAt(reader, 'acme', sight, instants)) {
    const minute = (Date.parse(fleet.at) - Date.parse(at())) / MINUTE;
    fleets.push(`${minute} ${fleet.groups[0]?.group.name}${fleet.gap === null ? '' : ' in a gap'}`);
  }
  return { fleets, read };
}

describe('the fleet at many instants', () => {
  test.each([
    ['at the beginning', [0], ['0 A']],
    ['before a change, at it and after', [19, 20, 21], ['19 A', '20 B', '21 B']],
    ['in a gap, not at its ends', [12, 15, 18], ['12 A', '15 A in a gap', '18 A']],
    ['where the next epoch begins, from its snapshot', [39, 40, 59, 60], ['39 B', '40 C', '59 C', '60 D']],
    ['at the end, and not after', [90, 91], ['90 D']],
  ])('%s', async (_what, minutes, is) => {
    expect((await ask([first, second], minutes.map(at))).fleets).toEqual(is);
  });

  test('leaves out instants that nothing is known of', async () => {
    const late = { ...second, from: at(50) };
    const { fleets } = await ask([{ ...first, to: at(30) }, late], [-5, 30, 31, 45, 50].map(at));
    expect(fleets).toEqual(['30 B', '50 C']);
  });

  test('reads no epoch without an instant in it, and none after the last', async () => {
    expect((await ask([first, second], [50, 70].map(at))).read).toEqual(['e2']);
    expect((await ask([first, second], [5, 15].map(at))).read).toEqual(['e1']);
    expect(await ask([first, second], [])).toEqual({ fleets: [], read: [] });
  });
});

test('steps through a range begin with it, and end with it where one falls there', () => {
  const steps = (to: number) => [...everyStep({ from: at(0), to: at(to) }, 10 * MINUTE)];
  expect(steps(20)).toEqual([at(0), at(10), at(20)]);
  expect(steps(19)).toEqual([at(0), at(10)]);
});
