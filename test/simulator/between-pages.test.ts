import { describe, expect, test } from '@jest/globals';
import { fault } from '../../lib/simulator/fault.ts';
import type { Fleet } from '../../lib/simulator/fleet.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { aClock, aReader, aSimulator } from './a-simulator.ts';

/** Walks a fleet of 30 in pages of 10, oldest first, while `change` happens after the first page. */
async function walk(change: (fleet: Fleet, ids: readonly number[]) => void) {
  const now = aClock();
  const fleet = aFleet({ groups: 30, now });
  const simulator = await aSimulator({ now, fleet });
  const get = await aReader(simulator);
  const page = async (offset: number) =>
    (await get(`/networktunnelgroups?limit=10&offset=${offset}&sortBy=createdAt&sortOrder=asc`)).body;
  const before = [await page(0), await page(10), await page(20)].flatMap(({ data }) =>
    data.map(({ id }: { id: number }) => id),
  );
  simulator.afterPage(1, () => change(fleet, before));
  const pages = [await page(0), await page(10), await page(20)];
  const seen = pages.flatMap(({ data }) => data.map(({ id }: { id: number }) => id));
  return { before, seen, totals: pages.map(({ total }) => total), lastPage: pages[2] };
}

describe('Between two pages of one walk', () => {
  test('a removed group on the page already read makes the walk skip one', async () => {
    const { before, seen, totals } = await walk((fleet, ids) => fleet.remove(ids[3] ?? 0));
    expect(seen).toEqual([...before.slice(0, 10), ...before.slice(11)]);
    expect(totals).toEqual([30, 29, 29]);
  });

  test('a new group lands at the end, and the total moves', async () => {
    const { before, seen, totals } = await walk((fleet) => void fleet.create({ name: 'New' }));
    expect(seen).toEqual(before);
    expect(totals).toEqual([30, 31, 31]);
  });

  test('a group may fall after it was read', async () => {
    const { before, seen } = await walk((fleet, ids) => fleet.drop(ids[0] ?? 0));
    expect(seen).toEqual(before);
  });

  test('in order of name, a rename doubles one group and hides another', async () => {
    const now = aClock();
    const fleet = aFleet({ groups: 20, now });
    const simulator = await aSimulator({ now, fleet });
    const get = await aReader(simulator);
    const page = async (offset: number) =>
      (await get(`/networktunnelgroups?limit=10&offset=${offset}`)).body.data.map(
        ({ id }: { id: number }) => id,
      );
    const names = fleet.groups.map(({ name }) => name).sort();
    simulator.afterPage(1, (changed) => changed.rename(changed.named(names[15] ?? '').id, 'AAA'));
    const seen = [...(await page(0)), ...(await page(10))];
    expect(seen).toHaveLength(20);
    expect(new Set(seen).size).toBe(19);
  });

  test('a change happens once, and only pages that the API answered count, not a login page with 200', async () => {
    const now = aClock();
    const fleet = aFleet({ groups: 3, now });
    const simulator = await aSimulator({ now, fleet });
    const get = await aReader(simulator);
    let times = 0;
    simulator.afterPage(2, () => {
      times += 1;
    });
    simulator.faults.add(fault.loginPage(), { on: 'list', after: 1, times: 1 });
    const seen: number[] = [];
    for (let request = 0; request < 5; request += 1) {
      await get('/networktunnelgroups');
      await get('/regions');
      seen.push(times);
    }
    expect(seen).toEqual([0, 0, 1, 1, 1]);
  });
});
