import { expect, test } from '@jest/globals';
import { explain, FAILURES, failureOf, RunFailure } from '../../lib/core/failure.ts';

const refused = {
  kind: 'credentials refused',
  detail: 'The token endpoint answered 401.',
  status: 401,
} as const;

test('a failure says in its message what happened, for a log that shows nothing else', () => {
  const error = new RunFailure(refused);
  expect(String(error)).toBe('RunFailure: API credentials refused: The token endpoint answered 401.');
  expect(failureOf(error)).toBe(refused);
  expect(explain(refused)).toBe(FAILURES['credentials refused']);
});

test.each([
  ['a programming error', new TypeError('x is not a function'), 'TypeError: x is not a function'],
  ['what is no error at all', 'a text that may hold a secret', 'string thrown'],
])('%s is unexpected, with what can be said of it', (_what, thrown, detail) => {
  expect(failureOf(thrown)).toEqual({ kind: 'unexpected', detail });
});
