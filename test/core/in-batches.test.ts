import { describe, expect, test } from '@jest/globals';
import { inBatches } from '../../lib/core/in-batches.ts';

describe('work in batches', () => {
  const items = Array.from({ length: 60 }, (_, index) => index);

  test('gives every result, in the order of the items', async () => {
    expect(await inBatches(items, async (item) => item * 2)).toEqual(items.map((item) => item * 2));
    expect(await inBatches([], async (item) => item)).toEqual([]);
  });

  test('has 25 begun at a time, and no more', async () => {
    let [begun, most] = [0, 0];
    await inBatches(items, async () => {
      begun += 1;
      most = Math.max(most, begun);
      await Promise.resolve();
      begun -= 1;
    });
    expect(most).toBe(25);
  });

  test('begins nothing new after a failure', async () => {
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      if (item === 3) throw new Error('The third.');
    };
    await expect(inBatches(items, work)).rejects.toThrow('The third.');
    expect(begun).toHaveLength(25);
  });
});
