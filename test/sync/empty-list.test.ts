/** The list of groups answers 200 and names nobody. */
import { describe, expect, test } from '@jest/globals';
import { aGroup } from '../support/builders.ts';
import { aMonitor } from './a-monitor.ts';

const NOBODY = () => ({ records: [], total: 0 });

describe('a list that names no group', () => {
  test('is not believed while groups are found by id: the run is incomplete, and blindness is told', async () => {
    const monitor = aMonitor([aGroup({ id: '1' }), aGroup({ id: '2' })]);
    await monitor.run();
    monitor.answerPages(NOBODY);
    expect(await monitor.run()).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'incomplete' },
      changes: 0,
    });
    for (let run = 0; run < 10; run += 1) await monitor.run();
    expect(monitor.published.map(({ kind }) => kind)).toEqual(['began', 'blind']);
  });

  test('is believed where none of them is there any more', async () => {
    const monitor = aMonitor([aGroup({ id: '1' }), aGroup({ id: '2' })]);
    await monitor.run();
    monitor.fleet.clear();
    expect(await monitor.run()).toMatchObject({ outcome: 'complete', changes: 2 });
    expect(monitor.published.map(({ kind }) => kind)).toEqual(['began', 'removed']);
  });
});
