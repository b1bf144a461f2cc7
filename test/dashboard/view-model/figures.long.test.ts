import { beforeAll, describe, expect, test } from '@jest/globals';
import { createPast, type Past } from '../../../lib/core/history/past.ts';
import { daysWithin } from '../../../lib/core/history/zone.ts';
import { DAY, epochMilliseconds, type Instant, instant, plus } from '../../../lib/core/time.ts';
import { figuresOf, timesBetween } from '../../../lib/dashboard/view-model/figures.ts';
import { lanesOf } from '../../../lib/dashboard/view-model/lanes.ts';
import { stripsView } from '../../../lib/dashboard/view-model/strips.ts';
import { memoryReader } from '../../history/memory-past.ts';
import { aDemoWorld, type World } from '../a-world.ts';

/** As long as what is shown, it would take three times as long. */
const DAYS = 30;

let world: World;
let past: Past;
let to: Instant;
let ids: readonly string[];
beforeAll(async () => {
  world = await aDemoWorld(DAYS);
  to = instant(world.now());
  past = createPast({ reader: memoryReader(world.monitor.store), now: () => to, retention: 396 * DAY });
  // Some that had a quiet time, and everybody who had not.
  ids = world.monitor.store
    .contents('acme')
    .groups.filter(({ seq, id }) => seq > 6 || Number(id) % 20 === 0)
    .map(({ id }) => id);
}, 60_000);

/** What is known; throws where it is not. */
function answered<T extends { readonly answered: boolean }>(answer: T): Extract<T, { answered: true }> {
  if (!answer.answered) throw new Error('refused');
  return answer as Extract<T, { answered: true }>;
}

describe('The figures beside a timeline', () => {
  test.each([1, 7, 29])('over %i days are those that uptime has', async (days) => {
    const range = { from: plus(to, -DAYS * DAY), to };
    for (const id of ids) {
      const { stretches } = answered(await past.timeline('acme', id, range));
      const asked = { range: { from: plus(to, -days * DAY), to }, group: id };
      const [part] = answered(await past.uptime('acme', asked)).parts;
      const times = part?.fleet.times;
      if (times === undefined) throw new Error('no part');
      const own = timesBetween(stretches, epochMilliseconds(asked.range.from), epochMilliseconds(to));
      const { connected, degraded, down, unknown, outages } = times;
      // A group that was removed before the range is not in it.
      if (part?.fleet.groups === 0) continue;
      expect({ id, ...own }).toMatchObject({ id, connected, degraded, down, unknown, outages });
      expect(figuresOf(stretches, to, days)).toMatchObject(part?.fleet.rates ?? {});
    }
  });
});

describe('The strips', () => {
  test('say of each day of each group what uptime says of it', async () => {
    const cuts = daysWithin({ from: plus(to, -(DAYS + 1) * DAY), to }, 'Europe/Berlin').slice(-DAYS);
    const range = { from: cuts[0] ?? to, to };
    const strips = answered(await past.strips('acme', range, cuts));
    const uptime = answered(await past.uptime('acme', { range, cuts }));
    expect(strips.parts).toEqual(uptime.parts.map((part) => part.range));
    for (const [index, part] of uptime.parts.entries())
      for (const { group, times } of part.groups) {
        const strip = strips.groups.get(group);
        expect([group, strip?.connected[index], strip?.degraded[index], strip?.down[index]]).toEqual([
          group,
          times.connected,
          times.degraded,
          times.down,
        ]);
        const { unknown, unknownBecause: because } = times;
        const elsewhere = because['not there'] + because['before the watch'] + because['not seen yet'];
        expect([group, strip?.unknown[index]]).toEqual([group, unknown - elsewhere]);
      }
    const view = stripsView(strips);
    for (const { group, rates } of answered(await past.uptime('acme', { range })).parts[0]?.groups ?? [])
      expect(view.groups[group]?.availability).toBe(rates.availability);
  });

  test('mark every incident that history has, and the holes', async () => {
    const range = { from: plus(to, -DAYS * DAY), to };
    const { marks, gaps } = stripsView(answered(await past.strips('acme', range, [])));
    const sight = await past.sight('acme', range);
    if ('why' in sight) throw new Error(sight.detail);
    const spans: string[] = [];
    for await (const page of past.incidentsOf('acme', sight)) spans.push(...page.map(({ id }) => id));
    expect(marks.map(({ incident }) => incident).sort()).toEqual(spans.sort());
    expect(gaps).toHaveLength(3);
  });
});

describe('The lanes', () => {
  test('cover the whole range, and a hub is never down under a group that is connected for no reason', async () => {
    const range = { from: plus(to, -DAYS * DAY), to };
    for (const id of ids) {
      const timeline = answered(await past.timeline('acme', id, range));
      for (const { stretches } of lanesOf(timeline)) {
        expect(stretches[0]?.from).toBe(epochMilliseconds(range.from));
        expect(stretches.at(-1)?.to).toBe(epochMilliseconds(range.to));
        for (const [index, stretch] of stretches.entries())
          if (index > 0) expect([id, stretch.from]).toEqual([id, stretches[index - 1]?.to]);
      }
      const [own, ...hubs] = lanesOf(timeline);
      for (const { from, to: end, kind } of own?.stretches ?? []) {
        if (kind !== 'down') continue;
        for (const { stretches } of hubs)
          expect(stretches.filter((one) => one.from < end && one.to > from).map((one) => one.kind)).toEqual([
            'down',
          ]);
      }
    }
  });
});
