import { describe, expect, test } from '@jest/globals';
import type { FailureKind } from '../../lib/core/failure.ts';
import { isPassing, kindOf } from '../../lib/core/responses.ts';

/** Status, which failure it is, and whether the same request may succeed a little later. */
const OF_THE_API: readonly (readonly [number, FailureKind, boolean])[] = [
  [201, 'API changed', false],
  [206, 'API changed', false],
  [302, 'API changed', false],
  [399, 'API changed', false],
  [400, 'request refused', false],
  [401, 'credentials refused', false],
  [403, 'not permitted', false],
  [404, 'request refused', false],
  [418, 'request refused', false],
  [429, 'rate limited', true],
  [499, 'request refused', false],
  [500, 'API unavailable', true],
  [501, 'API unavailable', false],
  [502, 'API unavailable', true],
  [503, 'API unavailable', true],
  [504, 'API unavailable', true],
  [599, 'API unavailable', false],
  [600, 'API changed', false],
];

describe('An answer of the API', () => {
  test.each(OF_THE_API)('with status %d is: %s; passing: %p', (status, kind, passing) => {
    expect([kindOf('API', status), isPassing(status)]).toEqual([kind, passing]);
  });
});

describe('An answer of the token URL', () => {
  test.each<[number, FailureKind]>([
    [400, 'request refused'],
    [404, 'request refused'],
    [429, 'rate limited'],
    [500, 'API unavailable'],
    [302, 'API changed'],
  ])('with status %d is the same as of the API: %s', (status, kind) => {
    expect([kindOf('token URL', status), kindOf('API', status)]).toEqual([kind, kind]);
  });

  test.each([401, 403])('with status %d is about the key', (status) => {
    expect(kindOf('token URL', status)).toBe('credentials refused');
  });
});
