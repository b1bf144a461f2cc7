/** What runs could not tell is told by a later one together with what that one sees: in one message, and never lost. */
import { describe, expect, test } from '@jest/globals';
import { aGroup } from '../support/builders.ts';
import { aMonitor, failing, killAt, type Monitor } from './a-monitor.ts';

const IDS = ['1', '2', '3', '4'];

/** Group 1 and then group 2 fall while nothing can be published; then group 3 falls, and it can. */
async function upToTheFirstThatCanTell(): Promise<Monitor> {
  const monitor = aMonitor(IDS.map((id) => aGroup({ id })));
  await monitor.run();
  for (const id of ['1', '2']) {
    fall(monitor, id);
    await monitor.run(failing('alerts.publish'));
  }
  fall(monitor, '3');
  return monitor;
}

function fall(monitor: Monitor, id: string): void {
  monitor.fleet.set(id, aGroup({ id, status: 'disconnected' }));
}

/** How often each fall was published. */
function told(monitor: Monitor): Readonly<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const { events } of monitor.published)
    for (const event of events) times[event] = (times[event] ?? 0) + 1;
  return times;
}

function untold(monitor: Monitor): number {
  return monitor.store.contents('acme').groups.flatMap((state) => state.untold).length;
}

describe('falls that could not be told for a while', () => {
  test('are told in one message, under an id of its own', async () => {
    const monitor = await upToTheFirstThatCanTell();
    await monitor.run();
    const [, alert, ...more] = monitor.published;
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      id: 'run-4.opened.joined',
      events: ['1-2.opened', '2-2.opened', '3-2.opened'],
    });
    expect(untold(monitor)).toBe(0);
  });

  test('stand in the alert log as one message, and as told in it under the ids they were stored with', async () => {
    const monitor = await upToTheFirstThatCanTell();
    await monitor.run();
    const { alerts } = monitor.store.contents('acme');
    expect(alerts.map(({ id, events, toldIn = null }) => [id, events.length, toldIn])).toEqual([
      ['run-1.began', 1, null],
      ['run-2.opened', 1, 'run-4.opened.joined'],
      ['run-3.opened', 1, 'run-4.opened.joined'],
      ['run-4.opened', 1, 'run-4.opened.joined'],
      ['run-4.opened.joined', 3, null],
    ]);
  });

  test('wait for the log where it does not answer; what this run sees does not', async () => {
    const monitor = await upToTheFirstThatCanTell();
    const summary = await monitor.run(failing('store.findAlert'));
    expect(monitor.published.at(-1)).toMatchObject({ id: 'run-4.opened', events: ['3-2.opened'] });
    expect(summary).toMatchObject({ alerts: 1, alertsFailed: 2 });
    await monitor.run();
    expect(monitor.published.at(-1)).toMatchObject({ events: ['1-2.opened', '2-2.opened'] });
    expect(told(monitor)).toMatchObject({ '1-2.opened': 1, '2-2.opened': 1, '3-2.opened': 1 });
  });
});

describe('the run that tells them, killed at any call', () => {
  test('leaves the next one to tell what was not told, and another fall with it', async () => {
    const undisturbed = await upToTheFirstThatCanTell();
    await undisturbed.run();
    const repeated: string[] = [];
    for (const [count, call] of [...undisturbed.calls].entries())
      for (const when of ['before', 'after'] as const) {
        const monitor = await upToTheFirstThatCanTell();
        expect(await monitor.run(killAt(count, when))).toBeNull();
        fall(monitor, '4');
        await monitor.run();
        expect(untold(monitor)).toBe(0);
        const times = ['1-2.opened', '2-2.opened', '3-2.opened', '4-2.opened'].map(
          (id) => told(monitor)[id] ?? 0,
        );
        expect(Math.min(...times.slice(0, 2), ...times.slice(3))).toBeGreaterThanOrEqual(1);
        // A run that was killed before it stored the third fall leaves it to the next, which numbers it the same.
        expect(times[2]).toBeGreaterThanOrEqual(1);
        if (times.some((many) => many > 1)) repeated.push(`${when} ${call}`);
      }
    // From SNS's answer until the last note of it; the four notes are written at once.
    expect(new Set(repeated)).toEqual(new Set(['after alerts.publish', 'before store.recordAlerts']));
  });

  test('repeats nothing once the log has all of it, however little of it is cleared', async () => {
    const undisturbed = await upToTheFirstThatCanTell();
    await undisturbed.run();
    const first = undisturbed.calls.indexOf('store.clearGroupEvents');
    const monitor = await upToTheFirstThatCanTell();
    await monitor.run(killAt(first, 'after'));
    await monitor.run();
    expect(Object.values(told(monitor))).toEqual([1, 1, 1, 1]);
    expect(untold(monitor)).toBe(0);
  });
});
