import { describe, expect, test } from '@jest/globals';
import type { ApiRate } from '../../lib/simulator/rate-limits.ts';
import { aClock, aReader, aSimulator } from './a-simulator.ts';

async function limited(rate: ApiRate) {
  const clock = aClock();
  const simulator = await aSimulator({ now: clock, rate, expiresInSeconds: 86_400 });
  const get = await aReader(simulator);
  /** Asks `count` times at this very instant: how many were served, and the last answer. */
  const ask = async (count: number) => {
    const seen = await Promise.all(Array.from({ length: count }, () => get('/networktunnelgroups?limit=1')));
    return { served: seen.filter(({ status }) => status === 200).length, last: seen.at(-1) };
  };
  return { clock, simulator, ask };
}

describe('Strict limits', () => {
  test('serve five requests in a second', async () => {
    const { clock, ask } = await limited('strict');
    const { served, last } = await ask(8);
    expect(served).toBe(5);
    expect(last).toMatchObject({
      status: 429,
      body: { error: 'Too Many Requests', requestId: expect.any(String) },
    });
    expect(last?.headers.get('retry-after')).toBe('1');
    clock.pass(999);
    expect((await ask(1)).served).toBe(0);
    clock.pass(1);
    expect((await ask(6)).served).toBe(5);
  });

  test('serve fourteen requests in a minute, and say when the next is served', async () => {
    const { clock, ask } = await limited('strict');
    let served = 0;
    for (let second = 0; second < 20; second += 1) {
      served += (await ask(1)).served;
      clock.pass(1000);
    }
    expect(served).toBe(14);
    const { last } = await ask(1);
    expect(last?.headers.get('retry-after')).toBe('40');
    clock.pass(40_000);
    expect((await ask(2)).served).toBe(1);
  });

  test('serve 350 requests in half an hour', async () => {
    const { clock, ask } = await limited('strict');
    let served = 0;
    for (let minute = 0; minute < 29; minute += 1) {
      for (let second = 0; second < 7; second += 1) {
        served += (await ask(2)).served;
        clock.pass(1000);
      }
      clock.pass(53_000);
    }
    expect(served).toBe(350);
    clock.pass(60_000);
    expect((await ask(2)).served).toBe(2);
  });

  test('count what is asked for with any token of the key', async () => {
    const { simulator, ask } = await limited('strict');
    await ask(5);
    const other = await aReader(simulator);
    expect((await other('/networktunnelgroups')).status).toBe(429);
  });
});

test('Limits can be changed while the simulator runs', async () => {
  const { simulator, ask } = await limited('off');
  expect((await ask(50)).served).toBe(50);
  simulator.settings.rate = 'strict';
  expect((await ask(10)).served).toBe(5);
});

test('A request without a valid token spends nothing', async () => {
  const { simulator, ask } = await limited('strict');
  for (let request = 0; request < 10; request += 1)
    await fetch(`${simulator.apiUrl}/deployments/v2/networktunnelgroups`);
  expect((await ask(6)).served).toBe(5);
});
