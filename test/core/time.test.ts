import { describe, expect, test } from '@jest/globals';
import { instant, later, parseInstant } from '../../lib/core/time.ts';
import { at } from '../support/builders.ts';

describe('a date-time text', () => {
  test.each([
    ['2026-03-02T14:05:00Z', '2026-03-02T14:05:00.000Z'],
    ['2026-03-02T14:05:00.5z', '2026-03-02T14:05:00.500Z'],
    ['2026-03-02T15:05:00+01:00', '2026-03-02T14:05:00.000Z'],
    ['2026-03-02T19:35:00+0530', '2026-03-02T14:05:00.000Z'],
    ['2026-03-02T09:05:00-05:00', '2026-03-02T14:05:00.000Z'],
  ])('with a zone is read: %s', (text, is) => {
    expect(parseInstant(text)).toBe(is);
  });

  test.each([
    ['2026-03-02T14:05:00', 'would be read in the zone of whoever reads it'],
    ['2026-03-02', 'is a day'],
    ['Mon, 02 Mar 2026 14:05:00 Z (Monday)', 'goes on after the zone'],
    ['2026-13-02T14:05:00Z', 'names a month that there is not'],
    ['soon, Z', 'names no time'],
    ['', 'is empty'],
  ])('%j %s and is refused', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

describe('an instant', () => {
  test.each([
    [Date.UTC(9999, 11, 31, 23, 59, 59, 999), '9999-12-31T23:59:59.999Z'],
    [Date.parse('0000-01-01T00:00:00Z'), '0000-01-01T00:00:00.000Z'],
  ])('has 24 characters', (milliseconds, text) => {
    expect(instant(milliseconds)).toBe(text);
  });

  test.each([Date.parse('9999-12-31T23:59:59.999Z') + 1, Date.parse('0000-01-01T00:00:00Z') - 1])(
    'outside the years with four digits is refused, as its text would not sort: %d',
    (milliseconds) => {
      expect(() => instant(milliseconds)).toThrow('is outside the years 0000 to 9999.');
    },
  );

  test('is later than nothing, and than what came before it', () => {
    expect([later(null, at(1)), later(at(0), at(1)), later(at(2), at(1))]).toEqual([at(1), at(1), at(2)]);
  });
});
