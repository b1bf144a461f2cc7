import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRateKeeper } from '../../../lib/adapters/secure-access/rate-keeper.ts';
import { RATES, waitFor } from '../../../lib/core/rate/limits.ts';
import { inTurn, json } from '../../support/http-server.ts';
import { aClient, aClock, aList, failureOf, MINUTE, SECOND, START } from './a-client.ts';

const HALF_HOUR = 30 * MINUTE;
/** Calls are limited where they arrive, so the budget leaves a little more room than the limit says. */
const TRAVEL = 250;

/** The most calls in any stretch of that length. */
function busiest(calls: readonly number[], milliseconds: number): number {
  return Math.max(
    0,
    ...calls.map((from) => calls.filter((at) => at >= from && at < from + milliseconds).length),
  );
}

async function take(windows: (typeof RATES)[keyof typeof RATES], calls: number): Promise<readonly number[]> {
  const clock = aClock();
  const keeper = createRateKeeper(windows, clock);
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    await keeper.take(Number.POSITIVE_INFINITY);
    times.push(clock.now());
  }
  return times;
}

describe('The wait before a call', () => {
  const windows = [{ calls: 2, milliseconds: SECOND }];
  test.each([
    ['nothing was called yet', [], 0],
    ['there is room', [START - 1], 0],
    ['the window is full', [START - 400, START], 600 + TRAVEL],
    ['the window has just emptied', [START - SECOND - TRAVEL, START], 0],
    ['only the latest calls count', [START - 5000, START - 4000, START - 100, START], 900 + TRAVEL],
    ['a clock stepped back, no longer than the window', [START + MINUTE, START + MINUTE], SECOND + TRAVEL],
  ])('where %s', (_what, past, wait) => {
    expect(waitFor(past, windows, START)).toBe(wait);
  });

  test('is that of the window that takes longest', () => {
    const past = Array.from({ length: 14 }, (_, index) => START - 30 * SECOND + index * SECOND);
    expect(waitFor(past, RATES.strict, START)).toBe(30 * SECOND + TRAVEL);
  });
});

describe('The budget', () => {
  test('in the strict reading keeps within 5 a second, 14 a minute, 350 in half an hour', async () => {
    const times = await take(RATES.strict, 800);
    expect(busiest(times, SECOND)).toBe(5);
    expect(busiest(times, MINUTE)).toBe(14);
    expect(busiest(times, HALF_HOUR)).toBe(350);
  });

  test('lets 14 pages through within a few seconds: the minute is not spread out', async () => {
    const times = await take(RATES.strict, 14);
    expect((times[13] ?? 0) - START).toBeLessThan(4 * SECOND);
  });

  test('in the exempt reading keeps within 3000 a minute', async () => {
    const times = await take(RATES.exempt, 3_001);
    expect((times[2_999] ?? 0) - START).toBe(0);
    expect((times[3_000] ?? 0) - START).toBe(MINUTE + TRAVEL);
  });

  test('is kept whenever the calls come', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(pauses, async (gaps) => {
        const clock = aClock();
        const keeper = createRateKeeper(RATES.strict, clock);
        const times: number[] = [];
        for (const gap of gaps) {
          clock.pass(gap);
          await keeper.take(Number.POSITIVE_INFINITY);
          times.push(clock.now());
        }
        return busiest(times, SECOND) <= 5 && busiest(times, MINUTE) <= 14;
      }),
    );
  });

  test('is kept by callers who come at the same time', async () => {
    let now = START;
    const asleep: { readonly until: number; readonly wake: () => void }[] = [];
    const sleep = (milliseconds: number) =>
      new Promise<void>((wake) => asleep.push({ until: now + milliseconds, wake }));
    const keeper = createRateKeeper(RATES.strict, { now: () => now, sleep });
    const times: number[] = [];
    const calls = Array.from({ length: 40 }, async () => {
      await keeper.take(Number.POSITIVE_INFINITY);
      times.push(now);
    });
    while (times.length < calls.length) {
      await new Promise(setImmediate);
      now = Math.max(now, Math.min(...asleep.map((sleeper) => sleeper.until)));
      for (const sleeper of asleep.splice(0)) {
        if (sleeper.until <= now) sleeper.wake();
        else asleep.push(sleeper);
      }
    }
    expect(busiest(times, SECOND)).toBeLessThanOrEqual(5);
    expect(busiest(times, MINUTE)).toBeLessThanOrEqual(14);
  });

  test('neither waits nor counts where the wait would be too long', async () => {
    const clock = aClock();
    const keeper = createRateKeeper([{ calls: 1, milliseconds: MINUTE }], clock);
    expect(await keeper.take(START)).toBeNull();
    expect(await keeper.take(START + MINUTE)).toBe(MINUTE + TRAVEL);
    expect(clock.sleeps).toEqual([]);
    clock.pass(MINUTE + TRAVEL);
    expect(await keeper.take(clock.now())).toBeNull();
  });
});

describe('A client with a strict budget', () => {
  test('waits for it where the deadline allows', async () => {
    const { client, clock, deadline } = await aClient({ budget: 'strict' });
    for (let page = 0; page < 15; page += 1) await client.page(page * 200, deadline());
    expect(clock.now() - START).toBeGreaterThanOrEqual(MINUTE);
  });

  test('fails as rate limited where it does not, and says how long the wait would have been', async () => {
    const { client, url, api, deadline } = await aClient({ budget: 'strict' });
    const soon = deadline(30 * SECOND);
    for (let page = 0; page < 14; page += 1) await client.page(page * 200, soon);
    expect(await failureOf(client.page(2800, soon))).toEqual({
      kind: 'rate limited',
      detail: `GET ${url}/deployments/v2/networktunnelgroups (offset 2800) would have had to wait 58 s for the rate limit, more than the run has left.`,
    });
    expect(api()).toHaveLength(14);
  });

  test('spends it on repeats as well', async () => {
    const busy = json(503, { error: 'busy' });
    const { client, clock, api, deadline } = await aClient({
      budget: 'strict',
      random: () => 0,
      onApi: inTurn(busy, busy, busy, json(200, aList())),
    });
    await client.page(0, deadline());
    for (let page = 0; page < 11; page += 1) await client.page(page * 200, deadline());
    expect(api()).toHaveLength(15);
    expect(clock.now() - START).toBeGreaterThanOrEqual(MINUTE);
  });

  test('reports the error before it, where a repeat would have had to wait too long', async () => {
    const { client, deadline } = await aClient({
      budget: 'strict',
      random: () => 0,
      onApi: json(503, { error: 'busy' }),
    });
    const soon = deadline(20 * SECOND);
    for (let page = 0; page < 3; page += 1) await failureOf(client.page(0, soon));
    const failure = await failureOf(client.page(0, soon));
    expect(failure).toMatchObject({ kind: 'API unavailable', status: 503 });
    expect(failure.detail).toMatch(/Given up after 2 attempts/);
  });

  test('has a budget of its own for tokens: 20 a minute', async () => {
    const { client, clock, token, deadline } = await aClient({
      onToken: json(200, { token_type: 'bearer', access_token: 'ends-at-once', expires_in: 0 }),
    });
    for (let page = 0; page < 21; page += 1) await client.page(0, deadline());
    expect(token()).toHaveLength(21);
    expect(clock.now() - START).toBeGreaterThanOrEqual(MINUTE);
  });
});
