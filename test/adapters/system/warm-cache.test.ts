import { expect, test } from '@jest/globals';
import { createWarmCache } from '../../../lib/adapters/system/warm-cache.ts';
import type { WarmState } from '../../../lib/sync/ports.ts';
import { anAppearance } from '../../support/builders.ts';

function ofGroups(count: number, revision = 1): WarmState {
  const { next } = anAppearance({ id: '1' });
  const groups = new Map(Array.from({ length: count }, (_, id) => [String(id), next]));
  return { revision, groups, silences: [] };
}

test('what is taken out is gone until it is put back', () => {
  const cache = createWarmCache();
  cache.put('acme', ofGroups(1));
  expect(cache.take('acme')).toEqual(ofGroups(1));
  expect(cache.take('acme')).toBeNull();
});

test('of more groups than a process can hold, those of the organizations that ran last are remembered', () => {
  const cache = createWarmCache(10);
  for (const organization of ['a', 'b', 'c']) cache.put(organization, ofGroups(4));
  expect(cache.take('a')).toBeNull();
  cache.put('b', cache.take('b') ?? ofGroups(4));
  cache.put('d', ofGroups(4));
  expect(cache.take('c')).toBeNull();
  expect(cache.take('b')).not.toBeNull();
  expect(cache.take('d')).not.toBeNull();
});

test('one organization is remembered however large it is, and no other beside it', () => {
  const cache = createWarmCache(10);
  cache.put('small', ofGroups(1));
  cache.put('large', ofGroups(50));
  expect(cache.take('small')).toBeNull();
  expect(cache.take('large')).not.toBeNull();
});

test('a state put twice counts once, as it was put last', () => {
  const cache = createWarmCache(10);
  cache.put('a', ofGroups(6));
  cache.put('a', ofGroups(6, 2));
  cache.put('b', ofGroups(4));
  expect(cache.take('a')?.revision).toBe(2);
  expect(cache.take('b')).not.toBeNull();
});
