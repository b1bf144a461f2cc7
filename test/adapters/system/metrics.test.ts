import { describe, expect, test } from '@jest/globals';
import { embeddedMetrics } from '../../../lib/adapters/system/metrics.ts';

const run = {
  installation: 'Tunnelwatch',
  organization: 'acme',
  at: 0,
  complete: true,
  oldestUntold: 0,
  alertsFailed: 0,
};

describe('Why something was told, or not', () => {
  const decisions = [{ decision: 'told', reason: 'seen disconnected', times: 2 }] as const;

  test('is a property of the metric record, and neither a metric nor a dimension: those cost money', () => {
    const record = JSON.parse(embeddedMetrics({ ...run, decisions }));
    expect(record.decisions).toEqual(decisions);
    expect(JSON.stringify(record._aws)).not.toContain('decisions');
  });

  test('is not there where there was nothing to decide', () => {
    expect(JSON.parse(embeddedMetrics({ ...run, decisions: [] }))).not.toHaveProperty('decisions');
  });
});
