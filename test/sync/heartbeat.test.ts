import { describe, expect, test } from '@jest/globals';
import { aGroup } from '../support/builders.ts';
import { aMonitor, failing, killAt, type Monitor } from './a-monitor.ts';

const GROUP = aGroup({ id: '1', name: 'Branch', status: 'connected' });

/** The second run sees the group fall. */
async function upToTheFall(): Promise<Monitor> {
  const monitor = aMonitor([GROUP]);
  await monitor.run();
  monitor.fleet.set(GROUP.id, { ...GROUP, status: 'disconnected' });
  return monitor;
}

describe('That a run is complete', () => {
  test('is heard outside as its very last act: all is stored and told by then', async () => {
    const monitor = await upToTheFall();
    await monitor.run();
    expect(monitor.calls.slice(-2)).toEqual(['store.finish', 'heartbeat.beat']);
    expect(monitor.calls.indexOf('alerts.publish')).toBeLessThan(monitor.calls.indexOf('store.finish'));
    expect(monitor.heard).toEqual(['run-1', 'run-2']);
  });

  test('is heard of no run that was killed before, wherever that was', async () => {
    const undisturbed = await upToTheFall();
    await undisturbed.run();
    expect(undisturbed.calls.length).toBeGreaterThan(5);
    for (const [count, call] of undisturbed.calls.entries())
      for (const when of ['before', 'after'] as const) {
        const monitor = await upToTheFall();
        await monitor.run(killAt(count, when));
        const isSent = call === 'heartbeat.beat' && when === 'after';
        expect([call, when, monitor.heard]).toEqual([call, when, isSent ? ['run-1', 'run-2'] : ['run-1']]);
      }
  });

  test('is heard of no run that failed', async () => {
    const monitor = aMonitor([GROUP]);
    monitor.answerPages(() => ({ records: [], total: 3 }));
    expect(await monitor.run()).toMatchObject({ outcome: 'failed' });
    expect(monitor.heard).toEqual([]);
  });

  test('is heard also where the run took all its time', async () => {
    const monitor = await upToTheFall();
    const slow = {
      after: (call: string) => {
        if (call === 'store.commitGroups') monitor.wait(55_000);
      },
    };
    expect(await monitor.run(slow)).toMatchObject({ outcome: 'complete' });
    expect(monitor.heard).toEqual(['run-1', 'run-2']);
  });

  test('is heard although an alert could not be published: another alarm is for that', async () => {
    const monitor = await upToTheFall();
    expect(await monitor.run(failing('alerts.publish'))).toMatchObject({
      outcome: 'complete',
      alertsFailed: 1,
    });
    expect(monitor.heard).toEqual(['run-1', 'run-2']);
  });
});
