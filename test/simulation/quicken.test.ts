import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quickParse, quickText } from './quicken.ts';

describe('what quickens a simulation', () => {
  test('reads every instant as V8 does', () => {
    const instants = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    fc.assert(
      fc.property(instants, (text) => {
        expect(quickParse(text)).toBe(Date.parse(text));
      }),
    );
  });

  test('reads what is nearly an instant as V8 does', () => {
    const unit = fc.constantFrom(...'0123456789-T:.Z +');
    const spoiled = fc
      .tuple(fc.date({ noInvalidDate: true }), fc.nat({ max: 23 }), unit)
      .map(([date, place, mark]) => {
        const text = date.toISOString();
        return `${text.slice(0, place)}${mark}${text.slice(place + 1)}`;
      });
    fc.assert(
      fc.property(spoiled, (text) => {
        expect(quickParse(text)).toBe(Date.parse(text));
      }),
    );
  });

  test('writes every instant as V8 does, asked once or again', () => {
    fc.assert(
      fc.property(fc.array(fc.date({ noInvalidDate: true })), (dates) => {
        for (const date of [...dates, ...dates]) expect(quickText.call(date)).toBe(date.toISOString());
      }),
    );
  });

  test('refuses a date that is none', () => {
    expect(() => quickText.call(new Date(Number.NaN))).toThrow(RangeError);
  });
});
