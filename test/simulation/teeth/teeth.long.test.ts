/** A few of the deliberate bugs, those that a few seeds find. All of them: `npm run simulate -- --teeth`. */
import { describe, expect, test } from '@jest/globals';
import { BUGS, bugNamed } from './bugs.ts';
import { bite, withBug } from './try.ts';

const SEEDS_MOST = 120;

const QUICK: readonly (readonly [name: string, invariant: string])[] = [
  ['told before it is stored', 'I2'],
  ['commits without the lease', 'I5'],
  ['a gap is not recorded', 'I7'],
  ['blindness is told at every run', 'I9'],
  ['errors show what they carry', 'I10'],
];

describe('the simulation finds a deliberate bug', () => {
  test.each(QUICK)('%s', async (name, invariant) => {
    expect(await bite(bugNamed(name), 1, SEEDS_MOST)).toMatchObject({ invariant });
  });

  test('and tells it in a story of fewer steps, which breaks the same invariant', async () => {
    const { simulate, shrink, tellCase } = await withBug(bugNamed('told before it is stored'));
    const { seed } = await bite(bugNamed('told before it is stored'), 1, SEEDS_MOST);
    const found = await simulate(seed ?? 0);
    const shortest = await shrink(found);
    expect(shortest.story.length + shortest.injected.length).toBeLessThan(
      found.story.length + found.injected.length,
    );
    const told = await tellCase(shortest);
    expect(told.at(-1)).toMatch(/^BROKEN {2}I2: /);
    expect(told).toContainEqual(expect.stringMatching(/published ".*", events /));
  });

  test('and refuses to look for one that it could not put in', async () => {
    const absent = { file: 'lib/sync/sync.ts', find: 'no such line', replace: '' };
    await expect(bite({ name: 'absent', mutations: [absent] }, 1, 1)).rejects.toThrow(
      '0 times instead of once',
    );
  });

  test('among more than fifteen, each of which has a name of its own', () => {
    expect(BUGS.length).toBeGreaterThan(15);
    expect(new Set(BUGS.map(({ name }) => name)).size).toBe(BUGS.length);
  });
});
