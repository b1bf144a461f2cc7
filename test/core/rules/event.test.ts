import { describe, expect, test } from '@jest/globals';
import { isWorse, type Severity, severityOf } from '../../../lib/core/rules/event.ts';
import type { Condition } from '../../../lib/core/rules/redundancy.ts';

describe('severity', () => {
  test.each<[Condition, Severity]>([
    ['connected', 'ok'],
    ['warning', 'warning'],
    ['redundancy lost', 'warning'],
    ['unknown', 'warning'],
    ['disconnected', 'critical'],
  ])('of %s is %s', (condition, severity) => {
    expect(severityOf(condition)).toBe(severity);
  });

  test('is worse than a lesser one, and bad is worse than nothing told', () => {
    const all = ['ok', 'warning', 'critical'] as const;
    const worse = (than: Severity | null) => all.filter((severity) => isWorse(severity, than));
    expect([worse(null), worse('ok'), worse('warning'), worse('critical')]).toEqual([
      ...[['warning', 'critical'], ['warning', 'critical'], ['critical'], []],
    ]);
  });
});
