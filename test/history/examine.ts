/** Asks every question about a story and lays the answers beside the oracle's. */
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Past } from '../../lib/core/history/past.ts';
import type { Range } from '../../lib/core/history/range.ts';
import { type Instant, instant } from '../../lib/core/time.ts';
import * as expected from './expected.ts';
import { factsOf, type Oracle } from './oracle.ts';

/** A place in a story to ask about: a share of its length, then moved onto or beside something that happened. */
export interface Place {
  readonly share: number;
  readonly onto: 'nothing' | 'reading' | 'epoch' | 'gap' | 'horizon';
  readonly beside: -1 | 0 | 1;
}

export interface Examined {
  readonly oracle: Oracle;
  readonly past: Past;
  readonly now: number;
  readonly retention: number;
}

export const place: fc.Arbitrary<Place> = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  onto: fc.constantFrom('nothing', 'reading', 'reading', 'epoch', 'gap', 'horizon'),
  beside: fc.constantFrom(-1, 0, 0, 1),
});

/** The instant that a place means. */
export function placed({ oracle, now, retention }: Examined, { share, onto, beside }: Place): number {
  const begin = (oracle.readings[0]?.from ?? now) - 3_600_000;
  const at = Math.round(begin + share * (now + 600_000 - begin));
  const choices: Readonly<Record<Place['onto'], readonly number[]>> = {
    nothing: [],
    reading: oracle.readings.flatMap(({ from, to }) => [to, to, from]),
    epoch: oracle.epochs.map(({ start }) => start),
    gap: oracle.gaps.flatMap(({ from, to }) => [from, to, Math.round((from + to) / 2)]),
    horizon: [now - retention],
  };
  const some = choices[onto];
  return (some[Math.floor(share * some.length)] ?? at) + beside;
}

export async function examineInstant(examined: Examined, at: number): Promise<void> {
  const { oracle, past, now, retention } = examined;
  const answer = await past.snapshot('acme', instant(at));
  const was = expected.fleet(oracle, at, now, retention);
  if (was === null) {
    expect(answer).toMatchObject({ answered: false });
    return;
  }
  if (!answer.answered) throw new Error(answer.detail);
  expect(answer.groups.map(({ presence, group }) => factsOf(presence, group))).toEqual(was);
  expect(answer.holes).toEqual([]);
  expect(answer.gap !== null).toBe(oracle.isInGap(Math.min(at, Date.parse(answer.asOf))));
}

export async function examineRange(examined: Examined, from: number, to: number): Promise<void> {
  const { oracle, past, now, retention } = examined;
  const range: Range = { from: instant(from), to: instant(to) };
  const asked = { from, to, now, retention };
  if (oracle.readings.length === 0) {
    expect(await past.uptime('acme', { range })).toMatchObject({ answered: false, why: 'never watched' });
    return;
  }
  await examineChanges(examined, range, expected.changes(oracle, asked));
  await examineUptime(examined, range);
  await examineDiff(examined, range);
  for (const id of oracle.lives.keys()) {
    const timeline = await past.timeline('acme', id, range);
    if (!timeline.answered) throw new Error(timeline.detail);
    const stretches = timeline.stretches.map((one) => `${one.from} ${one.to} ${one.standing} ${one.why}`);
    expect(stretches).toEqual(expected.stretches(oracle, id, asked));
    expect(timeline.holes).toEqual([]);
    for (const { from: at, facts } of timeline.stretches) {
      const seen = oracle.sighting(id, Date.parse(at));
      if (facts !== null && seen !== null)
        expect(factsOf(facts.presence, facts.group)).toBe(factsOf(seen.presence, seen.group));
    }
  }
}

async function examineChanges(
  { oracle, past }: Examined,
  range: Range,
  was: readonly string[],
): Promise<void> {
  const answer = await past.changes('acme', range);
  if (!answer.answered) throw new Error(answer.detail);
  expect(answer.holes).toEqual([]);
  const told = answer.changes.map(({ by, group }) => {
    const seen = oracle.sighting(group, Date.parse(by));
    return `${by} ${group} ${seen === null ? 'never seen' : factsOf(seen.presence, seen.group)}`;
  });
  expect([...told].sort()).toEqual(was);
  for (const id of oracle.lives.keys()) {
    const ofGroup = await past.changes('acme', range, { group: id });
    expect(ofGroup).toMatchObject({ changes: answer.changes.filter(({ group }) => group === id) });
  }
}

async function examineUptime({ oracle, past, now, retention }: Examined, range: Range): Promise<void> {
  const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
  const middle = Math.round((from + to) / 2);
  const cuts: readonly Instant[] = middle > from && middle < to ? [instant(middle)] : [];
  for (const [asked, edges] of [
    [{ range }, [from, to]],
    [{ range, cuts }, [from, ...cuts.map((cut) => Date.parse(cut)), to]],
  ] as const) {
    const answer = await past.uptime('acme', asked);
    if (!answer.answered) throw new Error(answer.detail);
    for (const [index, part] of answer.parts.entries()) {
      const [begin = from, end = to] = [edges[index], edges[index + 1]];
      for (const { group, times } of part.groups) {
        const { connected, degraded, down, unknown, maintenance } = times;
        expect(connected + degraded + down + unknown + maintenance).toBe(end - begin);
        const because = Object.entries(times.unknownBecause).filter(([, length]) => length !== 0);
        expect({
          ...{ connected, degraded, down, unknown, because: Object.fromEntries(because) },
          ...{ reduced: times.reduced, uncertain: times.uncertain, outages: times.outages },
          longest: times.longestOutage?.down ?? 0,
        }).toEqual(expected.uptime(oracle, group, { from: begin, to: end, now, retention }, to));
      }
      const { times, groups } = part.fleet;
      expect(times.connected + times.degraded + times.down + times.unknown).toBe(groups * (end - begin));
      const byRegion = part.regions.reduce((sum, region) => sum + region.times.connected, 0);
      expect(byRegion).toBe(times.connected);
    }
  }
}

async function examineDiff({ oracle, past, now, retention }: Examined, range: Range): Promise<void> {
  const answer = await past.diff('acme', range.from, range.to);
  const [was, is] = [range.from, range.to].map((at) =>
    expected.fleet(oracle, Date.parse(at), now, retention),
  );
  if (was == null || is == null) {
    expect(answer).toMatchObject({ answered: false });
    return;
  }
  if (!answer.answered) throw new Error(answer.detail);
  const id = (facts: string): string => String(JSON.parse(facts)[1]);
  const differing = [
    ...was.filter((facts) => !is.includes(facts)),
    ...is.filter((facts) => !was.includes(facts)),
  ];
  const ids = [...new Set(differing.map(id))].sort((a, b) => Number(a) - Number(b));
  expect(answer.groups.map(({ group }) => group)).toEqual(ids);
}
