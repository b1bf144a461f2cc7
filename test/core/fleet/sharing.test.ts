import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sharing } from '../../../lib/core/fleet/sharing.ts';

const json = fc.jsonValue({ maxDepth: 4 });

describe('A value that shares', () => {
  test('equals what it was, whatever else is known', () => {
    fc.assert(
      fc.property(json, json, (value, known) => {
        const before = structuredClone(value);
        expect(sharing(value, known)).toEqual(before);
        expect(value).toEqual(before);
      }),
    );
  });

  test('is the known one where they are equal', () => {
    fc.assert(
      fc.property(json, (value) => {
        const known = structuredClone(value);
        expect(sharing(value, known)).toBe(known);
      }),
    );
  });

  test('is made of the parts that are equal, and of its own where they are not', () => {
    const known = { name: 'Branch', hubs: [{ id: '1', peers: ['a', 'b'] }, { id: '2' }], extra: { x: 1 } };
    const value = { name: 'Branch', hubs: [{ id: '1', peers: ['a', 'b'], age: 7 }], extra: { x: 1 } };
    const shared = sharing(value, known);
    expect(shared).toEqual(value);
    expect(shared.extra).toBe(known.extra);
    expect(shared.hubs[0]?.peers).toBe(known.hubs[0]?.peers);
    expect(known.hubs[0]).not.toHaveProperty('age');
  });

  test('has no name that only the known one has, and keeps one that is undefined', () => {
    expect(sharing({ a: 1 }, { a: 1, b: 2 })).toStrictEqual({ a: 1 });
    expect(sharing({ a: undefined }, { b: 1 })).toStrictEqual({ a: undefined });
  });
});
