/** What counts as steady when runs are killed: time in which nobody saw the group does not, time in which somebody did does. */
import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../lib/core/policy.ts';
import { MINUTE } from '../../lib/core/time.ts';
import { aGroup } from '../support/builders.ts';
import { aMonitor, killAt, type Monitor } from './a-monitor.ts';

const GROUP = aGroup({ id: '1' });
const STEADY = 20 * MINUTE;

/** A group that has been flapping and has just come up. */
async function aGroupJustUp(): Promise<Monitor> {
  const { flapping } = defaultPolicy(MINUTE);
  const monitor = aMonitor([GROUP], { flapping: { ...flapping, steady: STEADY } });
  for (const status of [
    'connected',
    'disconnected',
    'connected',
    'disconnected',
    'connected',
    'disconnected',
    'connected',
  ] as const) {
    monitor.fleet.set('1', { ...GROUP, status });
    await monitor.run();
  }
  return monitor;
}

async function runsUntilSteady(monitor: Monitor): Promise<number> {
  const before = monitor.published.length;
  for (let runs = 1; runs <= 60; runs += 1) {
    await monitor.run();
    if (monitor.published.slice(before).some(({ kind }) => kind === 'ended')) return runs;
  }
  return Number.POSITIVE_INFINITY;
}

/** The run is killed right after its first call of this name took effect. */
async function runKilledAfter(monitor: Monitor, call: string): Promise<void> {
  let done = false;
  await monitor.run({
    after: (name, count) => {
      if (name !== call || done) return;
      done = true;
      killAt(count, 'after').after?.(name, count);
    },
  });
}

describe('a flapping group that is up again', () => {
  test('is steady after twenty minutes of runs that see it', async () => {
    expect(await runsUntilSteady(await aGroupJustUp())).toBe(STEADY / MINUTE);
  });

  test('is not steady for an hour without runs, also where the run that wrote the gap was killed', async () => {
    const monitor = await aGroupJustUp();
    monitor.wait(60 * MINUTE);
    await runKilledAfter(monitor, 'store.commitGap');
    expect(await runsUntilSteady(monitor)).toBeGreaterThanOrEqual(STEADY / MINUTE - 1);
  });

  test('does not wait for the same hour twice where the run that saw it was killed afterwards', async () => {
    const monitor = await aGroupJustUp();
    monitor.wait(60 * MINUTE);
    await runKilledAfter(monitor, 'store.commitGroups');
    expect(await runsUntilSteady(monitor)).toBeLessThanOrEqual(STEADY / MINUTE + 1);
  });
});
