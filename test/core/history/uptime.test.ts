import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../lib/core/fleet/change.ts';
import type { Group, Status } from '../../../lib/core/fleet/group.ts';
import type { MaintenanceOf } from '../../../lib/core/history/maintenance.ts';
import type { Sight } from '../../../lib/core/history/range.ts';
import {
  countUptime,
  type Rated,
  totalOf,
  type UptimeAnswer,
  type UptimeCount,
  worstFirst,
} from '../../../lib/core/history/uptime.ts';
import type { Piece } from '../../../lib/core/history/walk.ts';
import { type Bounds, epochMilliseconds, type Instant, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, aHub, at } from '../../support/builders.ts';

/** Minutes 0 to 100. */
const sight: Sight = {
  range: { from: at(0), to: at(100) },
  seen: [],
  unseen: [],
  asOf: at(100),
  changesAfter: at(0),
  isNow: true,
};

const ms = (minutes: number): number => epochMilliseconds(at(minutes));
const bounds = (minutes: number): Bounds => ({ after: at(minutes - 1), by: at(minutes) });
const gap = (from: number, to: number) => ({ from: at(from), to: at(to), why: 'No run was started.' });

/** A group as it was from one minute to another; its change was seen at the first. */
function piece(from: number, to: number, status: Status, override: Partial<Group> = {}): Piece {
  const group = aGroup({ id: '7', status, ...override });
  return {
    ...{ group: group.id, from: ms(from), to: ms(to), facts: { presence: 'listed', group } },
    ...{ began: bounds(from), sureUntil: ms(to), isLost: false },
  };
}

function change(minutes: number, incident: string, override: Partial<Change> = {}): Change {
  return {
    ...{ group: '7', seq: 2, after: at(minutes - 1), by: at(minutes), kinds: ['status'] },
    ...{ differences: {}, incident, events: [] },
    ...override,
  };
}

function uptime(
  tell: (count: UptimeCount) => void,
  cuts: readonly Instant[] = [],
  maintenance: MaintenanceOf | null = null,
  seen: Sight = sight,
): UptimeAnswer {
  const count = countUptime(seen, cuts, maintenance);
  tell(count);
  return count.answer();
}

/** Minutes of a group, in each part. */
function minutes({ parts }: UptimeAnswer, id = '7'): readonly string[] {
  return parts.map(({ groups }) => {
    const times = groups.find(({ group }) => group === id)?.times;
    if (times === undefined) return 'not counted';
    const { connected, degraded, down, unknown, maintenance } = times;
    const words = Object.entries({ connected, degraded, down, unknown, maintenance });
    return words.flatMap(([word, time]) => (time === 0 ? [] : [`${time / MINUTE} ${word}`])).join(', ');
  });
}

describe('the uptime of a group', () => {
  test('adds up what it was; where it was not there nobody knows', () => {
    const answer = uptime(({ piece: add }) => {
      add(piece(20, 50, 'connected'));
      add(piece(50, 70, 'warning'));
      add(piece(70, 80, 'disconnected'));
      add(piece(80, 90, 'unknown'));
    });
    expect(minutes(answer)).toEqual(['30 connected, 20 degraded, 10 down, 40 unknown']);
    expect(answer.parts[0]?.fleet.times.unknownBecause).toMatchObject({
      ...{ 'no word': 10 * MINUTE, 'not there': 30 * MINUTE },
    });
  });

  test('is counted part by part where the range is divided, also a piece over a cut', () => {
    const answer = uptime(({ piece: add }) => add(piece(20, 90, 'connected')), [at(30), at(60)]);
    expect(minutes(answer)).toEqual(['10 connected, 20 unknown', '30 connected', '30 connected, 10 unknown']);
    expect(answer.parts.map(({ range }) => range)).toEqual([
      { from: at(0), to: at(30) },
      { from: at(30), to: at(60) },
      { from: at(60), to: at(100) },
    ]);
  });

  test('is not divided at its own edges, nor outside of them', () => {
    const cuts = [at(-10), at(0), at(100), at(110)];
    expect(uptime(() => undefined, cuts).parts).toHaveLength(1);
  });

  test('leaves out maintenance', () => {
    const answer = uptime(
      ({ piece: add }) => add(piece(0, 100, 'disconnected')),
      [],
      () => ({ from: [ms(10)], to: [ms(40)] }),
    );
    expect(minutes(answer)).toEqual(['70 down, 30 maintenance']);
  });

  test('counts as reduced what it was connected with a hub down', () => {
    const hubs = [aHub({ status: 'down' }), aHub({ id: '2', status: 'up' })];
    const answer = uptime(({ piece: add }) => {
      add(piece(0, 40, 'connected', { hubs }));
      add(piece(40, 70, 'warning', { hubs }));
      add(piece(70, 100, 'connected'));
    });
    expect(answer.parts[0]?.fleet.times).toMatchObject({ reduced: 40 * MINUTE, connected: 70 * MINUTE });
  });

  test('counts as uncertain what may already have been over, but not what was unknown anyway', () => {
    const answer = uptime((count) => {
      count.gap(gap(60, 70));
      count.piece({ ...piece(0, 40, 'connected'), sureUntil: ms(35) });
      count.piece({ ...piece(40, 100, 'disconnected'), sureUntil: ms(50) });
    });
    expect(answer.parts[0]?.fleet.times.uncertain).toBe((5 + 10 + 30) * MINUTE);
  });

  test('says why nothing is known of stretches, as far as they lie in a part', () => {
    const seen: Sight = { ...sight, unseen: [{ from: at(20), to: at(50), why: 'expired' }] };
    const answer = uptime(({ piece: add }) => add(piece(50, 100, 'connected')), [at(30)], null, seen);
    expect(answer.parts.map(({ fleet }) => fleet.times.unknownBecause)).toMatchObject([
      { expired: 10 * MINUTE, 'not there': 20 * MINUTE },
      { expired: 20 * MINUTE, 'not there': 0 },
    ]);
  });
});

describe('outages', () => {
  const outagesOf = (...pieces: readonly Piece[]) => {
    const [part] = uptime(({ piece: add }) => pieces.forEach(add)).parts;
    const { outages, longestOutage } = part?.fleet.times ?? { outages: 0, longestOutage: null };
    return { outages, down: (longestOutage?.down ?? 0) / MINUTE, ended: longestOutage?.ended ?? null };
  };

  test('end with what is positively not down', () => {
    expect(outagesOf(piece(10, 20, 'disconnected'), piece(20, 30, 'warning'))).toEqual({
      ...{ outages: 1, down: 10, ended: bounds(20) },
    });
  });

  test('go on through a word that says nothing', () => {
    const pieces = [piece(10, 20, 'disconnected'), piece(20, 30, 'unknown'), piece(30, 50, 'disconnected')];
    expect(outagesOf(...pieces)).toEqual({ outages: 1, down: 30, ended: null });
  });

  test('do not go on where nothing is kept of the time between', () => {
    const pieces = [piece(10, 20, 'disconnected'), piece(30, 50, 'disconnected')];
    expect(outagesOf(...pieces)).toEqual({ outages: 2, down: 20, ended: null });
  });

  test('of which one is as long as another: the first counts as the longest', () => {
    const between = piece(20, 30, 'connected');
    const pieces = [piece(10, 20, 'disconnected'), between, piece(30, 40, 'disconnected')];
    expect(outagesOf(...pieces)).toEqual({ outages: 2, down: 10, ended: bounds(20) });
  });

  test('end when the group is removed, and the next is another one', () => {
    const answer = uptime((count) => {
      count.piece(piece(10, 30, 'disconnected'));
      count.change(change(30, '7-2', { kinds: ['removed'] }));
      count.piece(piece(30, 40, 'disconnected'));
    });
    expect(answer.parts[0]?.fleet.times).toMatchObject({
      outages: 2,
      longestOutage: { group: '7', began: bounds(10), ended: bounds(30), down: 20 * MINUTE },
    });
  });

  test('that lie in two parts count in both', () => {
    const answer = uptime(({ piece: add }) => add(piece(20, 60, 'disconnected')), [at(50)]);
    expect(answer.parts.map(({ fleet }) => fleet.times)).toMatchObject([
      { outages: 1, longestOutage: { down: 30 * MINUTE } },
      { outages: 1, longestOutage: { down: 10 * MINUTE } },
    ]);
  });

  test('of a group that was never seen cannot end', () => {
    expect(
      uptime((count) => count.change(change(30, '7-2', { kinds: ['removed'] }))).parts[0]?.groups,
    ).toEqual([]);
  });
});

describe('incidents', () => {
  test('count once in each part in which something happened in them', () => {
    const answer = uptime(
      (count) => {
        count.piece(piece(0, 100, 'connected'));
        count.change(change(10, '7-2'));
        count.change(change(20, '7-2'));
        count.change(change(50, '7-5'));
        count.change(change(51, '7-5'));
        count.change(change(60, '7-8'));
        count.change({ ...change(70, '7-8'), incident: null });
      },
      [at(50)],
    );
    expect(answer.parts.map(({ fleet }) => fleet.times.incidents)).toEqual([2, 2]);
  });
});

describe('the fleet', () => {
  const answer = uptime((count) => {
    count.piece(piece(0, 100, 'connected', { id: '103', region: 'us-east-1' }));
    count.piece(piece(0, 50, 'connected', { id: '9', region: 'eu-west-3', name: 'Old' }));
    count.piece(piece(50, 100, 'disconnected', { id: '9', region: 'us-east-1', name: 'New' }));
    count.piece(piece(0, 100, 'warning', { id: '11', region: null }));
  });
  const [part] = answer.parts;

  test('stands in the order of ids, each group as it was last seen', () => {
    expect(part?.groups.map(({ group, name, region }) => [group, name, region])).toEqual([
      ['9', 'New', 'us-east-1'],
      ['11', 'Branch 1', null],
      ['103', 'Branch 1', 'us-east-1'],
    ]);
  });

  test('is added up by region, those without one first, and together', () => {
    expect(part?.regions.map(({ region, groups, rates }) => [region, groups, rates.availability])).toEqual([
      [null, 1, 0],
      ['us-east-1', 2, 0.75],
    ]);
    expect(part?.fleet).toMatchObject({ groups: 3, rates: { availability: 0.5 } });
  });

  test('or a region of it is added up by itself, and a region without groups is empty', () => {
    if (part === undefined) throw new Error('There is a part.');
    expect(totalOf(part, null)).toBe(part.fleet);
    expect(totalOf(part, 'us-east-1')).toMatchObject({ groups: 2, rates: { availability: 0.75 } });
    expect(totalOf(part, 'eu-west-3')).toMatchObject({ groups: 0, rates: { availability: null } });
  });

  test('is sorted worst first: the least available, the longest down, then by name, the unknown last', () => {
    const rated = (
      name: string | null,
      region: string | null,
      availability: number | null,
      down = 0,
    ): Rated => {
      if (part === undefined) throw new Error('There is a part.');
      const { times, rates } = part.fleet;
      return { name, region, times: { ...times, down }, rates: { ...rates, availability } };
    };
    const all = [
      rated('unknown', null, null),
      rated('b', null, 0.9),
      rated(null, 'a-region', 0.9),
      rated('whole', null, 1),
      rated('long down', null, 0.9, 5),
      rated('worst', null, 0),
      rated(null, null, 0.9),
    ];
    const expected = ['worst', 'long down', null, 'a-region', 'b', 'whole', 'unknown'];
    expect([...all].sort(worstFirst).map(({ name, region }) => name ?? region)).toEqual(expected);
    expect(
      [...all]
        .reverse()
        .sort(worstFirst)
        .map(({ name, region }) => name ?? region),
    ).toEqual(expected);
  });

  test('is told with the gaps that touch the range, and what is missing', () => {
    const hole = { group: '7', from: 3, to: 4 };
    const told = uptime((count) => {
      for (const one of [gap(-5, 0), gap(-5, 1), gap(99, 105), gap(100, 105)]) count.gap(one);
      count.hole(hole);
    });
    expect(told.gaps).toEqual([gap(-5, 1), gap(99, 105)]);
    expect(told).toMatchObject({ answered: true, holes: [hole], asOf: at(100), unseen: [] });
  });
});
