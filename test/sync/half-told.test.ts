/** Runs that broke off while they told: what the next telling may repeat, and what it must not lose or leave out. */
import { describe, expect, test } from '@jest/globals';
import { RunFailure } from '../../lib/core/failure.ts';
import { defaultPolicy } from '../../lib/core/policy.ts';
import { MINUTE } from '../../lib/core/time.ts';
import { aGroup } from '../support/builders.ts';
import { aMonitor, failing, type Interference, killAt } from './a-monitor.ts';

const FALLEN = aGroup({ id: '2', name: 'Fallen', status: 'disconnected' });

/** The answer to the call of this name and number (from 1) is lost, after it took effect. */
function answerLost(name: string, number: number): Interference {
  let seen = 0;
  return {
    after: (call) => {
      if (call !== name) return;
      seen += 1;
      if (seen === number) throw new RunFailure({ kind: 'store', detail: 'No answer.' });
    },
  };
}

describe('the first digest', () => {
  test('names the groups that are down also when a run killed before has left it to the next', async () => {
    const monitor = aMonitor([FALLEN]);
    await monitor.run();
    const calls = [...monitor.calls];
    const again = aMonitor([FALLEN]);
    await again.run(killAt(calls.indexOf('alerts.publish'), 'before'));
    await again.run();
    expect(again.published.map(({ id }) => id)).toEqual(['run-1.began']);
    expect(JSON.parse(again.published[0]?.json ?? '')).toMatchObject({ notConnected: [{ id: '2' }] });
  });

  test('names a group that is connected again and has not all its hubs, since its incident is open', async () => {
    const whole = aGroup({ id: '1' });
    const monitor = aMonitor([{ ...whole, status: 'disconnected' }]);
    await monitor.run(failing('alerts.publish'));
    monitor.fleet.set('1', {
      ...whole,
      hubs: whole.hubs.map((hub) => (hub.primary ? { ...hub, status: 'down' } : hub)),
    });
    await monitor.run();
    expect(JSON.parse(monitor.published[0]?.json ?? '')).toMatchObject({
      kind: 'began',
      notConnected: [{ id: '1', status: 'connected', condition: 'redundancy lost' }],
    });
    expect(monitor.published[0]?.email).toContain('connected without redundancy');
  });

  test('waits where the groups cannot be read', async () => {
    const monitor = aMonitor([FALLEN]);
    await monitor.run(failing('alerts.publish'));
    await monitor.run(failing('store.loadGroups'));
    expect(monitor.published).toEqual([]);
    await monitor.run();
    expect(JSON.parse(monitor.published[0]?.json ?? '')).toMatchObject({ notConnected: [{ id: '2' }] });
  });
});

describe('the first digest of a watch that was begun a day ago and broke off', () => {
  test('comes without a reminder of what it says itself', async () => {
    const monitor = aMonitor([FALLEN]);
    await monitor.run(failing('store.commitMonitor')).catch(() => null);
    monitor.wait(25 * 60 * MINUTE);
    await monitor.run();
    expect(monitor.published.map(({ kind }) => kind)).toEqual(['began']);
  });
});

describe('redundancy that was lost before the first digest', () => {
  test('is told after it: the digest names only what is not connected', async () => {
    const whole = aGroup({ id: '1' });
    const { confirmation } = defaultPolicy(MINUTE);
    const monitor = aMonitor([whole], { confirmation: { ...confirmation, 'redundancy lost': 1 } });
    await monitor.run(failing('store.commitMonitor')).catch(() => null);
    monitor.fleet.set('1', {
      ...whole,
      hubs: whole.hubs.map((hub) => (hub.primary ? { ...hub, status: 'down' } : hub)),
    });
    for (let run = 0; run < 4; run += 1) await monitor.run();
    expect(monitor.published.map(({ kind }) => kind)).toEqual(['began', 'opened']);
  });

  test('is told after it also where the group was not connected before', async () => {
    const whole = aGroup({ id: '1' });
    const monitor = aMonitor([whole]);
    for (const status of ['connected', 'disconnected'] as const) {
      monitor.fleet.set('1', { ...whole, status });
      await monitor.run(failing('store.commitMonitor')).catch(() => null);
    }
    monitor.fleet.set('1', {
      ...whole,
      hubs: whole.hubs.map((hub) => (hub.primary ? { ...hub, status: 'down' } : hub)),
    });
    for (let run = 0; run < 4; run += 1) await monitor.run();
    expect(monitor.published.map(({ kind }) => kind)).toEqual(['began', 'opened']);
  });
});

describe('a run that tells twice', () => {
  test('does not publish again what it could not hear was recorded', async () => {
    const monitor = aMonitor([FALLEN]);
    await monitor.run();
    for (let run = 0; run < 3; run += 1) {
      monitor.wait(5 * MINUTE);
      await monitor.run(killAt(1, 'before'));
    }
    await monitor.run(answerLost('store.recordAlerts', 1));
    expect(monitor.published.map(({ kind }) => kind)).toEqual(['began', 'blind', 'sighted']);
  });
});

describe('a write of the monitor that is not answered', () => {
  test('is not written over by the same run: what it says is told by the next', async () => {
    const monitor = aMonitor([FALLEN]);
    await monitor.run(failing('alerts.publish'));
    monitor.wait(120 * MINUTE);
    // The digest is still untold: telling it now would write the monitor as it was before sight returned.
    await expect(monitor.run(answerLost('store.commitMonitor', 1))).rejects.toMatchObject({
      failure: { kind: 'store' },
    });
    await monitor.run();
    expect(monitor.published.map(({ kind }) => kind)).toEqual(['began', 'sighted']);
  });
});
