import { describe, expect, test } from '@jest/globals';
import { WebhookFailure } from '../../lib/adapters/outside/webhook.ts';
import { createSinks } from '../../lib/watch/sinks.ts';
import { aRenderedAlert } from './a-rendered-alert.ts';

/** Sinks beside a webhook that takes what comes, or not. */
function theSinks() {
  const seen = { shown: [] as string[], complaints: [] as string[], posted: [] as string[] };
  let takes = true;
  const sinks = createSinks({
    show: ({ id }) => void seen.shown.push(id),
    complain: (problem) => void seen.complaints.push(problem),
    webhook: {
      origin: 'https://hooks.example.com',
      post: async ({ id }) => {
        if (!takes) throw new WebhookFailure('It did not take it.');
        seen.posted.push(id);
      },
    },
  });
  return {
    seen,
    sinks,
    takes: (answer: boolean) => {
      takes = answer;
    },
  };
}

describe('alerts told from this machine', () => {
  test('are shown and posted, under the alert’s own id', async () => {
    const { sinks, seen } = theSinks();
    expect(await sinks.publish(aRenderedAlert('a'))).toEqual({ messageId: 'a' });
    expect(seen).toEqual({ shown: ['a'], complaints: [], posted: ['a'] });
    expect(sinks.destination).toBe('terminal, https://hooks.example.com');
  });

  test('are not published where the webhook did not take them, and are shown once', async () => {
    const { sinks, seen, takes } = theSinks();
    takes(false);
    await expect(sinks.publish(aRenderedAlert('a'))).rejects.toThrow('It did not take it.');
    await expect(sinks.publish(aRenderedAlert('b'))).rejects.toThrow('It did not take it.');
    takes(true);
    await sinks.publish(aRenderedAlert('c'));
    expect(seen).toEqual({
      shown: ['a'],
      complaints: ['It did not take it.', 'It did not take it.'],
      posted: ['c'],
    });
  });

  test('are shown again where they bring something that was not shown', async () => {
    const { sinks, seen, takes } = theSinks();
    takes(false);
    await sinks.publish(aRenderedAlert('a', { events: ['1'] })).catch(() => undefined);
    await sinks.publish(aRenderedAlert('b', { events: ['1', '2'] })).catch(() => undefined);
    expect(seen.shown).toEqual(['a', 'b']);
  });

  test('need no webhook', async () => {
    const shown: string[] = [];
    const sinks = createSinks({
      show: ({ id }) => void shown.push(id),
      complain: () => undefined,
      webhook: null,
    });
    await sinks.publish(aRenderedAlert('a'));
    expect([shown, sinks.destination]).toEqual([['a'], 'terminal']);
  });
});
