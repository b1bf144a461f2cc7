import { describe, expect, test } from '@jest/globals';
import { groupDocument, valueDocument } from '../../../lib/core/alerts/documents.ts';
import { aGroup, aGroupState, aHub } from '../../support/builders.ts';

/** A value that many records deep. */
function nested(depth: number): unknown {
  return depth === 0 ? 'end' : { in: nested(depth - 1) };
}

describe('a foreign value in a document', () => {
  test.each<[unknown, unknown]>([
    [undefined, null],
    [null, null],
    [7, 7],
    [true, true],
    ['a\u202Eb', 'ab'],
    [
      ['a\u200B', 1, undefined],
      ['a', 1, null],
    ],
    [{ 'k\u202E': 'v\u202E' }, { k: 'v' }],
    [nested(5), nested(5)],
  ])('%j is shown as %j', (value, shown) => {
    expect(valueDocument(value)).toEqual(shown);
  });

  test('is shown as a text where it is deeper than five records, in lists as well', () => {
    const flat = { in: { in: { in: { in: { in: '{"in":"end"}' } } } } };
    expect(valueDocument(nested(6))).toEqual(flat);
    expect(valueDocument([[[[[['end']]]]]])).toEqual([[[[['["end"]']]]]]);
  });

  test('is cut to a hundred entries and four hundred characters', () => {
    const many = Array.from({ length: 101 }, (_, index) => [`key ${index}`, index] as const);
    expect(valueDocument(many.map(([, index]) => index))).toHaveLength(100);
    expect(Object.keys(valueDocument(Object.fromEntries(many)) as object)).toHaveLength(100);
    expect(valueDocument('x'.repeat(401))).toHaveLength(400);
  });
});

test('a hub without far ends has none in its document', () => {
  const group = aGroup({ hubs: [aHub({ carried: {} })] });
  expect(groupDocument(aGroupState({ group }))).toMatchObject({ hubs: [{ peers: [], lastReport: null }] });
});
