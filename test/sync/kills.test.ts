import { describe, expect, test } from '@jest/globals';
import { killEverywhere } from './kills.ts';

describe.each(['stale', 'none'] as const)(
  'a run killed at any call, the next one with %s memory',
  (memory) => {
    test('leaves the next run to complete it: same state, one change, one incident, the fall told', async () => {
      for (const row of await killEverywhere(memory)) {
        expect(row).toMatchObject({ state: 'disconnected, 0 untold', changes: 1, incident: '2-2' });
        expect(row.told['2-2.opened']).toBeGreaterThanOrEqual(1);
      }
    });

    test('repeats an alert only where the kill fell between sending it and noting so', async () => {
      const rows = await killEverywhere(memory);
      const repeated = rows.filter((row) => Object.values(row.told).some((times) => times > 1));
      expect(repeated.map((row) => `${row.when} ${row.call}`)).toEqual([
        'after alerts.publish',
        'before store.recordAlerts',
      ]);
      for (const row of repeated) expect(row.told).toEqual({ 'watch-began': 1, '2-2.opened': 2 });
    });
  },
);
