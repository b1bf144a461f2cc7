import { describe, expect, test } from '@jest/globals';
import type { ListRecord } from '../../lib/core/fleet/pages.ts';
import type { Page, SecureAccess } from '../../lib/sync/ports.ts';
import { readFleet } from '../../lib/sync/read-fleet.ts';
import { aGroup } from '../support/builders.ts';

const DEADLINE = { at: 0 };

/** An API that answers one page after another from a list of walks, whatever is asked. */
function anApi(...pages: readonly Page[]) {
  const asked: number[] = [];
  const refuse = async (): Promise<never> => {
    throw new Error('not part of this test');
  };
  const api: SecureAccess = {
    page: async (offset) => {
      asked.push(offset);
      return pages[asked.length - 1] ?? pages.at(-1) ?? page([], 0);
    },
    groupsWithIds: refuse,
    group: refuse,
    takeUsage: () => ({ calls: 0, tokenRequests: 0, retries: 0 }),
  };
  return { api, asked };
}

function records(from: number, count: number): readonly ListRecord[] {
  return Array.from({ length: count }, (_, index) => ({ group: aGroup({ id: String(from + index) }) }));
}

function page(listed: readonly ListRecord[], total: number | null): Page {
  return { records: listed, total };
}

describe('reading all pages', () => {
  test('goes on where the last page ended, and stops by the count', async () => {
    const { api, asked } = anApi(page(records(0, 200), 212), page(records(200, 12), 212));
    const { walk, disagreement } = await readFleet(api, DEADLINE);
    expect({ asked, groups: walk.groups.size, disagreement }).toEqual({
      asked: [0, 200],
      groups: 212,
      disagreement: null,
    });
  });

  test('goes on after a page that was shorter than asked, as long as the count says so', async () => {
    const { api, asked } = anApi(page(records(0, 50), 60), page(records(50, 10), 60));
    expect((await readFleet(api, DEADLINE)).disagreement).toBeNull();
    expect(asked).toEqual([0, 50]);
  });

  test('without a total stops at the first page that is not full', async () => {
    const { api, asked } = anApi(page(records(0, 200), null), page(records(200, 1), null));
    expect((await readFleet(api, DEADLINE)).walk.groups.size).toBe(201);
    expect(asked).toEqual([0, 200]);
  });

  test('counts a record that cannot be read among the total', async () => {
    const malformed: ListRecord = { malformed: { id: null, why: 'no id' } };
    const { api } = anApi(page([...records(0, 2), malformed], 3));
    expect(await readFleet(api, DEADLINE)).toMatchObject({
      disagreement: null,
      walk: { malformed: [{ id: null }] },
    });
  });

  test('reads once more when a group was listed twice, and believes the second reading if it agrees', async () => {
    const moved = [page([...records(0, 2), ...records(1, 1)], 3), page(records(0, 3), 3)];
    const { api } = anApi(...moved);
    expect(await readFleet(api, DEADLINE)).toMatchObject({ disagreement: null, pages: 2 });
  });

  test('keeps what could not be read on every page', async () => {
    const unreadable = (id: string): ListRecord => ({ malformed: { id, why: 'no name' } });
    const { api } = anApi(page([unreadable('1'), ...records(2, 1)], 3), page([unreadable('3')], 3));
    const { walk, disagreement } = await readFleet(api, DEADLINE);
    expect(walk.malformed.map(({ id }) => id)).toEqual(['1', '3']);
    expect(disagreement).toBeNull();
  });

  test('notices a group that was listed twice also where the API gives no total', async () => {
    const { api } = anApi(page([...records(0, 2), ...records(0, 2)], null));
    expect((await readFleet(api, DEADLINE)).disagreement).toBe('2 groups were listed twice');
  });

  test('says what contradicts itself when the second reading does too', async () => {
    const { api } = anApi(page(records(0, 2), 5), page([], 5), page(records(0, 2), 5), page([], 5));
    expect((await readFleet(api, DEADLINE)).disagreement).toBe(
      'the API counts 5 groups and lists 2 different ones',
    );
  });

  test('notices a total that changed while paging', async () => {
    const walk = [page(records(0, 200), 201), page(records(200, 2), 202)];
    const { api } = anApi(...walk, ...walk);
    expect((await readFleet(api, DEADLINE)).disagreement).toBe('the total changed from page to page');
  });

  test('gives up on a list without end', async () => {
    let total = 0;
    const { api } = anApi();
    const endless: SecureAccess = {
      ...api,
      page: async (offset) => {
        total += 1_000;
        return page(records(offset, 200), total);
      },
    };
    await expect(readFleet(endless, DEADLINE)).rejects.toMatchObject({ failure: { kind: 'incomplete' } });
  });
});
