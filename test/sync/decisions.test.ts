import { expect, test } from '@jest/globals';
import { RunFailure } from '../../lib/core/failure.ts';
import { aGroup } from '../support/builders.ts';
import { aMonitor, type Monitor } from './a-monitor.ts';

const decided = ({ lines }: Monitor) =>
  lines.flatMap(({ message, fields }) => (message === 'Decided.' ? [fields] : []));

const isDown = (id: string) => ({ ...aGroup({ id }), status: 'disconnected' as const });

test('A run logs a line for each reason why it told something, or did not, and its summary has the same', async () => {
  const monitor = aMonitor([aGroup({ id: '1' }), aGroup({ id: '2' })]);
  await monitor.run();
  expect(decided(monitor)).toEqual([{ decision: 'told', reason: 'the first complete run', times: 1 }]);
  monitor.lines.length = 0;
  for (const id of ['1', '2']) monitor.fleet.set(id, isDown(id));
  const summary = await monitor.run();
  expect(decided(monitor)).toEqual([
    { decision: 'told', reason: 'seen disconnected by a poll, and one is enough', times: 2 },
  ]);
  expect(summary?.decisions).toEqual(decided(monitor));
});

test('A run that finds nothing new logs none', async () => {
  const monitor = aMonitor([aGroup({ id: '1' })]);
  await monitor.run();
  monitor.lines.length = 0;
  await monitor.run();
  expect(decided(monitor)).toEqual([]);
});

test('A run that fails says why nobody is told yet, until they are', async () => {
  const monitor = aMonitor([aGroup({ id: '1' })]);
  await monitor.run();
  monitor.lines.length = 0;
  monitor.answerPages(() => {
    throw new RunFailure({ kind: 'network', detail: 'Reset.' });
  });
  for (let failed = 0; failed < 12; failed += 1) await monitor.run();
  const texts = decided(monitor).map((fields) => Object.values(fields as object).join(', '));
  expect(new Set(texts)).toEqual(
    new Set([
      'not told, a run failed, and there was a complete one within 10 minutes or 3 runs, 1',
      'told, no complete run for 10 minutes, and 3 runs without success, 1',
    ]),
  );
  expect(texts.at(-1)).toContain('told, no complete run');
});
