import { describe, expect, test } from '@jest/globals';
import { parseGroupAnswer, parsePage } from '../../../lib/adapters/secure-access/schema.ts';
import { RunFailure } from '../../../lib/core/failure.ts';

function detailOf(read: () => unknown): string {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof RunFailure && thrown.failure.kind === 'API changed') return thrown.failure.detail;
    throw thrown;
  }
  return 'nothing thrown';
}

describe('The envelope of a list', () => {
  test.each([
    ['a number', 3, 3],
    ['a number as text', '3', 3],
    ['zero, also with groups', 0, 0],
    ['missing', undefined, null],
    ['null', null, null],
    ['negative', -1, null],
    ['a fraction', 1.5, null],
    ['a word', 'many', null],
    ['an object', {}, null],
    ['beyond what a number holds', 1e300, null],
  ])('may have a total that is %s', (_what, total, expected) => {
    expect(parsePage({ data: [{ id: 1 }], total }, 'GET x').total).toBe(expected);
  });

  test.each([
    ['0', 0, 0],
    ['"0"', '0', 0],
    ['null', null, null],
    ['absent', undefined, null],
  ])('may have null for data where the total is %s', (_what, total, expected) => {
    expect(parsePage({ data: null, total }, 'GET x')).toEqual({ records: [], total: expected });
  });

  test.each([
    [
      'data is null although there are groups',
      { data: null, total: 212 },
      '"data" is null although "total" is not 0',
    ],
    [
      'data is null and the total unreadable',
      { data: null, total: 'x' },
      '"data" is null although "total" is not 0',
    ],
    ['data is missing', { total: 0 }, '"data" is missing, not a list'],
    ['data is an object', { data: {} }, '"data" is an object, not a list'],
    ['data is text', { data: '[]' }, '"data" is a string, not a list'],
    ['it is a bare list', [{ id: 1 }], 'the answer is a list, not an object with "data"'],
    ['it is null', null, 'the answer is null, not an object with "data"'],
    ['it is an error after all', { error: 'x' }, '"data" is missing, not a list'],
  ])('is no empty list where %s', (_what, answer, detail) => {
    expect(detailOf(() => parsePage(answer, 'GET x'))).toBe(`GET x: ${detail}.`);
  });
});

describe('The answer for one group', () => {
  test('is that group', () => {
    expect(parseGroupAnswer({ id: 5, name: 'Five' }, '5', 'GET x')).toMatchObject({
      group: { id: '5', name: 'Five' },
    });
  });

  test('is malformed, under the id asked for, where it is another group or has no id', () => {
    expect(parseGroupAnswer({ id: 6 }, '5', 'GET x')).toEqual({
      malformed: { id: '5', why: 'id is 6 although 5 was asked for' },
    });
    expect(parseGroupAnswer({}, '5', 'GET x')).toEqual({ malformed: { id: '5', why: 'id is missing' } });
  });

  test.each([[[]], [null], ['x'], [7]])('has changed where it is %j', (answer) => {
    expect(detailOf(() => parseGroupAnswer(answer, '5', 'GET x'))).toMatch(/not a group\.$/);
  });
});
