import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import type { AlertKind } from '../../../lib/core/rules/event.ts';
import { gatheredId, heldUntil, isGathered, messagesAfter } from '../../../lib/core/rules/gathering.ts';
import { HOUR, instant, MINUTE, plus } from '../../../lib/core/time.ts';
import { at } from '../../support/builders.ts';

/** Three messages in an hour are enough here; gathered in slots of five minutes. It is 14:07:30. */
const policy = { ...defaultPolicy(MINUTE), gathering: { messages: 3, within: HOUR, slot: 5 * MINUTE } };
const NOW = plus(at(), 2.5 * MINUTE);
const minutesAgo = (...minutes: readonly number[]) => minutes.map((ago) => plus(NOW, -ago * MINUTE));

describe('events are held', () => {
  test.each<[AlertKind, boolean]>([
    ['opened', true],
    ['changed', true],
    ['ended', true],
    ['removed', true],
    ['blind', false],
    ['sighted', false],
    ['configured', false],
    ['key', false],
  ])('of kind %s once there were too many messages: %s', (kind, held) => {
    expect(heldUntil(kind, minutesAgo(30, 20, 10), NOW, policy) !== null).toBe(held);
  });

  test.each([
    ['not after fewer messages', minutesAgo(20, 10), false],
    ['not where the first of them is an hour ago', minutesAgo(60, 20, 10), false],
    ['where it is a moment less', [plus(NOW, -HOUR + 1), ...minutesAgo(20, 10)], true],
  ])('%s', (_when, messages, held) => {
    expect(heldUntil('opened', messages, NOW, policy) !== null).toBe(held);
  });

  test('until the end of the slot, which is the next one at its very beginning', () => {
    expect(heldUntil('opened', minutesAgo(3, 2, 1), NOW, policy)).toBe('2026-03-02T14:10:00.000Z');
    const sharp = instant(Date.parse('2026-03-02T14:10:00.000Z'));
    expect(heldUntil('opened', minutesAgo(3, 2, 1), sharp, policy)).toBe('2026-03-02T14:15:00.000Z');
  });

  test('by an alert that every run of the slot adds to, and that can be told from others', () => {
    const alert = gatheredId(at(5), 'opened');
    expect(alert).toBe('gathered-2026-03-02T14:10:00.000Z.opened');
    expect([isGathered({ alert }), isGathered({ alert: 'run-7.opened' })]).toEqual([true, false]);
  });
});

test('of the messages that were sent as many are kept as the rule asks for, the latest', () => {
  expect(messagesAfter(minutesAgo(90, 30), 1, NOW, policy)).toEqual([...minutesAgo(30), NOW]);
  expect(messagesAfter(minutesAgo(30, 20, 10), 2, NOW, policy)).toEqual([...minutesAgo(10), NOW, NOW]);
  expect(messagesAfter(minutesAgo(30, 20), 0, NOW, policy)).toEqual(minutesAgo(30, 20));
});
